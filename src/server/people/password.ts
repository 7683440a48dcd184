import { type Algorithm, hash, verify } from '@node-rs/argon2';

const strength = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The shortest password a person may choose. */
export const shortestPassword = 12;

/** Hashes a password for keeping (argon2id, 19 MiB, two rounds). */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize('NFKC'), strength);
}

/** Compares; with nothing to compare to it takes as long as a wrong password, so that names cannot be guessed by the clock. */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const fits = await verify(kept ?? (await decoy), password.normalize('NFKC'));
  return kept !== undefined && fits;
}

let decoy: Promise<string> | undefined;
