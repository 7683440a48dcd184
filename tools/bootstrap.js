// The one entry of `npm start`, `npm test` and `npm run deskside`. Plain JavaScript, because a fresh machine may run it on
// Node 20: it installs what is missing, finds the Node 24 that npm brought, builds the screens and hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const [command = 'start', ...rest] = process.argv.slice(2);
const quiet = command === 'deskside';

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node ${process.versions.node} is too old: install Node 20 or newer`);
await main();

async function main() {
  await packages();
  const node = runtime();
  if (command === 'start') {
    await screens();
    await handOver(node, ['src/main.ts', 'demo', ...rest]);
  } else if (command === 'test') {
    await screens();
    await handOver(node, ['tools/test.ts', ...rest]);
  } else if (command === 'deskside') {
    if (['serve', 'demo'].includes(rest[0] ?? '')) await screens();
    await handOver(node, ['src/main.ts', ...rest]);
  } else {
    fail(`unknown command ${command}: use start, test or deskside`);
  }
}

/** Installs the packages of the lockfile, once for every lockfile. */
async function packages() {
  const stamp = join('node_modules', '.deskside-lock');
  const wanted = digest([readFileSync('package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await phase('packages', async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    // `npm ci` refuses a lockfile in which a mirror left out another platform's packages; this installs the very same versions.
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const log = await run(npm, args, { shell: process.platform === 'win32' });
    if (log.code !== 0) {
      fail(
        `npm install failed. Check that the npm registry is reachable and the disk has 1.5 GB free, then run the command again.\n${log.output}`,
      );
    }
    writeFileSync(stamp, wanted);
    return `${Math.round(sizeOf('node_modules') / 1e6)} MB on disk`;
  });
}

/** The Node that runs everything from here: the one npm installed, or one of the machine's own that is new enough. */
function runtime() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = { linux: 'linux', win32: 'win' }[process.platform];
  const brought = platform && join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name);
  for (const candidate of [brought, ...(process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name))]) {
    if (!candidate || !existsSync(candidate)) continue;
    const version = spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    if (Number(version.slice(1).split('.')[0]) >= 24) return candidate;
  }
  return fail('no Node 24 found: npm did not bring one for this platform, so install Node 24 or newer and put it first on PATH');
}

/** Builds the screens when their sources changed since they were last built. */
async function screens() {
  const stamp = join('dist', 'web', '.sources');
  const sources = ['src/web', 'src/domain', 'src/protocol', 'vite.config.ts', 'package-lock.json'].flatMap(filesUnder).sort();
  const wanted = digest(sources.flatMap(file => [Buffer.from(file), readFileSync(file)]));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await phase('screens', async () => {
    const built = await run(runtime(), ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {});
    if (built.code !== 0) fail(`the screens did not build:\n${built.output}`);
    writeFileSync(stamp, wanted);
    return `${Math.round(sizeOf('dist/web') / 1e4) / 100} MB`;
  });
}

/** Runs the real program in our place: same terminal, same signals, same exit code. */
function handOver(node, args) {
  const env = { ...process.env, PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) };
  if (command === 'start') env.DESKSIDE_STARTED_AT ??= String(Date.now() - Math.round(performance.now()));
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise(() => {
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

async function phase(name, work) {
  const began = performance.now();
  if (!quiet) process.stdout.write(`${name.padEnd(10)} …\n`);
  const said = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (!quiet) process.stdout.write(`${name.padEnd(10)} ${seconds} s${said ? `, ${said}` : ''}\n`);
}

function run(file, args, options) {
  return new Promise(resolve => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        output = (output + data).slice(-8000);
      });
    }
    child.on('error', error => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on('close', code => resolve({ code, output }));
  });
}

function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap(entry => filesUnder(join(path, entry.name)));
}

function sizeOf(path) {
  let bytes = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) bytes += sizeOf(inner);
    else if (entry.isFile()) bytes += statSync(inner).size;
  }
  return bytes;
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function fail(sentence) {
  process.stderr.write(`deskside: ${sentence}\n`);
  process.exit(1);
}
