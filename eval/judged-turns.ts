/** One line of a call judged by hand: what was said, when, and the notes behind the bar. */
export interface JudgedTurn {
  readonly role: 'agent' | 'customer';
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly notes: readonly string[];
}

const msPerCharacter = 235; // about 255 characters a minute
const pausesMs = [700, 1100, 900, 1500, 600, 1300];

/** The spoken lines of a call. Pauses repeat a short list unless a line says `gap=` or `overlap=`. A note nobody knows is refused. */
export function judgedTurns(call: string, lines: readonly string[]): readonly JudgedTurn[] {
  let clockMs = 0;
  return lines
    .filter(line => /^[ac] /.test(line))
    .map((line, index) => {
      const [said = '', behind = ''] = line.split('|');
      const notes = behind.split(' ').filter(Boolean);
      for (const note of notes) if (!known.test(note)) throw new Error(`call ${call}: no such note: ${note}`);
      const text = said.slice(2).trim();
      const ms = (word: string) => notes.find(note => note.startsWith(`${word}=`))?.slice(word.length + 1);
      const pauseMs = Number(ms('gap') ?? pausesMs[index % pausesMs.length]);
      const startMs = Math.max(0, clockMs + (ms('overlap') === undefined ? pauseMs : -Number(ms('overlap'))));
      const endMs = startMs + Math.max(600, text.length * msPerCharacter);
      clockMs = endMs;
      return { role: said.startsWith('a') ? 'agent' : 'customer', text, startMs, endMs, notes };
    });
}

const known = /^(?:P\d+\.\w+[?!]?(?:@\d+)?|>?Q\d+|K\d+|topic:\w+|\w+=.+|\w+~.+)$/;
