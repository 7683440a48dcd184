import type { TFunction } from 'i18next';

/** What a step did, from the runtime's fixed words: `fill aria/金额[role="textbox"]` becomes what was typed into which field. */
export function valueLabel(label: string, t: TFunction): string {
  const [, act = '', at = ''] = /^([a-z-]+)(?: (.+))?$/s.exec(label) ?? [];
  return t(`rb-value-${act}`, { defaultValue: label, field: selectorWords(at) });
}

/** A selector as a person calls what it points at. */
export function selectorWords(selector: string): string {
  const [, name] = /^(?:aria|text)\/([^[]+)(?:\[role="[^"]*"\])?$/.exec(selector) ?? [];
  return name?.trim() ?? selector;
}

/** Whether two values say the same: an amount does with and without separators and cents of zero. */
export function isSame(value: string, was: string): boolean {
  return value === was || (isAmount(value) && isAmount(was) && amountOf(value) === amountOf(was));
}

function isAmount(text: string): boolean {
  return /^-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d{0,14})(?:\.\d{1,4})?$/.test(text); // a leading zero makes it a number of something else
}

function amountOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}
