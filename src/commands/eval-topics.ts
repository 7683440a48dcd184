import { type TopicFigures, topicFigures } from '#eval/topic-figures.ts';
import { topicReport } from '#eval/topic-report.ts';
import { readTopicSet, type TopicSet, topicSets } from '#eval/topic-sets.ts';
import { type Answer, askAll, classifiedPerSecond, type Trained, tenEach, trainOn } from '#eval/topics.ts';

/** What to measure: which sets, in how many folds of dev (0: by the dev/heldout rule), and how to say it. */
export interface TopicsAsked {
  readonly dir: string | undefined;
  readonly only: string | undefined;
  readonly folds: number;
  readonly asJson: boolean;
  readonly withReport: boolean;
}

interface Task extends TopicFigures {
  readonly name: string;
  readonly measuredOn: string;
  readonly fewShot10Top1: number | null;
  readonly trainExamples: number;
  readonly trainSeconds: number;
  readonly perSecond: number;
  readonly artefactBytes: number;
  readonly threshold: number;
}

/** Trains the classifier on each set as `build` would and measures it. Times are processor time. Answers the exit code. */
export async function evalTopicsCommand({ dir, only, folds, asJson, withReport }: TopicsAsked): Promise<number> {
  if (!dir) {
    console.error('deskside eval topics needs --data DIR');
    return 2;
  }
  const tasks: Task[] = [];
  const missing: string[] = [];
  for (const set of topicSets.filter(({ name }) => !only || only.split(',').includes(name))) {
    const parts = await readTopicSet(dir, set, folds);
    if (parts.length === 0) missing.push(set.name);
    else tasks.push(measure(parts, withReport));
    if (!asJson && parts.length > 0) console.log(JSON.stringify(tasks.at(-1)));
  }
  for (const name of missing) console.error(`${name}: not below ${dir}, left out`);
  if (asJson) console.log(JSON.stringify({ tasks }));
  return tasks.length > 0 ? 0 : 1;
}

function measure(parts: readonly TopicSet[], withReport: boolean): Task {
  const answers: Answer[] = [];
  const few: Answer[] = [];
  const trained: Trained[] = [];
  for (const [at, { name, train, test }] of parts.entries()) {
    console.error(`${name} ${at + 1}/${parts.length}: learning from ${train.length}, measuring on ${test.length}`);
    const one = trainOn(train, processorSeconds);
    trained.push(one);
    answers.push(...askAll(one.classifier, test));
    const ten = tenEach(train);
    if (at === 0 && ten.length > 0) few.push(...askAll(trainOn(ten, processorSeconds).classifier, test));
  }
  if (withReport) console.error(topicReport(answers));
  const first = trained[0] as Trained;
  const { name, measuredOn, train, test } = parts[0] as TopicSet;
  const labels = parts.flatMap(part => part.train.flatMap(row => row.labels));
  const { threshold, kind } = first.classifier;
  return {
    name,
    measuredOn,
    ...topicFigures(answers, labels),
    fewShot10Top1: kind === 'many' ? null : topicFigures(few, labels).top1,
    trainExamples: train.length,
    trainSeconds: Math.round((trained.reduce((sum, each) => sum + each.trainSeconds, 0) / trained.length) * 10) / 10,
    perSecond: classifiedPerSecond(first.classifier, test, processorSeconds),
    artefactBytes: first.artefactBytes,
    threshold,
  };
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
