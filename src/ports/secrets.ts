/** Gives keys by name, from a file or the environment. Never logs, never returns an empty key. */
export interface Secrets {
  /** 32 bytes. */
  key(name: 'vault' | 'session' | 'audit'): Promise<Uint8Array>;
}
