import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Checks the three typings (pure floors know no platform, the server knows Node, the screens know the browser), and tests, which may
 * know both: side by side, because each keeps one core busy. What was checked is remembered in dist/types.
 */
const codes = await Promise.all(['test', 'node', 'web', 'pure'].map(check));
process.exit(codes.every(code => code === 0) ? 0 : 1);

async function check(part: string): Promise<number> {
  const project = `tsconfig.${part}.json`;
  const remembered = ['--incremental', '--tsBuildInfoFile', `dist/types/${part}.tsbuildinfo`];
  const checking = spawn('node_modules/.bin/tsc', ['-p', project, ...remembered], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(checking, 'close');
  const found = await checking.stdout.toArray();
  const [code] = await ended;
  process.stdout.write(Buffer.concat(found)); // as one piece: what two find at a time must not be mixed
  if (code !== 0) console.error(`types: ${project} failed`);
  return code ?? 1;
}
