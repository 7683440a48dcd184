import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';
import { readFactValue } from '#engine/quality/fact-value.ts';
import { checkCues } from '#server/content/check-cues.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import type { ContentFolder } from '#server/content/read-folder.ts';

/** The longest script an agent can read aloud in one breath or two, in characters. */
const longScript = 120;

/** Blanks the desk fills by itself, beside slots. */
const knownBlanks = ['agentId', 'bankName', 'customerName', 'time', 'ticketId'];

/** What is wrong with content beyond its shape: references that lead nowhere, unfillable blanks, scripts too long to say. */
export function checkFolder(folder: ContentFolder): readonly ContentProblem[] {
  const { release, places } = folder;
  const found: ContentProblem[] = [];
  const report = (severity: ContentProblem['severity'], name: string, field: string, why: string) => {
    const place = places.get(name) ?? { file: 'bank.yaml', line: 1, column: 1 };
    found.push({ severity, ...place, field, why });
  };
  const blanks = new Set([...knownBlanks, ...release.slots.map(slot => slot.key)]);
  const checkScript = (name: string, script: string, lang: string) => {
    const limit = lang === 'en' ? longScript * 3 : longScript;
    if (script.length > limit) report('warning', name, 'script', `${script.length} characters; over ${limit} it is hard to read aloud`);
    checkBlanks(name, 'script', script);
  };
  const checkBlanks = (name: string, field: string, text: string) => {
    for (const blank of blanksOf(text)) {
      if (!blanks.has(blank)) report('warning', name, field, `no slot fills {{${blank}}}`);
    }
  };

  const nodes = new Set(release.processes.flatMap(process => process.nodes.map(node => `${process.key}/${node.key}`)));
  for (const article of release.articles) {
    checkScript(`article/${article.key}`, article.script, article.lang);
    if (article.leaf && !release.leaves.some(leaf => leaf.code === article.leaf))
      report('error', `article/${article.key}`, 'leaf', `no category ${article.leaf}`);
    if (article.process && !release.processes.some(one => one.key === article.process))
      report('error', `article/${article.key}`, 'process', `no process ${article.process}`);
    for (const node of article.nodes) {
      if (!nodes.has(node)) report('error', `article/${article.key}`, 'nodes', `no node ${node}: write it as process/node`);
    }
  }
  for (const { key, facts } of release.articles) {
    for (const { name, value, about } of facts) {
      if (readFactValue(value) === null) report('error', `article/${key}`, 'facts', `${name}: ${value} is no value that can be compared`);
      if (about.length === 0) report('error', `article/${key}`, 'facts', `${name}: nothing tells when it is spoken about`);
    }
  }
  for (const process of release.processes) checkProcess(process, release, report, checkScript, checkBlanks);
  for (const name of release.shadow) if (!(name in release.versions)) report('error', 'bank/bank', 'shadow', `nothing is called ${name}`);

  return [...found, ...checkCues(folder)];
}

function checkProcess(
  process: Process,
  release: Release,
  report: (severity: ContentProblem['severity'], name: string, field: string, why: string) => void,
  checkScript: (name: string, script: string, lang: string) => void,
  checkBlanks: (name: string, field: string, text: string) => void,
): void {
  const name = `process/${process.key}`;
  const keys = new Set(process.nodes.map(node => node.key));
  if (keys.size !== process.nodes.length) report('error', name, 'nodes', 'two nodes have one key');
  for (const leaf of process.leaves) {
    if (!release.leaves.some(one => one.code === leaf)) report('error', name, 'leaves', `no category ${leaf}`);
  }
  for (const slot of process.slots) {
    if (!release.slots.some(one => one.key === slot)) report('warning', name, 'slots', `no slot ${slot}`);
  }
  for (const node of process.nodes) {
    checkScript(name, node.script, process.lang);
    if (node.where?.link) checkBlanks(name, `nodes.${node.key}.where.link`, node.where.link);
    const refs = [...node.mustFollow, ...(node.mergeWith ? [node.mergeWith] : []), ...(node.obligation ? [node.obligation.before] : [])];
    for (const ref of refs) if (!keys.has(ref)) report('error', name, `nodes.${node.key}`, `${process.key} has no node ${ref}`);
    for (const { goto } of node.branch) {
      const there = goto.startsWith('P:') ? release.processes.some(one => one.key === goto.slice(2)) : keys.has(goto);
      if (!there) report('error', name, `nodes.${node.key}.branch`, `nowhere called ${goto}`);
    }
  }
}

function blanksOf(script: string): readonly string[] {
  return [...script.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '');
}
