/** A masked value; its dots are drawn narrow whatever the Chinese font makes of them. */
export function Masked({ text }: { readonly text: string }) {
  return text.split(/(•+)/u).map((part, at) =>
    part.startsWith('•') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one string never move
      <span key={at} className="dots">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
