import type { BrowserAction, Selector } from '#domain/browser-action.ts';
import { type BotProblem, type Names, template, typed } from '#robots/names.ts';
import { parseSelector } from '#robots/selector.ts';

/** Selectors that can be read, popups that were opened before, files that exist, values that may be typed. */
export function checkActions(names: Names, actions: readonly BrowserAction[], target: string, path: BotProblem['path']): void {
  for (const [index, action] of actions.entries()) {
    const here = [...path, index];
    if (!names.pages.has(action.page)) names.complain([...here, 'page'], `no action before this one opens ${action.page}`);
    if (action.opens) names.pages.add(action.opens);
    if ('at' in action) checkSelectors(names, action.at, [...here, 'at']);
    const dialogs = [action.dialog ?? []].flat();
    if (dialogs.length > 1 && dialogs.some(({ says }) => says === undefined))
      names.complain([...here, 'dialog'], 'of several dialogs each says what it says: else one could be taken for another');
    switch (action.act) {
      case 'open':
        template(names, action.path, [...here, 'path']);
        if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(action.path))
          names.complain([...here, 'path'], 'a path on the target, not an address: /loss/new');
        break;
      case 'fill':
        typed(names, action.value, target, [...here, 'value']);
        break;
      case 'expect':
        template(names, action.says, [...here, 'says']);
        break;
      case 'upload':
        if (!names.set.has(action.file)) names.complain([...here, 'file'], `no step makes ${action.file}`);
        break;
      case 'close':
        if (action.page === 'main') names.complain(here, 'close is for a popup: name its page');
        break;
      case 'click':
      case 'double-click':
      case 'hover':
      case 'press':
      case 'download':
      case 'wait-for':
      case 'read':
        break;
    }
  }
}

/** Each can be read. */
export function checkSelectors(names: Names, selectors: readonly Selector[], path: BotProblem['path']): void {
  for (const [index, selector] of selectors.entries()) {
    const parsed = parseSelector(selector);
    if ('problem' in parsed) names.complain([...path, index], parsed.problem);
  }
}
