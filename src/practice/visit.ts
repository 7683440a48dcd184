import { bankTime } from '#practice/bank-time.ts';
import type { Books, Deed } from '#practice/books.ts';
import type { Faults } from '#practice/faults.ts';
import { button, html, type Markup } from '#practice/markup.ts';
import type { Session } from '#practice/sessions.ts';
import type { Duty } from '#practice/staff.ts';

/** One request of somebody who is signed in. */
export interface Visit {
  readonly session: Session;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly books: Books;
  readonly now: number;
  readonly faults: Faults;
  /** Does a deed and answers; here the line breaks when it was told to. */
  commit(deed: Omit<Deed, 'at' | 'by'>, does: () => void, answer: () => Markup): Reply;
}

/** What is sent back. */
export type Reply =
  | { readonly kind: 'page'; readonly page: Markup; readonly afterMs?: number }
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'broken-off' };

/** A page of one duty. */
export interface Route {
  readonly duty: Duty | 'any';
  readonly answer: (visit: Visit) => Reply;
}

/** Pages by method and path: 'GET /card/query.jsp'. */
export type Routes = Readonly<Record<string, Route>>;

/** A page as it is. */
export function shown(page: Markup): Reply {
  return { kind: 'page', page };
}

/** Does what a submit is for. The line may break before it or after it: then nobody hears what became of it. */
export function committing(books: Books, faults: Faults, by: string, now: () => number): Visit['commit'] {
  return (deed, does, answer) => {
    if (faults.dropBefore > 0) {
      faults.dropBefore -= 1;
      return { kind: 'broken-off' };
    }
    does();
    books.deeds.push({ ...deed, by, at: bankTime(now()) });
    if (books.deeds.length > 20_000) books.deeds.shift();
    if (faults.dropAfter > 0) {
      faults.dropAfter -= 1;
      return { kind: 'broken-off' };
    }
    return { kind: 'page', page: answer(), afterMs: faults.slowCommitMs };
  };
}

/** The button that submits a form, after the browser asked once more; the faults move, rename and double it. */
export function submitButton({ movedButton, doubledButton }: Faults, asks: string): readonly Markup[] {
  const pressed = `if(confirm(${JSON.stringify(asks)}))document.forms[0].submit()`;
  const usual = button('提 交', pressed, 'btnSubmit');
  if (movedButton) return [html`<span style="float:right">${button('确认提交', pressed, 'btnSubmit')}</span>`];
  return doubledButton ? [usual, button('提 交', pressed, 'btnSubmit2')] : [usual];
}

/** What greets on a form when it was told to. */
export function greeting({ strayDialog }: Faults): Markup {
  return strayDialog ? html`<script>alert('系统将于18:00进行日终批量,请尽快完成操作')</script>` : { markup: '' };
}

/** The number of the page of a list that was asked for. */
export function pageOf(query: URLSearchParams): number {
  const page = Number(query.get('page') ?? 1);
  return Number.isInteger(page) ? page : 1;
}
