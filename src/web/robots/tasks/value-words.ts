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
