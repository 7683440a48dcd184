const paths = {
  tick: 'm3 8.4 3.2 3.2L13 4.8',
  hollow: 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z',
  cross: 'm4 4 8 8M12 4l-8 8',
  copy: 'M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2',
  flag: 'M3.5 14V2.5h8.2L10 5.5l1.7 3H3.5',
  pin: 'M9.6 1.8 14.2 6.4l-1.6.6-2.4 2.4-.4 3L3.6 6.2l3-.4L9 3.4zM6.6 9.4 2 14',
  warn: 'M8 2.2 14.4 13H1.6zM8 6.4v3M8 11.2v.1',
  shield: 'M8 1.8 13 3.6v4c0 3.2-2 5.5-5 6.7-3-1.2-5-3.5-5-6.7v-4z',
  right: 'm6 3.6 4.4 4.4L6 12.4',
  down: 'm3.6 6 4.4 4.4L12.4 6',
  arrow: 'M3 8h9.6M9 4.4 12.6 8 9 11.6',
  search: 'M11.4 7a4.4 4.4 0 1 1-8.8 0 4.4 4.4 0 0 1 8.8 0zM10.4 10.4l3.3 3.3',
  swap: 'M2.5 5.2h10M10 2.6l2.6 2.6L10 7.8M13.5 10.8h-10M6 8.2l-2.6 2.6L6 13.4',
  lock: 'M4.4 7h7.2A1.4 1.4 0 0 1 13 8.4v4a1.4 1.4 0 0 1-1.4 1.4H4.4A1.4 1.4 0 0 1 3 12.4v-4A1.4 1.4 0 0 1 4.4 7zM5.2 7V5a2.8 2.8 0 0 1 5.6 0v2',
  unlock:
    'M4.4 7h7.2A1.4 1.4 0 0 1 13 8.4v4a1.4 1.4 0 0 1-1.4 1.4H4.4A1.4 1.4 0 0 1 3 12.4v-4A1.4 1.4 0 0 1 4.4 7zM5.2 7V5a2.8 2.8 0 0 1 5.4-1',
  robot: 'M4.5 5h7a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8 5V2.4M5.8 8.6v.8M10.2 8.6v.8',
  edit: 'M10.8 2.8 13.2 5.2 5.6 12.8l-3 .6.6-3z',
  pause: 'M5.4 3.4v9.2M10.6 3.4v9.2',
  play: 'M5 3.2v9.6L12.6 8z',
  more: 'M3.4 8h.1M8 8h.1M12.6 8h.1',
  horn: 'M2.4 6.4v3.2h2.2l6 3V3.4l-6 3zM13 6.4a2.4 2.4 0 0 1 0 3.2',
  page: 'M4 1.8h5.4L12.6 5v9.2H4zM9 1.8V5.4h3.6M6 8.4h4.4M6 11h4.4',
  plus: 'M8 3v10M3 8h10',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.6V8l2.4 1.6',
  hand: 'M2.4 8h7.2M6.4 4.6 9.8 8l-3.4 3.4M12.8 3v10',
} as const;

/** The names of our glyphs. */
export type IconName = keyof typeof paths | 'float' | 'verified';

/** A glyph; never alone: words beside it, or a label on its button. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: number }) {
  const style = size ? { width: size, height: size } : undefined;
  return (
    <svg className="i" viewBox="0 0 16 16" style={style} aria-hidden="true">
      {name === 'float' ? (
        <>
          <rect x="2" y="3" width="12" height="10" rx="1.5" />
          <rect x="8.2" y="7.6" width="4" height="3.6" rx=".6" fill="currentColor" stroke="none" />
        </>
      ) : name === 'verified' ? (
        <>
          <path d={paths.shield} fill="currentColor" stroke="none" />
          <path d="m5.6 8 1.8 1.8 3-3.4" stroke="var(--surface)" strokeWidth="1.7" />
        </>
      ) : (
        <path d={paths[name]} strokeWidth={name === 'more' ? 2.4 : undefined} />
      )}
    </svg>
  );
}
