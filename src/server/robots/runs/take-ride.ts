import { Bot } from '#domain/bot.ts';
import { ConversationId } from '#domain/ids.ts';
import { markPattern } from '#domain/mark.ts';
import type { Scope } from '#robots/expression.ts';
import { audit } from '#server/audit/audit.ts';
import { inZone } from '#server/live/local-time.ts';
import type { RunRow } from '#server/robots/runs/claim.ts';
import { openMark } from '#server/robots/runs/open-mark.ts';
import { Pages } from '#server/robots/runs/pages.ts';
import type { RunnerParts } from '#server/robots/runs/parts.ts';
import { type Redactor, redactor } from '#server/robots/runs/redactor.ts';
import type { Ride } from '#server/robots/runs/ride.ts';
import type { RideTarget } from '#server/robots/runs/ride-target.ts';
import { openInputs } from '#server/robots/runs/sealed-inputs.ts';
import { secretsOf } from '#server/robots/runs/secrets.ts';
import { limitsOf } from '#server/robots/runs/targets.ts';

/** A run made ready to be driven: its bots, where its targets are, its inputs opened. */
export interface ReadyRide {
  readonly ride: Ride;
  readonly begun: Pick<Scope, 'inputs' | 'run'>;
}

/** Makes a claimed run ready. A sentence when it cannot be: the run fails with it. */
export async function takeRide(
  parts: RunnerParts,
  run: RunRow,
  signal: AbortSignal,
): Promise<ReadyRide | { readonly ride: Ride; readonly why: string }> {
  const { db } = parts;
  const bodies = await db
    .selectFrom('robot_bodies')
    .select(['bot', 'body'])
    .where('version', 'in', [run.version, ...Object.values(run.calls)])
    .execute();
  const bots = Object.fromEntries(bodies.map(({ bot, body }) => [bot, Bot.parse(body)]));
  const bot = bots[run.bot];
  if (!bot) throw new Error(`the text of ${run.bot} ${run.version} is not there`);

  const rows = await db
    .selectFrom('robot_targets')
    .selectAll()
    .where('name', 'in', run.targets.length > 0 ? run.targets : [''])
    .execute();
  const targets = new Map<string, RideTarget>(
    rows.flatMap(row =>
      row.origin === null ? [] : [[row.name, { origin: row.origin, hosts: row.hosts, limits: limitsOf(row) }] as const],
    ),
  );
  const hidden = redactor();
  const ride: Ride = {
    parts,
    run,
    holder: { run: run.id, runner: parts.node, epoch: run.epoch },
    bot,
    bots,
    targets,
    hidden,
    pages: new Pages(parts.browser, targets, () => hidden.values()),
    secrets: secretsOf(parts.credential, run.id, bots, hidden),
    signal,
  };
  const homeless = run.targets.find(name => !targets.has(name));
  if (homeless !== undefined) return { ride, why: `nobody has said where ${homeless} is` };
  const inputs = await inputsOf(parts, run, hidden);
  if (inputs === null) return { ride, why: 'a secret input is not kept any more' };
  const local = inZone((run.begun_at ?? run.made_at).toISOString(), parts.timeZone);
  return {
    ride,
    begun: {
      inputs,
      run: {
        id: run.id,
        today: local.slice(0, 10),
        time: local.slice(11, 16),
        by: run.asked_by,
        for: run.asked_for ?? '',
        dry: run.mode === 'dry',
      },
    },
  };
}

/** Inputs in clear, for the runner alone; every secret among them is hidden from everything that is kept. null: one is gone. */
async function inputsOf({ db, ring }: RunnerParts, run: RunRow, hidden: Redactor): Promise<Readonly<Record<string, unknown>> | null> {
  const opened = openInputs(ring, run.id, run.sealed);
  const inputs: Record<string, unknown> = {};
  let marks = 0;
  for (const [name, input] of Object.entries(run.inputs)) {
    if ('value' in input) {
      inputs[name] = input.value;
      continue;
    }
    const value = 'mark' in input ? await markOf(db, ring, run.conversation, input.mark) : (opened[name] ?? null);
    if (value === null) return null;
    if ('mark' in input) marks += 1;
    hidden.hide(value);
    inputs[name] = value;
  }
  if (marks > 0)
    await db.transaction().execute(trx =>
      audit(trx, {
        who: 'system',
        action: 'robot-opened-marks',
        subject: `robot-run/${run.id}`,
        details: { conversation: run.conversation, marks },
      }),
    );
  return inputs;
}

async function markOf(db: RunnerParts['db'], ring: RunnerParts['ring'], conversation: string | null, mark: string): Promise<string | null> {
  const [found] = [...mark.matchAll(markPattern)];
  const id = ConversationId.safeParse(conversation);
  if (!found || !id.success) return null;
  return await openMark(db, ring, id.data, { class: found[1] as never, number: Number(found[2]) });
}
