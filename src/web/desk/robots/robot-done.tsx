import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DeskRun } from '#protocol/robot-desk.ts';
import { copyCard } from '#web/desk/card.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import type { RobotCard } from '#web/desk/robots/robot-cards.ts';
import { glanceAt } from '#web/desk/script.ts';
import type { Card } from '#web/desk/seen.ts';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { useTongue } from '#web/kit/use-tongue.ts';

/** After a run: what it found, and the sentence it now stands in; or why it stopped, and how a person does it. */
export function RobotDone({ desk, card, run }: { readonly desk: DeskModel; readonly card: RobotCard; readonly run: DeskRun }) {
  const { t, i18n } = useTranslation();
  const tongue = useTongue();
  const { outputs, trouble } = run;
  const filled = desk.seen.cards.find(one => isFilledBy(one, outputs));
  const tookMs = run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.askedAt) : 0;
  return (
    <>
      <div className="robot-scroll">
        {card.state === 'failed' && (
          <p className="x13 warn robot-note" role="status">
            {whyNot(run, t, tongue)}
          </p>
        )}
        {Object.keys(outputs).length > 0 && (
          <div className="rin">
            {Object.entries(outputs).map(([name, value]) => (
              <Output key={name} name={i18n.exists(`robotOut-${name}`) ? t(`robotOut-${name}`) : name} value={value} />
            ))}
            <Output name={t('robotTime')} value={t('robotSeconds', { seconds: (tookMs / 1000).toFixed(1) })} />
          </div>
        )}
        {card.state === 'done' && filled && (
          <div className="say">
            <p className="l">{t('robotSayNow')}</p>
            <p className="robot-script">{paintPunctuation(glanceAt(filled.script))}</p>
          </div>
        )}
        {card.state === 'failed' && isForHands(trouble) && (
          <div className="say">
            <p className="l">{t('robotHow')}</p>
            <ol className="checklist x13">
              {tongue(run.checklist, run.checklistEn).map(line => (
                <li key={line}>{paintPunctuation(line)}</li>
              ))}
            </ol>
          </div>
        )}
      </div>
      <div className="row robot-acts">
        {card.state === 'done' && filled && (
          <button type="button" className="btn" onClick={() => copyCard(desk, filled)}>
            <Icon name="copy" /> {t('copy')} <Key of="copy" />
          </button>
        )}
        <span className="sp" />
        {card.bot && !desk.followed.wrapped && (
          <button type="button" className="btn q" onClick={() => desk.robots.again(run.id)}>
            {t('robotAgain')}
          </button>
        )}
      </div>
      <p className="x12 m">{t(card.state === 'done' ? 'robotKept' : 'robotKeptFailed', { run: run.id.slice(0, 8) })}</p>
    </>
  );
}

/** Whether a person may do what the robot did not: not what the bank refuses; what was done before and is gone again, a person looks at. */
function isForHands(trouble: DeskRun['trouble']): boolean {
  return trouble?.kind !== 'business' || trouble.code === 'DONE_BEFORE';
}

/** The bank's own no, in its words; of what stopped the robot, the name. */
function whyNot({ trouble, state }: DeskRun, t: TFunction, tongue: ReturnType<typeof useTongue>): string {
  if (trouble?.kind !== 'business') return t('robotFailed', { code: trouble && 'code' in trouble ? trouble.code : state });
  return handWords(trouble.message, t) ?? paintPunctuation(tongue(trouble.message, trouble.messageEn));
}

/** What a person answered in the robot's stead, which is kept as a fixed sentence. */
function handWords(message: string, t: TFunction): string | null {
  const by = /^(refused|given up) by (\S+)$/.exec(message);
  if (by) return t(by[1] === 'refused' ? 'robotRefusedBy' : 'robotGivenUpBy', { who: by[2] });
  return message === 'nobody answered in time' ? t('robotNobodyAnswered') : null;
}

function Output({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <span className="m">{name}</span>
      <span className="el">{value}</span>
    </>
  );
}

function isFilledBy({ script }: Card, outputs: Readonly<Record<string, string>>): boolean {
  return script.some(part => part.kind === 'blank' && part.value !== undefined && outputs[part.slot] === part.value);
}
