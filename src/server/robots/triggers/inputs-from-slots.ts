import type { AdviceByKey } from '#domain/board-fold.ts';
import type { Bot, BotInput } from '#domain/bot.ts';

/** What the wrap-up of a conversation says about a bot's inputs. Secret ones stay marks; the runner opens them. */
export function inputsFromSlots(bot: Bot, board: AdviceByKey): Readonly<Record<string, string>> {
  const slots = new Map(Object.values(board).flatMap(advice => (advice.kind === 'slot' ? [[advice.slot, advice] as const] : [])));
  return Object.fromEntries(
    Object.entries(bot.inputs).flatMap(([name, { type, from }]) => {
      const slot = from === undefined ? undefined : slots.get(from);
      const value = slot && written(type, slot.value, slot.on);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function written(type: BotInput['type'], value: string | undefined, on: string | undefined): string | undefined {
  return type === 'date' && on !== undefined ? on.slice(0, 10) : value;
}
