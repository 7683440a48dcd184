import { z } from 'zod';
import { Bot } from '#domain/bot.ts';
import { BotStep, Verification } from '#domain/bot-step.ts';
import { BrowserAction, Selector, Typed } from '#domain/browser-action.ts';

/** The bot language as a JSON Schema (2020-12), for editors and for other programs that write bots. What a shape cannot say, `robot check` does. */
export function botSchema(): Readonly<Record<string, unknown>> {
  const named = z
    .registry<{ id: string }>()
    .add(BotStep, { id: 'step' })
    .add(Verification, { id: 'verification' })
    .add(BrowserAction, { id: 'action' })
    .add(Selector, { id: 'selector' })
    .add(Typed, { id: 'typed' });
  const { $schema, ...schema } = z.toJSONSchema(Bot, { io: 'input', metadata: named });
  return { $schema, title: 'Deskside bot, format 1', ...schema };
}
