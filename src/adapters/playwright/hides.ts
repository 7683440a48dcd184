import { type Frame, type Locator, selectors } from 'playwright-core';
import { isTelling } from '#adapters/playwright/redact.ts';

let registered: Promise<void> | null = null;

/** Teaches Playwright to find what must be painted over. Once a process. */
export function learnToHide(): Promise<void> {
  registered ??= selectors.register('hides', engine, { contentScript: true });
  return registered;
}

/**
 * The smallest elements of a frame that show something hidden: password fields, fields and texts that hold one of the values (however it
 * is spaced), and card numbers, mobile numbers and identity numbers whoever's they are.
 */
export function hiddenIn(frame: Frame, values: readonly string[]): Locator {
  return frame.locator(`hides=${JSON.stringify(values.filter(isTelling).map(squeezed))}`);
}

function squeezed(value: string): string {
  return value.toLowerCase().replace(/[\s-]/g, '');
}

/** Runs in a world of its own in the page, which the page's scripts cannot touch. */
const engine = `({
  queryAll(root, body) {
    const values = JSON.parse(body).filter(value => value !== '');
    const squeeze = text => (text || '').toLowerCase().replace(/[\\s-]/g, '');
    const luhn = digits => [...digits].reverse().reduce((sum, digit, at) => {
      const twice = Number(digit) * (at % 2 ? 2 : 1);
      return sum + (twice > 9 ? twice - 9 : twice);
    }, 0) % 10 === 0;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const isId = text => '10x98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11] === text[17];
    const isPersonal = run => /^1[3-9]\\d{9}$/.test(run) || (/^\\d{17}[\\dx]$/.test(run) && isId(run)) || (/^\\d{13,19}$/.test(run) && luhn(run));
    const hides = text => {
      if (!text) return false;
      const dense = squeeze(text);
      if (values.some(value => dense.includes(value))) return true;
      return (text.toLowerCase().match(/\\d(?:[ -]?\\d){9,}x?/g) || []).some(run => isPersonal(squeeze(run)));
    };
    const found = [];
    const isField = element => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
    const shownBy = field => field.tagName === 'SELECT'
      ? [...field.selectedOptions].map(option => option.label).join(' ')
      : field.value + ' ' + (field.getAttribute('placeholder') || '');
    const walk = node => {
      let inside = false;
      for (const element of node.children || []) {
        if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD)$/.test(element.tagName)) continue;
        if (isField(element)) {
          if ((element.tagName === 'INPUT' && element.type === 'password') || hides(shownBy(element))) {
            found.push(element);
            inside = true;
          }
          continue;
        }
        const deeper = [walk(element), element.shadowRoot ? walk(element.shadowRoot) : false].some(Boolean);
        const shown = (element.textContent || '') + ' ' + (element.getAttribute('alt') || '');
        if (!deeper && hides(shown)) found.push(element);
        inside = inside || deeper || found[found.length - 1] === element;
      }
      return inside;
    };
    walk(root.documentElement ? { children: [root.documentElement] } : root);
    return found;
  },
  query(root, body) { return this.queryAll(root, body)[0] || null; }
})`;
