import { BadExpression } from '#robots/expression.ts';
import type { Order } from '#robots/orders.ts';
import { writeOut } from '#robots/write-out.ts';
import type { Ride } from '#server/robots/runs/ride.ts';

/** What a step would do or has done, in values a person can check; secrets stand as their tails. */
export function whatItDoes(ride: Ride, order: Order): readonly { readonly label: string; readonly value: string }[] {
  const line = (label: string, value: unknown) => ({
    label,
    value: ride.hidden.text(typeof value === 'string' ? value : (JSON.stringify(ride.hidden.within(value)) ?? '')).slice(0, 1000),
  });
  switch (order.do) {
    case 'browser':
      return order.actions.map(action => {
        const at = 'at' in action ? selectorText(action.at[0]) : '';
        if (action.act === 'fill') return line(`fill ${at}`, typeof action.value === 'string' ? text(action.value, order) : '〔…〕');
        if (action.act === 'open') return line('open', text(action.path, order));
        if (action.act === 'press') return line('press', action.key);
        return line(action.act, at);
      });
    case 'http':
      return [line(order.method, order.address), ...(order.json === undefined ? [] : [line('json', order.json)])];
    case 'mail':
      return [
        line('to', order.to.join(', ')),
        line('subject', order.subject),
        line('text', order.text),
        line('files', order.files.map(({ name }) => name).join(', ')),
      ];
    case 'announce':
      return [line('kind', order.kind), line('title', order.says), line('text', order.text)];
    case 'ticket':
      return [
        ...[line('kind', order.kind), line('title', order.says), line('text', order.text)],
        ...Object.entries(order.fields ?? {}).map(([key, value]) => line(key, value)),
      ];
    default:
      return [];
  }
}

function text(template: string, order: Order): string {
  try {
    return writeOut(template, order.scope);
  } catch (error) {
    if (error instanceof BadExpression) return template; // it reads what this very step has yet to find
    throw error;
  }
}

function selectorText(selector: string | readonly string[] | undefined): string {
  return typeof selector === 'string' ? selector : (selector ?? []).join(' ');
}
