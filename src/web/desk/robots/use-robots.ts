import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AdviceByKey } from '#domain/board-fold.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Problem } from '#domain/problem.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type AnswerRun, type DeskBot, DeskBots } from '#protocol/robot-desk.ts';
import { type RobotCard, robotCards } from '#web/desk/robots/robot-cards.ts';
import type { RobotsTold } from '#web/desk/store.ts';
import { call, nothing } from '#web/kit/api.ts';

/** The robots of a call, and what its agent may do with them. */
export interface RobotsOnDesk {
  readonly cards: readonly RobotCard[];
  readonly card?: RobotCard; // the one that is open, or would be
  readonly pick: (name: string) => void;
  readonly again: (run: string) => void; // the form once more, after this run
  readonly isBusy: boolean; // something was sent and is not answered yet
  readonly problem?: Problem; // why the last thing was not done
  readonly sinceMs: (at: string) => number; // how long ago, by the server's clock
  readonly start: (card: RobotCard, inputs: Readonly<Record<string, string | boolean>>) => void;
  readonly takeByHand: (run: string) => void;
  readonly answer: (run: string, task: string, answer: AnswerRun['answer']) => void;
}

/** Looks up what may be offered, keeps what is told of runs, and sends what the agent decides: the same asking again is the same run. */
export function useRobots(id: ConversationId, told: RobotsTold | undefined, board: AdviceByKey, turns: readonly Utterance[]): RobotsOnDesk {
  const [bots, setBots] = useState<readonly DeskBot[]>([]);
  const [picked, pick] = useState<string | null>(null);
  const [after, again] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const refs = useRef(new Map<string, string>());
  const runs = told?.runs;

  const look = useCallback(() => {
    void call('GET', '/v1/desk/robots', DeskBots).then(answer => answer.ok && setBots(answer.value.bots));
  }, []);
  useEffect(look, [look]);

  const cards = useMemo(() => robotCards(bots, runs ?? [], board, turns, after), [bots, runs, board, turns, after]);
  const send = useCallback(
    async (path: string, body: unknown) => {
      setBusy(true);
      const answer = await call('POST', path, nothing, body);
      setBusy(false);
      setProblem(answer.ok ? undefined : answer.problem);
      if (!answer.ok && answer.problem.kind === 'conflict') look();
      return answer.ok;
    },
    [look],
  );
  const start = useCallback<RobotsOnDesk['start']>(
    ({ name, bot, runs: before }, inputs) => {
      if (!bot) return;
      const asking = `${name} ${before}`; // one ref for the first run of a bot here, another for the second
      const ref = refs.current.get(asking) ?? crypto.randomUUID();
      refs.current.set(asking, ref);
      void send('/v1/desk/robots/runs', { conversation: id, ref, bot: name, version: bot.version, inputs });
    },
    [id, send],
  );
  const tick = useSeconds(cards.some(({ state }) => state === 'running' || state === 'asks'));
  return {
    cards,
    card: cards.find(({ name }) => name === picked) ?? cards[0],
    pick,
    again,
    isBusy,
    problem,
    // biome-ignore lint/correctness/useExhaustiveDependencies: the ticks are what moves it
    sinceMs: useCallback(at => (told ? told.nowAt + (performance.now() - told.receivedAt) - Date.parse(at) : 0), [told, tick]),
    start,
    takeByHand: useCallback(run => void send(`/v1/desk/robots/runs/${run}/by-hand`, {}), [send]),
    answer: useCallback((run, task, answer) => void send(`/v1/desk/robots/runs/${run}/answer`, { task, answer }), [send]),
  };
}

function useSeconds(runs: boolean): number {
  const [ticks, tick] = useState(0);
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => tick(count => count + 1), 500);
    return () => clearInterval(timer);
  }, [runs]);
  return ticks;
}
