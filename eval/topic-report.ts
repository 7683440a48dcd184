import type { Answer } from '#eval/topics.ts';

/** Per label: how many, recall and precision of what was heard; then the labels most often taken for each other. */
export function topicReport(answers: readonly Answer[]): string {
  const labels = [...new Set(answers.flatMap(({ row }) => row.labels))].sort();
  const perLabel = labels.map(label => {
    const wanted = answers.filter(({ row }) => row.labels.includes(label));
    const heard = answers.filter(answer => answer.heard.includes(label));
    const both = wanted.filter(answer => answer.heard.includes(label)).length;
    return `${label.padEnd(52)} n ${String(wanted.length).padStart(4)}  recall ${percent(both, wanted.length)}  precision ${percent(both, heard.length)}`;
  });
  const confused = new Map<string, number>();
  for (const { row, ranked } of answers) {
    const first = ranked[0]?.label;
    if (row.labels.length !== 1 || first === undefined || first === row.labels[0]) continue;
    const pair = `${row.labels[0]} taken for ${first}`;
    confused.set(pair, (confused.get(pair) ?? 0) + 1);
  }
  const pairs = [...confused].sort((a, b) => b[1] - a[1]).slice(0, 40);
  return [...perLabel, '', ...pairs.map(([pair, count]) => `${String(count).padStart(4)} × ${pair}`)].join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '     –' : `${((part / whole) * 100).toFixed(1).padStart(5)}%`;
}
