import { fileURLToPath } from 'node:url';

/** The folder of the demo bank that comes with the program. */
export const demoContent = fileURLToPath(new URL('../../content/jianghai', import.meta.url));
