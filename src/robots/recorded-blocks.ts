import type { BrowserAction } from '#domain/browser-action.ts';
import { blank } from '#robots/blanks.ts';

/** An action as a bot's file writes it: defaults left out, and blanks where a person must decide. */
export type WrittenAction = { readonly act: BrowserAction['act'] } & Readonly<Record<string, unknown>>;

/** An action with the recorded step it came from and what the element is called. */
export interface RecordedAction {
  readonly number: number;
  readonly action: WrittenAction;
  readonly label: string;
}

/** A browser step as the importer writes it, and the recorded steps it came from. */
export interface WrittenStep {
  readonly step: Readonly<Record<string, unknown>>;
  readonly from: number;
  readonly to: number;
}

/** Cuts the actions into steps: signing in by itself, each click that likely commits by itself, the rest between. */
export function cutIntoSteps(actions: readonly RecordedAction[], target: string, firstInput: string | undefined): readonly WrittenStep[] {
  const blocks: { kind: Kind; actions: RecordedAction[] }[] = [];
  let open = true;
  for (const one of actions) {
    const last = blocks.at(-1);
    const commits = isClick(one.action) && commit.test(one.label) && !leadsThere.test(one.label);
    if (commits && last?.kind === 'commit' && last.actions.at(-1)?.action.act === 'click')
      last.actions.push(one); // 提交, then the 确认 it asks for
    else if (commits) blocks.push({ kind: 'commit', actions: [one] });
    else if (last?.kind === 'plain' && open && last.actions.length < mostActions) last.actions.push(one);
    else blocks.push({ kind: 'plain', actions: [one] });
    open = true;

    const now = blocks.at(-1);
    const secret = now?.actions.some(({ action }) => typeof action.value === 'object');
    if (
      now?.kind === 'plain' &&
      secret &&
      (isClick(one.action) ? signIn.test(one.label) : one.action.act === 'press' && one.action.key === 'Enter')
    ) {
      now.kind = 'sign-in';
      open = false;
    }
  }

  const ids = new Map<string, number>();
  return blocks.map(({ kind, actions: held }) => {
    const stem = kind === 'plain' ? 'step' : kind;
    const count = (ids.get(stem) ?? 0) + 1;
    ids.set(stem, count);
    const id = kind === 'sign-in' && count === 1 ? stem : `${stem}-${count}`;
    const written = held.map(({ action }) => action);
    const step = { id, do: 'browser', target, ...effect(kind, written, count, firstInput), actions: written };
    return {
      step: { ...step, ...(kind === 'commit' ? { verify: verify(count) } : {}) },
      from: held[0]?.number ?? 0,
      to: held.at(-1)?.number ?? 0,
    };
  });
}

type Kind = 'plain' | 'sign-in' | 'commit';
const mostActions = 200;

/** Words that likely change something for good. A proposal: whoever reads the bot decides. */
const commit =
  /提交|确认|确定|保存|办理|登记|挂失|解挂|冻结|解冻|发布|删除|注销|转账|汇款|支付|付款|审批|通过|复核|发送|下单|申请|开户|销户|\b(submit|confirm|save|publish|delete|approve|send|transfer|pay|place order|order now|register|apply|finish|post|create)\b/i;
const leadsThere = /管理|查询|列表|记录|历史|明细|中心|菜单|返回|\b(list|history|overview|menu)\b/i; // 挂失管理 is a menu
const signIn = /登录|登陆|登入|sign ?in|log ?in|log ?on/i;

function isClick({ act }: WrittenAction): boolean {
  return act === 'click' || act === 'double-click';
}

const harmless = new Set(['open', 'fill', 'hover', 'wait-for', 'close']);

function effect(
  kind: Kind,
  actions: readonly WrittenAction[],
  count: number,
  firstInput: string | undefined,
): Readonly<Record<string, string>> {
  if (kind === 'commit') {
    const example = firstInput ? `commit-${count}:{{ inputs.${firstInput} }}` : `commit-${count}:{{ run.today }}`;
    return { effect: 'commit', key: blank(`what makes two runs the same deed, such as ${example}`) };
  }
  if (kind === 'sign-in' || actions.every(({ act }) => harmless.has(act))) return { effect: 'read' };
  return { effect: blank('read, write or commit: what does this change?') };
}

function verify(count: number): Readonly<Record<string, unknown>> {
  const into = `after${count === 1 ? '' : count}`;
  return {
    actions: [{ act: 'read', at: [blank('where the page tells whether it took effect')], into }],
    took: blank(`when it took effect, such as vars.${into}.contains("已受理")`),
  };
}
