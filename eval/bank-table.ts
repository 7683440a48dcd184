import type { BankReport } from '#eval/bank.ts';

/** The report for a person: a line a figure, then the tables by process, rule and slot, and every error. */
export function bankTable(report: BankReport): string {
  const { steps, violations, slots, category, summary, nearMisses } = report;
  const { byProcess, missed: stepsMissed, wrong: stepsWrong, ...allSteps } = steps;
  const { byRule, missed: rulesMissed, wrong: rulesWrong, serious, ...allRules } = violations;
  const { bySlot, wrong: slotsWrong, exact, secret, ...allSlots } = slots;
  const { byDepth, wrong: categoriesWrong, ...leaf } = category;
  const { byPart, ...note } = summary;
  return [
    line('dialogues', report.dialogues),
    line('steps', allSteps),
    line('violations', allRules),
    line('  serious', serious),
    line('  near misses fired', `${nearMisses.falseAlarms.length} of ${nearMisses.n}`),
    line('prompts', report.prompts),
    line('knowledge', report.knowledge),
    line('slots', allSlots),
    line('  letter for letter', exact),
    line('  secrets', `${secret.right} of ${secret.n}`),
    line('category', leaf),
    ...byDepth.map(({ depth, right, n }) => line(`  to level ${depth}`, { right, n })),
    line('summary', note),
    ...Object.entries(byPart).map(([part, figures]) => line(`  ${part}`, figures)),
    line('handoff', report.handoff),
    line('masking', report.masking),
    line('interruptsPerMinute', report.interruptsPerMinute),
    line('  in clean calls', report.interruptsPerMinuteClean),
    line('quietPerMinute', report.quietPerMinute),
    line('seriousNeverShown', report.seriousNeverShown),
    ...table('process', byProcess),
    ...table('rule', byRule),
    ...table('slot', bySlot),
    ...errors('steps missed', stepsMissed),
    ...errors('steps wrong', stepsWrong),
    ...errors('violations missed', rulesMissed),
    ...errors('violations wrong', rulesWrong),
    ...errors('near misses that fired', nearMisses.falseAlarms),
    ...errors('slots wrong (ours for theirs)', slotsWrong),
    ...errors('categories wrong (ours for theirs)', categoriesWrong),
  ].join('\n');
}

function line(name: string, figures: unknown): string {
  return `${name.padEnd(22)} ${write(figures)}`;
}

function table(name: string, rows: Readonly<Record<string, object>>): readonly string[] {
  const [first] = Object.values(rows);
  if (!first) return [];
  const columns = Object.keys(first);
  const head = `${name.padEnd(16)}${columns.map(column => column.padStart(11)).join('')}`;
  const body = Object.entries(rows).map(
    ([key, figures]) => `${key.padEnd(16)}${columns.map(column => write(figures[column as never]).padStart(11)).join('')}`,
  );
  return ['', head, ...body];
}

function errors(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}: ${lines.length}`, ...lines.map(each => `  ${each}`)];
}

function write(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${write(each)}`)
    .join('  ');
}
