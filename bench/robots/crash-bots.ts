import { Bot } from '#domain/bot.ts';

/** How a bot of the crash table works: requests of its own, or a browser's pages. */
export type Through = 'http' | 'browser';

/** Reads, writes and commits in turn, with a reading between each; `target` is the name its target goes by. */
export function crashBot(through: Through, origin: string, target: string): Bot {
  const [read, change] = through === 'http' ? [request, send] : [look, press];
  return Bot.parse({
    format: 1,
    bot: 'crash',
    title: '崩溃表',
    purpose: 'process',
    inputs: { key: { title: '键', type: 'text' } },
    ...(through === 'browser' ? { secrets: { clerk: { target, role: '经办' } } } : {}),
    targets: { [target]: { title: '目标', origin, concurrent: 100, perMinute: 6000, breaker: { slowMs: 600_000 } } },
    retry: { times: 3, firstMs: 100, factor: 1 },
    steps: [
      through === 'http' ? request('first', target) : signIn(target),
      read('read', target),
      read('second', target),
      change('write', target),
      read('third', target),
      change('commit', target),
      read('last', target),
    ],
    outputs: { state: through === 'http' ? 'vars.now.state' : 'vars.state' },
  });
}

const key = '{{ inputs.key }}';

function request(id: string, target: string) {
  return { id, do: 'http', target, effect: 'read', method: 'GET', path: `/${id}/${key}` };
}

function send(id: 'write' | 'commit', target: string) {
  const verify = { request: { path: `/state/${key}`, into: 'now' }, ...verdictOf[id]('vars.now.state', 'vars.now.written') };
  return { ...request(id, target), method: 'POST', effect: id, ...(id === 'commit' ? { key: `crash ${key}` } : {}), verify };
}

/** What is held is not given up, nor what a busy machine is slow at: only a killed runner is to end anything here. */
const patient = { timeoutMs: 120_000 };

function look(id: string, target: string) {
  return { id, do: 'browser', target, effect: 'read', actions: [{ act: 'open', path: `/${id}/${key}`, ...patient }] };
}

function press(id: 'write' | 'commit', target: string) {
  const verify = {
    actions: [
      { act: 'open', path: `/state/${key}`, ...patient },
      { act: 'read', at: ['#state'], into: 'state', ...patient },
      { act: 'read', at: ['#written'], into: 'written', ...patient },
    ],
    ...verdictOf[id]('vars.state', 'vars.written'),
  };
  const step = look(id, target);
  return {
    ...{ ...step, effect: id, ...(id === 'commit' ? { key: `crash ${key}` } : {}) },
    actions: [
      { act: 'open', path: `/form/${id}/${key}`, ...patient },
      { act: 'fill', at: ['#note'], value: key, ...patient },
      { act: 'click', at: ['#go'], navigates: { url: `/${id}/*` }, ...patient },
    ],
    verify,
  };
}

function signIn(target: string) {
  return {
    ...look('first', target),
    actions: [
      { act: 'open', path: `/first/${key}`, ...patient },
      { act: 'fill', at: ['#user'], value: { secret: 'clerk.user' }, ...patient },
      { act: 'fill', at: ['#password'], value: { secret: 'clerk.password' }, ...patient },
      { act: 'click', at: ['#go'], navigates: { url: '/enter/*' }, ...patient },
    ],
  };
}

const verdictOf = {
  write: (_state: string, written: string) => ({ took: `${written} == "yes"`, not: `${written} == "no"` }),
  commit: (state: string, _written: string) => ({ took: `${state} == "lost"`, not: `${state} == "normal"` }),
} as const;
