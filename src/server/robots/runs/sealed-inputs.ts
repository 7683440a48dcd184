import type { ReadInput } from '#robots/read-inputs.ts';
import type { StoredInput } from '#server/db/tables/robot-runs.ts';
import { type KeyRing, seal, unseal } from '#server/vault/seal.ts';

/** Inputs as a run keeps them: values, marks, and what is secret in one sealed piece beside. */
export function storeInputs(
  ring: KeyRing,
  run: string,
  inputs: Readonly<Record<string, ReadInput>>,
): { readonly inputs: Readonly<Record<string, StoredInput>>; readonly sealed: Buffer | null } {
  const secrets = Object.entries(inputs).flatMap(([name, input]) => (input.kind === 'secret' ? [[name, input.value] as const] : []));
  return {
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, stored(input)])),
    sealed: secrets.length === 0 ? null : seal(ring, purposeOf(run), JSON.stringify(Object.fromEntries(secrets))).sealed,
  };
}

/** The secrets of a run, opened. For the runner, and for asking for the same run again. */
export function openInputs(ring: KeyRing, run: string, sealed: Buffer | null): Readonly<Record<string, string>> {
  return sealed === null ? {} : (JSON.parse(unseal(ring, purposeOf(run), sealed)) as Record<string, string>);
}

/** The end of a secret that people may know it by; a short one has none. */
export function tailOf(value: string): string {
  return value.length >= 9 ? value.slice(-4) : '';
}

function stored(input: ReadInput): StoredInput {
  switch (input.kind) {
    case 'plain':
      return { value: input.value };
    case 'mark':
      return { mark: input.mark };
    case 'secret':
      return { sealed: true, tail: tailOf(input.value) };
  }
}

function purposeOf(run: string): string {
  return `robot run ${run}`;
}
