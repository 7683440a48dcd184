import type { RunnerParts } from '#server/robots/runs/parts.ts';
import type { Redactor } from '#server/robots/runs/redactor.ts';
import type { Ride, Secrets } from '#server/robots/runs/ride.ts';
import { systemTrouble } from '#server/robots/runs/system-trouble.ts';

/** The credentials a run signs in with: opened when a step first types them, hidden from everything from then on. */
export function secretsOf(credential: RunnerParts['credential'], run: string, bots: Ride['bots'], hidden: Redactor): Secrets {
  const opened = new Map<string, { readonly user: string; readonly password: string }>();
  return {
    async open(order, named) {
      const [name = '', part] = named.split('.');
      const secret = bots[order.bot]?.secrets[name];
      if (!secret || !('target' in order) || secret.target !== order.target)
        return { ok: false, trouble: systemTrouble('BAD_INPUT', `there is no secret ${name} for this target`) };
      const known = `${order.bot} ${name}`;
      let credentials = opened.get(known);
      if (!credentials) {
        const found = await credential({ bot: order.bot, target: secret.target, role: secret.role, run, step: order.path });
        if (!found.ok) return found;
        credentials = { user: found.user, password: found.password };
        opened.set(known, credentials);
        hidden.hide(found.password);
        hidden.hide(found.user);
      }
      return { ok: true, value: part === 'user' ? credentials.user : credentials.password };
    },
  };
}
