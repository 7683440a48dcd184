import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * Keeps the house standing: imports go down the floors and never in a circle (types included), the pure floors name
 * nothing of the world, aides do not know each other. Fails when it has read no files.
 */
const allowed: Record<string, readonly string[]> = {
  domain: ['domain'],
  protocol: ['domain', 'protocol'],
  ports: ['domain', 'protocol', 'ports'],
  engine: ['domain', 'engine'],
  robots: ['domain', 'robots'],
  practice: ['domain', 'practice'],
  server: ['domain', 'protocol', 'ports', 'engine', 'robots', 'server'],
  adapters: ['domain', 'protocol', 'ports', 'robots', 'adapters'],
  web: ['domain', 'protocol', 'web'],
  main: ['domain', 'protocol', 'ports', 'engine', 'robots', 'server', 'adapters', 'practice', 'main', 'eval', 'bench'],
};
const packagesAllowed: Record<string, readonly string[]> = {
  domain: ['zod'],
  protocol: ['zod'],
  ports: [],
  engine: ['re2js', '@marcbachmann/cel-js'],
  robots: ['zod', '@marcbachmann/cel-js'],
};
const aideFolders = ['knowledge', 'process', 'quality', 'wrapup', 'handoff', 'offer', 'topic'];
/** What two aides may share of the knowledge folder: the index that a release is compiled into. */
const sharedOfAides = ['src/engine/knowledge/lookup.ts'];
const pureFloors = ['domain', 'protocol', 'engine', 'robots'];
const forbiddenNames =
  /(?<![\w.'"#/-])(Date\b(?!\w)|Math\.random|performance\b|crypto\b|setTimeout|setInterval|setImmediate|process\.(env|argv|exit|hrtime|nextTick|stdout|stderr|pid|cwd)\b)/;

const complaints: string[] = [];
const files = sourcesUnder('src').filter(file => !/\.test\.tsx?$/.test(file));
const graph = new Map(files.map(file => [file, importsOf(file)]));

for (const [file, imports] of graph) {
  const floor = floorOf(file);
  for (const { from, target } of imports) {
    if (target === null) checkPackage(file, floor, from);
    else checkDirection(file, floor, target);
  }
  if (pureFloors.includes(floor)) checkPurity(file);
}
for (const circle of circles()) complaints.push(`imports run in a circle: ${circle.join(' → ')}`);

if (files.length === 0) complaints.push('no files were read: is this the root of the repository?');
for (const complaint of complaints) console.error(`floors: ${complaint}`);
console.log(`floors: ${files.length} files, ${[...graph.values()].flat().length} imports, ${complaints.length} problems`);
process.exit(complaints.length > 0 ? 1 : 0);

function checkDirection(file: string, floor: string, target: string): void {
  const below = floorOf(target);
  if (!allowed[floor]?.includes(below)) complaints.push(`${file} (${floor}) may not import ${target} (${below})`);
  if (!existsSync(target)) complaints.push(`${file} imports ${target}, which is not there`);
  const [here, there] = [aideOf(file), aideOf(target)];
  if (here && there && here !== there && !sharedOfAides.includes(target)) complaints.push(`${file}: aides do not import aides (${target})`);
  if (/^src\/web\/(panel|chat|extension)\//.test(file) && target.startsWith('src/web/kit/'))
    complaints.push(`${file}: panel, chat and extension import plain/, never kit/`);
}

function checkPackage(file: string, floor: string, name: string): void {
  const known = packagesAllowed[floor];
  if (known && !known.some(one => name === one || name.startsWith(`${one}/`))) complaints.push(`${file} (${floor}) may not import ${name}`);
  if (name.startsWith('.')) complaints.push(`${file}: write ${name} as #floor/…`);
}

function checkPurity(file: string): void {
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const code = line
        .replace(/\/\/.*$/, '')
        .replace(/^\s*\/?\*.*$/, '')
        .replace(/'[^']*'|`[^`]*`|"[^"]*"/g, "''")
        .replace(/\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, "''");
      const found = forbiddenNames.exec(code);
      if (found) complaints.push(`${file}:${index + 1}: ${found[1]} is a name of the world; pure floors do not use it`);
    });
}

function floorOf(file: string): string {
  if (!file.startsWith('src/')) return file.split('/')[0] ?? '';
  const part = file.slice(4).split('/')[0] ?? '';
  return part === 'main.ts' ? 'main' : part === 'commands' ? 'main' : part;
}

function aideOf(file: string): string | null {
  const match = /^src\/engine\/([a-z]+)\//.exec(file);
  return match && aideFolders.includes(match[1] ?? '') ? (match[1] ?? null) : null;
}

function importsOf(file: string): { from: string; target: string | null }[] {
  const text = readFileSync(file, 'utf8');
  const found = [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`;]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ];
  return found
    .map(match => {
      const from = match[1] ?? match[2] ?? match[3] ?? '';
      if (from.startsWith('.'))
        return { from, target: file.startsWith('src/web/') && !from.endsWith('.css') ? null : normalize(join(dirname(file), from)) };
      if (!from.startsWith('#')) return { from, target: null };
      const path = from.slice(1);
      const isSource = /^(domain|protocol|ports|engine|robots|practice|server|adapters|web|commands)\//.test(path);
      return { from, target: isSource ? `src/${path}` : path };
    })
    .filter(({ target }) => target === null || /\.tsx?$/.test(target));
}

function circles(): string[][] {
  const found: string[][] = [];
  const state = new Map<string, 'open' | 'closed'>();
  const visit = (file: string, way: string[]): void => {
    if (state.get(file) === 'closed' || found.length > 20) return;
    if (state.get(file) === 'open') {
      found.push([...way.slice(way.indexOf(file)), file]);
      return;
    }
    state.set(file, 'open');
    for (const { target } of graph.get(file) ?? []) if (target) visit(target, [...way, file]);
    state.set(file, 'closed');
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesUnder(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
