/** How long a test waits for what another part of the server does in its own time, on a slow machine too: `vi.waitFor(…, patient)`. */
export const patient = { timeout: 60_000, interval: 50 };
