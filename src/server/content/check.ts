import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';
import { readFactValue } from '#engine/quality/fact-value.ts';
import { faultsOfBranches } from '#server/content/check-branches.ts';
import { checkCues } from '#server/content/check-cues.ts';
import { faultsOfDates } from '#server/content/check-dates.ts';
import { checkEnglish } from '#server/content/check-english.ts';
import { faultsOfNotes } from '#server/content/check-notes.ts';
import { faultsOfOrder } from '#server/content/check-order.ts';
import { type Fault, faultsOfRule, isNodeIn } from '#server/content/check-rule.ts';
import { faultsOfProfile, faultsOfTemplates } from '#server/content/check-templates.ts';
import type { ContentProblem } from '#server/content/content-problem.ts';
import type { ContentFolder } from '#server/content/read-folder.ts';

/** The longest script an agent can read aloud in one breath or two, in characters. */
const longScript = 120;

/** Blanks the desk fills by itself, beside slots. */
const knownBlanks = ['agentId', 'bankName', 'customerName', 'time', 'ticketId'];

/** What is wrong with content beyond its shape: references that lead nowhere, unfillable blanks, scripts too long to say. */
export function checkFolder(folder: ContentFolder): readonly ContentProblem[] {
  const { release } = folder;
  const found: ContentProblem[] = [];
  const report: Report = (severity, name, field, why, path = []) => {
    found.push({ severity, ...folder.locate(name, path), field, why });
  };
  const refuse = (name: string, faults: readonly Fault[]) => {
    for (const { path, why } of faults) report('error', name, path.join('.'), why, path);
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
    refuse(`article/${article.key}`, faultsOfDates(article));
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
  for (const { code, narrows, done } of release.leaves) {
    for (const step of done ?? [])
      if (!nodes.has(step)) report('error', `leaf/${code}`, 'done', `no step ${step}: write it as process/node`);
    if (narrows !== undefined && (narrows === code || !release.leaves.some(leaf => leaf.code === narrows)))
      report('error', `leaf/${code}`, 'narrows', `${narrows} is no other category: name the broader leaf by its code`);
  }
  for (const process of release.processes) {
    checkProcess(process, release, report, checkScript, checkBlanks);
    const others = release.processes.filter(({ lang }) => lang === process.lang);
    refuse(`process/${process.key}`, [
      ...faultsOfOrder(process),
      ...faultsOfBranches(process, others),
      ...faultsOfDates(process),
      ...faultsOfNotes(process, release.slots),
    ]);
  }
  for (const rule of release.rules)
    refuse(
      `rule/${rule.key}`,
      faultsOfRule(
        rule,
        release.processes.filter(({ lang }) => lang === rule.lang),
      ),
    );
  for (const { key, lang, steps = [], examplesOf } of release.concepts) {
    const inLang = release.processes.filter(process => process.lang === lang);
    for (const [field, named] of [['steps', steps] as const, ['examplesOf', examplesOf] as const])
      for (const [at, step] of named.entries())
        if (!isNodeIn(inLang, step))
          report('error', `concept/${key}`, field, `no process has ${step}: write process/node or */node`, [field, at]);
  }
  refuse('settings/settings', faultsOfTemplates(release));
  for (const slot of release.slots) refuse(`slot/${slot.key}`, faultsOfProfile(slot));
  for (const name of release.shadow) if (!(name in release.versions)) report('error', 'bank/bank', 'shadow', `nothing is called ${name}`);

  return [...found, ...checkCues(folder), ...checkEnglish(folder)];
}

type Report = (severity: ContentProblem['severity'], name: string, field: string, why: string, path?: readonly (string | number)[]) => void;

function checkProcess(
  process: Process,
  release: Release,
  report: Report,
  checkScript: (name: string, script: string, lang: string) => void,
  checkBlanks: (name: string, field: string, text: string) => void,
): void {
  const name = `process/${process.key}`;
  const keys = new Set(process.nodes.map(node => node.key));
  for (const [place, { key }] of process.nodes.entries()) {
    if (process.nodes.findIndex(node => node.key === key) < place)
      report('error', name, `nodes.${key}`, `two nodes are called ${key}: give one of them another key`, ['nodes', place, 'key']);
  }
  for (const leaf of process.leaves) {
    if (!release.leaves.some(one => one.code === leaf)) report('error', name, 'leaves', `no category ${leaf}`);
  }
  for (const slot of process.slots) {
    if (!release.slots.some(one => one.key === slot)) report('warning', name, 'slots', `no slot ${slot}`);
  }
  for (const [place, node] of process.nodes.entries()) {
    checkScript(name, node.script, process.lang);
    if (node.where?.link) checkBlanks(name, `nodes.${node.key}.where.link`, node.where.link);
    const refs: readonly (readonly [string, readonly (string | number)[]])[] = [
      ...node.mustFollow.map((key, at) => [key, ['mustFollow', at]] as const),
      ...node.before.map((key, at) => [key, ['before', at]] as const),
      ...(node.mergeWith ? [[node.mergeWith, ['mergeWith']] as const] : []),
      ...(node.obligation ? [[node.obligation.before, ['obligation', 'before']] as const] : []),
    ];
    for (const [ref, path] of refs)
      if (!keys.has(ref)) report('error', name, `nodes.${node.key}`, `${process.key} has no node ${ref}`, ['nodes', place, ...path]);
    for (const [at, { goto }] of node.branch.entries()) {
      const there = goto.startsWith('P:') ? release.processes.some(one => one.key === goto.slice(2)) : keys.has(goto);
      if (!there) report('error', name, `nodes.${node.key}.branch`, `nowhere called ${goto}`, ['nodes', place, 'branch', at, 'goto']);
    }
  }
}

function blanksOf(script: string): readonly string[] {
  return [...script.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '');
}
