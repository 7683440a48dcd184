import type { Locator } from 'playwright-core';
import type { Deadline } from '#adapters/playwright/deadline.ts';
import { heldUp } from '#adapters/playwright/held-up.ts';
import { type Done, refuse } from '#adapters/playwright/stage.ts';
import { mishapOf } from '#adapters/playwright/trouble.ts';
import { oneLine } from '#adapters/playwright/wildcard.ts';

interface Text {
  readonly text: string;
  readonly hidden: boolean;
}

/** Puts a value into a field of any kind, and makes sure the field kept it. */
export async function fill(element: Locator, value: Text, deadline: Deadline): Promise<Done> {
  try {
    const kind = await deadline.within(element.evaluate(kindOf));
    if (kind === 'list') return await choose(element, value, deadline);
    if (kind === 'tick') return await tick(element, value.text, deadline);
    await element.fill(value.text, deadline.options());
    return kind === 'text' ? await kept(element, value, deadline) : { ok: true };
  } catch (error) {
    const mishap = mishapOf(error);
    if (mishap === 'slow' && !deadline.isStopped) return { ok: false, trouble: await heldUp(element) };
    if (mishap === 'several') return refuse('AMBIGUOUS', 'another element came to match while it was looked at; nothing was touched');
    const text = error instanceof Error ? error.message : '';
    if (/Malformed value|Cannot type text into/.test(text)) return refuse('BAD_INPUT', `the field does not take ${shown(value)}`);
    if (/is not an <input>|cannot be filled|can not be filled/.test(text))
      return refuse('BAD_INPUT', 'the element is no field that can be filled in');
    if (/did not change its state/.test(text)) return refuse('WRONG_TEXT', 'the tick box did not keep what was chosen');
    throw error;
  }
}

async function choose(element: Locator, value: Text, deadline: Deadline): Promise<Done> {
  const wanted = oneLine(value.text);
  let others = 0;
  do {
    const options = await deadline.within(element.evaluate(optionsOf)).catch(error => {
      if (deadline.isOver && others > 0) return null;
      throw error;
    });
    if (options === null) break;
    others = options.length;
    const byValue = options.filter(option => option.value === value.text);
    const fitting = byValue.length > 0 ? byValue : options.filter(option => oneLine(option.label) === wanted);
    const [only] = fitting;
    if (fitting.length > 1) return refuse('AMBIGUOUS', `${fitting.length} choices of the list are ${shown(value)}; none was chosen`);
    if (only) {
      if (only.isDisabled) return refuse('WRONG_TEXT', `the choice ${shown(value)} is disabled`);
      await element.selectOption({ index: only.index }, deadline.options());
      return { ok: true };
    }
  } while (await deadline.pause(100));
  return refuse('NOT_FOUND', `the list has no choice ${shown(value)}; it has ${others} others`);
}

async function tick(element: Locator, text: string, deadline: Deadline): Promise<Done> {
  if (text !== 'true' && text !== 'false') return refuse('BAD_INPUT', 'a tick box takes true or false');
  await element.setChecked(text === 'true', deadline.options());
  return { ok: true };
}

/** A field may cut what is typed or refuse it without a word. Separators it adds are its own business. */
async function kept(element: Locator, value: Text, deadline: Deadline): Promise<Done> {
  const bare = (text: string) => text.toLowerCase().replace(/[\s,./:_\-()（）￥¥$]/gu, '');
  const asked = bare(value.text);
  const held = bare(await deadline.within(element.inputValue()));
  return held === asked || (asked !== '' && held.includes(asked))
    ? { ok: true }
    : refuse('WRONG_TEXT', `the field kept ${held.length} of ${asked.length} characters that were typed, or other ones`);
}

function shown({ text, hidden }: Text): string {
  return hidden ? 'the hidden value' : `"${text.slice(0, 60)}"`;
}

interface PageField {
  readonly tagName: string;
  readonly type?: string;
  readonly options?: ArrayLike<{ readonly value: string; readonly label: string; readonly disabled: boolean }>;
  getAttribute(name: string): string | null;
}

// These two run in the page.

function kindOf(field: PageField): 'list' | 'tick' | 'text' | 'other' {
  const tag = field.tagName.toLowerCase();
  const role = field.getAttribute('role');
  if (tag === 'select') return 'list';
  if (tag === 'input' && (field.type === 'checkbox' || field.type === 'radio')) return 'tick';
  if (tag === 'input' || tag === 'textarea') return 'text';
  return role === 'checkbox' || role === 'radio' || role === 'switch' ? 'tick' : 'other';
}

function optionsOf(field: PageField) {
  return [...Array.from(field.options ?? [])].map(({ value, label, disabled }, index) => ({ index, value, label, isDisabled: disabled }));
}
