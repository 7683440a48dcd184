import { z } from 'zod';

/** A call written by hand for knowledge alone, as a conversation file with its truth. */
export interface KnowledgeCall {
  readonly id: string;
  readonly channel: 'voice';
  readonly lang: 'zh' | 'en';
  readonly turns: readonly { readonly role: 'agent' | 'customer'; readonly text: string }[];
  readonly truth: { readonly knowledge: readonly { readonly article: string; readonly turn: number }[] };
}

/** Reads calls in the form of eval/calls/knowledge-unseen.txt: after a bar the articles wanted with that turn. */
export function readKnowledgeCalls(text: string, lang: 'zh' | 'en' = 'zh'): readonly KnowledgeCall[] {
  const parts = text.split(/^call /m).slice(1);
  return parts.map((part, index) => {
    const [name = '', ...lines] = part.split('\n').map(line => line.trim());
    const spoken = lines.filter(line => /^[ac] /.test(line)).map(line => line.split('|'));
    return {
      id: `${index + 1}-${name}`,
      channel: 'voice',
      lang,
      turns: spoken.map(([said = '']) => ({ role: Role.parse(said[0]), text: said.slice(2).trim() })),
      truth: {
        knowledge: spoken.flatMap(([, wanted = ''], turn) =>
          wanted
            .split(' ')
            .filter(Boolean)
            .map(article => ({ article, turn })),
        ),
      },
    };
  });
}

const Role = z.enum(['a', 'c']).transform(letter => (letter === 'a' ? ('agent' as const) : ('customer' as const)));
