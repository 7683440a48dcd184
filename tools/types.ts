import { spawnSync } from 'node:child_process';

/** Checks the three typings (pure floors know no platform, the server knows Node, the screens know the browser), and tests, which may know both. What was checked is remembered in dist/types. */
let failed = false;
for (const part of ['pure', 'node', 'web', 'test']) {
  const remembered = ['--incremental', '--tsBuildInfoFile', `dist/types/${part}.tsbuildinfo`];
  const { status } = spawnSync('node_modules/.bin/tsc', ['-p', `tsconfig.${part}.json`, ...remembered], { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`types: tsconfig.${part}.json failed`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
