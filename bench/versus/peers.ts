import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A text and what it asks for. */
export interface Labelled {
  readonly text: string;
  readonly label: string;
}

/** What the peers' own files offer; they are plain JavaScript with packages of their own. */
export interface Peers {
  trainIntents(examples: readonly Labelled[], lang: 'zh' | 'en'): Promise<{ classify(text: string): Promise<readonly string[]> }>;
  indexArticles(
    articles: readonly { key: string; question: string; variants: readonly string[]; script: string }[],
    lang: 'zh' | 'en',
  ): { search(query: string, most: number): readonly string[] };
}

const folder = fileURLToPath(new URL('../peers/', import.meta.url));

/** Loads the peers; installs them into bench/peers the first time. Null, and a sentence told, when that cannot be done. */
export async function loadPeers(tell: (news: string) => void): Promise<Peers | null> {
  if (!existsSync(`${folder}node_modules/minisearch`) || !existsSync(`${folder}node_modules/node-nlp`)) {
    tell('installing node-nlp and minisearch into bench/peers (about 120 MB, once)');
    const code = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
    if (code !== 0) {
      tell('the peers could not be installed: is there a network and npm? Nothing was measured; run `npm ci` in bench/peers and try again');
      return null;
    }
  }
  const { trainIntents } = (await import(`${folder}intents.js`)) as Pick<Peers, 'trainIntents'>;
  const { indexArticles } = (await import(`${folder}retrieval.js`)) as Pick<Peers, 'indexArticles'>;
  return { trainIntents, indexArticles };
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', () => resolve(1));
    child.on('exit', code => resolve(code ?? 1));
  });
}
