import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['src/web', 'src/domain', 'src/protocol', 'vite.config.ts'];

/** Builds the screens before browser tests when a source is newer than what was built. `npm test` has done so already. */
export default function setup(): void {
  const built = join(root, 'dist/web/index.html');
  const newest = Math.max(...sources.map(source => newestOf(join(root, source))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  const done = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`the screens did not build:\n${done.stdout}${done.stderr}`);
}

function newestOf(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map(name => newestOf(join(path, name))));
}
