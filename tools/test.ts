import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { throwAwayPostgres } from './throw-away-postgres.ts';

/**
 * What `npm test` runs, in order: checks first, then the tests by what they need. Every phase runs even when one before it
 * failed, so one run tells everything; what failed is said once more at the end, and the last line counts the tests.
 */
const scratch = mkdtempSync(join(tmpdir(), 'deskside-test-'));
const failed: string[] = [];
const faults: string[] = [];
const counted = { passed: 0, failed: 0, skipped: 0 };
const only = process.argv.slice(2);

phase('types', ['tools/types.ts']);
phase('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']);
phase('floors', ['tools/floors.ts']);
phase('unused', ['node_modules/knip/bin/knip.js', '--no-progress']);
tests('fast', 'fast');
tests('pg', 'pg', { DATABASE_URL_TEST: undefined }); // the embedded PostgreSQL, always
await otherServers();
tests('web', 'web', { DESKSIDE_TEST_DEMO: 'copied' }); // one first start for all its files

rmSync(scratch, { recursive: true, force: true });
if (faults.length > 0) console.log(`\n${faults.join('\n')}\n`);
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
console.log(`${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);

/** The same tests on other PostgreSQL servers: the one that is named, and the oldest we promise where it can be had. */
async function otherServers(): Promise<void> {
  if (only.length > 0 && !only.includes('pg-other')) return;
  const given = process.env.DATABASE_URL_TEST ?? process.env.DATABASE_URL;
  if (given) tests('pg on yours', 'pg', { DATABASE_URL_TEST: given });
  else console.log('\npg on yours: skipped, because neither DATABASE_URL nor DATABASE_URL_TEST is set');

  const older = await throwAwayPostgres();
  if (older.kind === 'none') return console.log(`\npg on an older PostgreSQL: skipped, because ${older.why}`);
  try {
    tests(`pg on PostgreSQL ${older.major}`, 'pg', { DATABASE_URL_TEST: older.url });
  } finally {
    older.stop();
  }
}

function tests(name: string, project: string, environment: Readonly<Record<string, string | undefined>> = {}): void {
  if (project === 'web' && process.env.DESKSIDE_SKIP_BROWSER === '1') {
    console.log('web: skipped, because DESKSIDE_SKIP_BROWSER=1');
    return;
  }
  const report = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  phase(name, args, environment);
  try {
    const found: VitestReport = JSON.parse(readFileSync(report, 'utf8'));
    counted.passed += found.numPassedTests;
    counted.failed += found.numFailedTests;
    counted.skipped += found.numPendingTests;
    faults.push(...faultsIn(found).map(fault => `${name}: ${fault}`));
  } catch {
    if (!failed.includes(name) && isAsked(name)) failed.push(name); // no report: nothing ran
  }
}

/** What we read of the report that vitest writes as JSON. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string; // why the file as a whole failed
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Every test that failed, and every file that failed without one, with the first lines of why. */
function faultsIn({ testResults }: VitestReport): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const tests = assertionResults.filter(test => test.status === 'failed');
    if (tests.length === 0) return status === 'failed' ? [`${file}\n${firstLines(message)}`] : [];
    return tests.map(test => `${file} > ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`);
  });
}

function firstLines(text: string): string {
  return text
    .split('\n')
    .slice(0, 12)
    .map(line => `    ${line.slice(0, 300)}`)
    .join('\n');
}

function isAsked(name: string): boolean {
  return only.length === 0 || only.includes(name) || (only.includes('pg-other') && name.startsWith('pg on '));
}

function phase(name: string, args: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): void {
  if (!isAsked(name)) return;
  const began = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  console.log(`— ${name}: ${status === 0 ? 'ok' : 'FAILED'} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (status !== 0) failed.push(name);
}
