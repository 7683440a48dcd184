import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What `npm test` runs, in order: checks first, then the tests by what they need. Every phase runs even when one before it
 * failed, so one run tells everything; the last line counts the tests.
 */
const scratch = mkdtempSync(join(tmpdir(), 'deskside-test-'));
const failed: string[] = [];
const counted = { passed: 0, failed: 0, skipped: 0 };
const only = process.argv.slice(2);

phase('types', ['tools/types.ts']);
phase('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']);
phase('floors', ['tools/floors.ts']);
phase('unused', ['node_modules/knip/bin/knip.js', '--no-progress']);
for (const project of ['fast', 'pg', 'web']) tests(project);

rmSync(scratch, { recursive: true, force: true });
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
console.log(`${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);

function tests(project: string): void {
  if (project === 'web' && process.env.DESKSIDE_SKIP_BROWSER === '1') {
    console.log('web: skipped, because DESKSIDE_SKIP_BROWSER=1');
    return;
  }
  const report = join(scratch, `${project}.json`);
  phase(project, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    counted.passed += numPassedTests;
    counted.failed += numFailedTests;
    counted.skipped += numPendingTests;
  } catch {
    if (!failed.includes(project)) failed.push(project); // no report: nothing ran
  }
}

function phase(name: string, args: readonly string[]): void {
  if (only.length > 0 && !only.includes(name)) return;
  const began = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  console.log(`— ${name}: ${status === 0 ? 'ok' : 'FAILED'} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (status !== 0) failed.push(name);
}
