/** Who speaks in an agent's conversations, and since when nobody does. */
export interface Voices {
  readonly speaking: readonly string[]; // conversation/speaker
  readonly quietSinceMs: number | null;
}

export const silence: Voices = { speaking: [], quietSinceMs: 0 };

/** Somebody begins or stops. */
export function hearVoice(before: Voices, conversation: string, speaker: string, on: boolean, atMs: number): Voices {
  const name = `${conversation}/${speaker}`;
  const others = before.speaking.filter(each => each !== name);
  return settle(before, on ? [...others, name].slice(-mostVoices) : others, atMs);
}

/** A conversation ended or went to somebody else: nobody speaks in it any more. */
export function endVoices(before: Voices, conversation: string, atMs: number): Voices {
  return settle(
    before,
    before.speaking.filter(each => !each.startsWith(`${conversation}/`)),
    atMs,
  );
}

const mostVoices = 100;

function settle(before: Voices, speaking: readonly string[], atMs: number): Voices {
  return { speaking, quietSinceMs: speaking.length > 0 ? null : (before.quietSinceMs ?? atMs) };
}
