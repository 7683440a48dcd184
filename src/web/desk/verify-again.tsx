import { useTranslation } from 'react-i18next';
import type { DeskModel } from '#web/desk/model.ts';
import type { Alarm } from '#web/desk/seen.ts';
import { Key } from '#web/kit/key.tsx';

/** The question whether a customer somebody else verified is to be verified again, if it stands. */
export function verifyAgainOf(desk: DeskModel): Alarm | undefined {
  return desk.isOver ? undefined : desk.seen.lines.find(line => isVerifyAgain(line));
}

/** Whether this line is that question. */
export function isVerifyAgain(line: Alarm): boolean {
  return line.key === 'prompt:reverify';
}

/** Its two answers. */
export function VerifyAgain({ desk, line }: { readonly desk: DeskModel; readonly line: Alarm }) {
  const { t } = useTranslation();
  return (
    <span className="row verify-again">
      <button type="button" className="btn sm" onClick={() => keepVerified(desk, line)}>
        {t('verifiedKeep')} <Key of="first" />
      </button>
      <button type="button" className="btn sm" onClick={() => verifyAgain(desk)}>
        {t('verifyAgain')} <Key of="second" />
      </button>
    </span>
  );
}

/** What was verified counts here too. */
export function keepVerified(desk: DeskModel, line: Alarm): void {
  desk.act({ kind: 'acknowledged', key: line.key });
}

/** The steps that verify are to be done once more; the shield opens. */
export function verifyAgain(desk: DeskModel): void {
  desk.act({ kind: 'reverify' });
}
