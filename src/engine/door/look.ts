import type { MarkClass } from '#domain/mark.ts';
import { asks, asksAgain, expectedOf, isRequest, withAsked } from './asked.ts';
import { stringUp } from './chain.ts';
import { type Cue, findCues } from './cue.ts';
import { readDigits } from './digits.ts';
import { emailPart, findEmails, type Stretch } from './email.ts';
import { isSecret } from './expect.ts';
import { fold } from './fold.ts';
import { withoutFormats } from './harmless.ts';
import { judge } from './judge.ts';
import { findLettered } from './lettered.ts';
import type { Asked, DoorMemory, OpenNumber } from './memory.ts';
import { findPasswords } from './password.ts';
import type { Piece } from './piece.ts';
import type { Said } from './said.ts';
import { atSign, bracket, crossed, foldable, latin, numbering, telling, traitsOf, typed } from './traits.ts';
import { type Edit, type Sealed, writeEmailPart, writeNumber, writeWhole } from './write.ts';

/** What one reading of an utterance finds: the secrets, the memory after it, and the digits it could not tell. */
export interface Look {
  readonly text: string;
  readonly folded: string;
  readonly edits: readonly Edit[];
  readonly sealed: readonly Sealed[];
  readonly memory: DoorMemory;
  /** Digits left in the text, each with how sure it is that they stay. */
  readonly left: readonly {
    readonly from: number;
    readonly to: number;
    readonly starts: readonly number[];
    readonly sure: 'unit' | 'name' | 'no';
  }[];
}

const noPieces: readonly Piece[] = [];
const openForTurns = 6;
const echoForTurns = 4;
const openForMs = 180_000;

/** Reads an utterance once, finds its secrets and folds them into the memory. */
export function look(before: DoorMemory, said: Said): Look {
  const written = traitsOf(said.text);
  const text = (written & bracket) !== 0 ? said.text.replaceAll('⟦', '〔').replaceAll('⟧', '〕') : said.text;
  const folded = (written & foldable) !== 0 ? fold(text) : text;
  const traits = folded === said.text ? written : traitsOf(folded);
  const turn = before.turn + 1;
  let memory: DoorMemory = { ...before, turn, open: stillOpen(before.open, turn, said.atMs) };
  if ((traits & telling) === 0) {
    memory = afterRequests(memory, [], said, [], folded);
    return { text, folded, edits: [], sealed: [], memory, left: [] };
  }

  const edits: Edit[] = [];
  const sealed: Sealed[] = [];
  const asked = expectedOf(memory.asked, said.speaker, turn, said.atMs);

  let rest = folded;
  const take = (kind: MarkClass, place: Stretch) => {
    if (edits.some(edit => edit.from < place.to && edit.to > place.from)) return;
    const written = writeWhole(memory, kind, place, place.value);
    ({ memory } = written);
    edits.push(written.edit);
    sealed.push(...written.sealed);
    rest = rest.slice(0, place.from) + '\u0001'.repeat(place.to - place.from) + rest.slice(place.to);
  };
  const takeEmailPart = (place: Stretch) => {
    const written = writeEmailPart(memory, place, { speaker: said.speaker, lang: said.lang, turn, atMs: said.atMs });
    ({ memory } = written);
    edits.push(written.edit);
    sealed.push(...written.sealed);
    rest = rest.slice(0, place.from) + '\u0001'.repeat(place.to - place.from) + rest.slice(place.to);
  };
  if ((traits & (atSign | latin)) !== 0) for (const email of findEmails(rest)) take('email', email);
  if (edits.length === 0 && asked.some(ask => ask.certain && ask.kind === 'email')) {
    const part = emailPart(rest);
    if (part) takeEmailPart(part);
  }
  const cues = rest === folded ? findCues(rest, traits) : findCues(rest);
  if ((traits & latin) !== 0 && (traits & typed) !== 0) for (const paper of findLettered(rest, cues, asked)) take(paper.class, paper);
  for (const password of findPasswords(rest, cues, asked)) take('password', password);

  const mayBeFormat = (traits & (typed | latin)) !== 0;
  const readable = mayBeFormat ? withoutFormats(rest, expectsSecret(memory, asked, cues) ? 'number' : 'nothing') : rest;
  const pieces = (traits & (numbering | latin | crossed)) !== 0 ? readDigits(readable) : noPieces;
  if (pieces.length === 0 && cues.length === 0 && edits.length === 0) {
    memory = afterRequests({ ...memory, asked: expectedSome(memory, turn, said.atMs) }, [], said, edits, rest);
    return { text, folded: readable, edits, sealed, memory, left: [] };
  }
  const isOpen = memory.open !== null || asked.some(ask => ask.certain) || cues.length > 0;
  const { chains, loose } = stringUp(readable, pieces, cues, isOpen ? 'number' : 'nothing');
  const left: Look['left'][number][] = loose.filter(piece => piece.digits !== 'X').map(piece => ({ ...piece, sure: 'unit' as const }));
  let notBefore = 0;
  for (const chain of chains) {
    const bench = {
      text: readable,
      lang: said.lang,
      cues,
      asked: expectedOf(memory.asked, said.speaker, turn, said.atMs),
      open: memory.open,
      isOwn: memory.open?.speaker === said.speaker,
      known: memory.known,
      notBefore,
    };
    for (const verdict of judge(chain, bench)) {
      if (verdict.kind === 'secret') {
        const written = writeNumber(memory, verdict, { speaker: said.speaker, lang: said.lang, turn, atMs: said.atMs });
        ({ memory } = written);
        edits.push(written.edit);
        sealed.push(...written.sealed);
      } else if (verdict.kind === 'echo') {
        edits.push({ from: verdict.from, to: verdict.to, mark: { class: verdict.class, number: verdict.number } });
        if (memory.open) memory = { ...memory, open: { ...memory.open, turn, atMs: said.atMs } };
      } else {
        const links = chain.links.filter(link => link.piece.from >= verdict.from && link.piece.to <= verdict.to);
        for (const { piece } of links) left.push({ ...piece, sure: verdict.kind === 'unknown' || chain.isLast ? 'no' : 'name' });
        if (verdict.kind === 'tail' && links.some(({ piece }) => piece.digits.length > 3))
          memory = { ...memory, asked: memory.asked.filter(ask => ask.kind !== 'tail') };
      }
    }
    notBefore = (chain.links.at(-1) as { piece: Piece }).piece.to;
  }

  const made = asks(rest, cues, said.speaker, turn, said.atMs, cue => isAnswered(cue.to, rest, edits, left));
  memory = { ...memory, asked: withAsked(expectedSome(memory, turn, said.atMs), made) };
  memory = afterRequests(memory, made, said, edits, rest);
  return { text, folded: readable, edits, sealed, memory, left };
}

/** The agent asks for another number, goes on to another matter, or wants the last number once more. */
function afterRequests(memory: DoorMemory, made: readonly Asked[], said: Said, edits: readonly Edit[], text: string): DoorMemory {
  const { open } = memory;
  if (!open || said.speaker === 'customer') return memory;
  if (made.some(ask => ask.certain && ask.kind !== open.class)) return { ...memory, open: null };
  if (asksAgain(text) && !made.some(ask => ask.certain)) {
    const ask: Asked = { kind: open.class, certain: true, of: 'customer', turn: memory.turn, atMs: said.atMs };
    return { ...memory, asked: withAsked(memory.asked, [ask]), open: null };
  }
  const goesOn = isRequest(text) && !edits.some(edit => edit.mark.class === open.class);
  return open.isClosed && (goesOn || made.some(ask => ask.certain)) ? { ...memory, open: null } : memory;
}

function stillOpen(open: OpenNumber | null, turn: number, atMs: number): OpenNumber | null {
  if (!open) return null;
  return turn - open.turn <= (open.isClosed ? echoForTurns : openForTurns) && atMs - open.atMs <= openForMs ? open : null;
}

function expectsSecret(memory: DoorMemory, asked: readonly Asked[], cues: readonly Cue[]): boolean {
  return memory.open !== null || asked.some(ask => ask.certain && isSecret(ask.kind)) || cues.some(cue => isSecret(cue.kind));
}

function expectedSome(memory: DoorMemory, turn: number, atMs: number): DoorMemory['asked'] {
  return memory.asked.length === 0 ? memory.asked : memory.asked.filter(ask => turn - ask.turn <= 10 && atMs - ask.atMs <= 300_000);
}

/** The number the word speaks of was said right behind it. */
function isAnswered(to: number, text: string, edits: readonly Edit[], left: Look['left']): boolean {
  return [...edits, ...left.filter(place => place.sure !== 'unit')].some(
    place => place.from >= to && place.from - to <= 16 && !/[。！？!?]/.test(text.slice(to, place.from)),
  );
}
