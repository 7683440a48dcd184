import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BotInput } from '#domain/bot.ts';
import type { Problem } from '#domain/problem.ts';
import type { GateNeed } from '#domain/robot-gate.ts';
import type { DeskModel } from '#web/desk/model.ts';
import type { RobotCard } from '#web/desk/robots/robot-cards.ts';
import { langOf } from '#web/desk/search.tsx';
import type { Slot } from '#web/desk/seen.ts';
import { clockTime } from '#web/kit/durations.ts';
import { Icon } from '#web/kit/icons.tsx';
import { inputWords } from '#web/kit/input-words.ts';
import { partMarks } from '#web/kit/marks.ts';
import { Masked } from '#web/kit/masked.tsx';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import { refusal } from '#web/kit/refusal.ts';
import { useTongue } from '#web/kit/use-tongue.ts';

const secretTypes: ReadonlySet<BotInput['type']> = new Set(['phone', 'card', 'id']);

/** Before a run: what the gate asks for, every input with the sentence it came from, and one key to confirm. */
export function RobotForm({ desk, card }: { readonly desk: DeskModel; readonly card: RobotCard }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const [typed, type] = useState<Readonly<Record<string, string>>>({});
  const { bot, needs } = card;
  if (!bot) return null;
  const fields = Object.entries(bot.inputs).map(([name, input]) => fieldOf(name, input, desk, typed[name]));
  const missing = fields.filter(({ input, value }) => input.required && value === '');
  const isLocked = needs.some(({ met }) => !met);
  const consent = needs.find(({ kind }) => kind === 'consented');
  const { problem, isBusy } = desk.robots;
  const start = () =>
    desk.robots.start(card, Object.fromEntries(fields.filter(({ value }) => value !== '').map(({ name, sent }) => [name, sent])));
  return (
    <form
      className="robot-body"
      onSubmit={event => {
        event.preventDefault();
        start();
      }}
    >
      <div className="robot-scroll">
        {needs.length > 0 && <p className="x13 m">{t('robotBefore')}</p>}
        {needs.map(need => (
          <Need key={need.key} need={need} desk={desk} />
        ))}
        <div className="rin">
          {fields.map(field => (
            <Field key={field.name} field={field} desk={desk} onType={value => type({ ...typed, [field.name]: value })} />
          ))}
          {consent?.position !== undefined && <Consent desk={desk} position={consent.position} />}
        </div>
      </div>
      <button type="submit" className={isLocked ? 'btn' : 'btn p'} disabled={isLocked || isBusy || missing.length > 0} data-robot-confirm>
        {isLocked && <Icon name="lock" />}
        {t(isBusy ? 'robotSending' : 'robotConfirm')}
        {!isLocked && <kbd className="key">Ctrl ↵</kbd>}
      </button>
      <p className={`x12 ${problem ? 'warn' : 'm'}`} role="status">
        {problem
          ? t(...refusalOf(problem, name => tongue(bot.inputs[name]?.title, bot.inputs[name]?.titleEn) ?? name, t))
          : isLocked
            ? t('robotLocks')
            : missing[0]
              ? t('robotMissing', { what: missing.map(({ input }) => tongue(input.title, input.titleEn)).join(t('comma')) })
              : t('robotFor', { staffNo: desk.staffNo })}
      </p>
    </form>
  );
}

interface FieldOf {
  readonly name: string;
  readonly input: BotInput;
  readonly value: string; // as it is shown in its field
  readonly sent: string | boolean;
  readonly isTyped: boolean;
  readonly slot?: Slot; // where it came from, unless it was typed anew
  readonly mark?: ReturnType<typeof partMarks>[number] & { kind: 'mark' };
}

function fieldOf(name: string, input: BotInput, { seen: { slots } }: DeskModel, typed: string | undefined): FieldOf {
  const slot = input.from === undefined ? undefined : slots.find(one => one.slot === input.from && one.status !== 'empty');
  const heard = slot && (input.type === 'date' && slot.on ? slot.on.slice(0, 10) : slot.value);
  const fits = heard !== undefined && (input.type !== 'choice' || input.choices.includes(heard));
  const value = typed ?? (fits ? heard : input.initial === undefined ? '' : String(input.initial));
  const from = typed === undefined && fits && slot ? { slot } : {};
  const mark = typed === undefined ? partMarks(value).find(part => part.kind === 'mark') : undefined;
  const sent = input.type === 'yes-no' ? value === 'true' : mark?.kind === 'mark' ? mark.mark : value;
  return { name, input, value, sent, isTyped: typed !== undefined, ...from, ...(mark?.kind === 'mark' ? { mark } : {}) };
}

function Field({ field, desk, onType }: { readonly field: FieldOf; readonly desk: DeskModel; readonly onType: (value: string) => void }) {
  const { t } = useTranslation();
  const tongue = useTongue();
  const { name, input, value, slot, mark, isTyped } = field;
  const title = tongue(input.title, input.titleEn);
  const id = `robot-${name}`;
  const turn = slot && desk.followed.turns.find(({ position }) => position === slot.evidence[0]?.position);
  return (
    <>
      <label className="m el" htmlFor={id}>
        {title}
      </label>
      <span className="row">
        {mark ? (
          <span className="sec" id={id}>
            <Icon name="lock" />
            <Masked text={`••••${mark.tail ?? ''}`} />
            <button type="button" className="m" onClick={() => onType('')} aria-label={t('robotRetype', { what: title })}>
              <Icon name="edit" size={11} />
            </button>
          </span>
        ) : input.type === 'choice' ? (
          <select id={id} className="in sm" value={value} onChange={event => onType(event.target.value)}>
            {value === '' && <option value="" />}
            {input.choices.map((choice, at) => (
              <option key={choice} value={choice}>
                {tongue(choice, input.choicesEn?.[at])}
              </option>
            ))}
          </select>
        ) : input.type === 'yes-no' ? (
          <input id={id} type="checkbox" checked={value === 'true'} onChange={event => onType(String(event.target.checked))} />
        ) : (
          <input
            id={id}
            className={slot?.status === 'unsure' ? 'in sm unsure' : 'in sm'}
            type={input.type === 'date' ? 'date' : 'text'}
            inputMode={input.type === 'number' || input.type === 'amount' ? 'decimal' : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={secretTypes.has(input.type) ? 40 : Math.min(input.max, 500)}
            value={value}
            onChange={event => onType(event.target.value)}
          />
        )}
        <span className="sp" />
        {turn ? (
          <button type="button" className="x12 m el robot-from" lang={langOf(desk)} onClick={() => desk.mark(turn.position)}>
            {clockTime(turn.startMs)} {t('quote', { words: paintPunctuation(turn.text.replace(/⟦[^⟧]*⟧/gu, '••••')) })}
          </button>
        ) : (
          <span className="x12 m nw">{t(value === '' ? 'notHeard' : slot ? 'robotHeard' : isTyped ? 'robotTyped' : 'robotInitial')}</span>
        )}
      </span>
    </>
  );
}

function Consent({ desk, position }: { readonly desk: DeskModel; readonly position: number }) {
  const { t } = useTranslation();
  const turn = desk.followed.turns.find(one => one.position === position);
  if (!turn) return null;
  return (
    <>
      <span className="m">{t('robotConsent')}</span>
      <span className="row">
        <span className="el" lang={langOf(desk)}>
          {t('quote', { words: paintPunctuation(turn.text) })}
        </span>
        <span className="sp" />
        <button type="button" className="x12 m num" onClick={() => desk.mark(position)}>
          {clockTime(turn.startMs)}
        </button>
      </span>
    </>
  );
}

function Need({ need, desk }: { readonly need: GateNeed; readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const title = need.kind === 'node' ? named(need.title ?? need.key) : t(`robotNeed-${need.kind}`);
  const { position } = need;
  return (
    <div className={need.met ? 'rstep y' : 'rstep'} data-need={need.key} data-met={need.met}>
      <span className="o">{need.met && <Icon name="tick" />}</span>
      <span className="el">{title}</span>
      <span className="sp" />
      {position !== undefined && need.atMs !== undefined ? (
        <button type="button" className="x12 m num" onClick={() => desk.mark(position)}>
          {clockTime(need.atMs)}
        </button>
      ) : (
        <span className="x12 m num">{need.met ? (need.atMs === undefined ? '' : clockTime(need.atMs)) : t('robotNotYet')}</span>
      )}
    </div>
  );
}

/** Why the server did not start it, in words of the desk. */
function refusalOf(problem: Problem, titleOf: (input: string) => string, t: TFunction): [string, Record<string, string>] {
  if (problem.kind === 'invalid' && problem.field === 'reference') return ['robotUnderWayElsewhere', {}];
  if (problem.kind === 'invalid') return ['robotWrongInput', { what: titleOf(problem.field), why: inputWords(problem.why, t) }];
  if (problem.kind !== 'conflict') return ['robotNotStarted', { why: refusal(problem, t) }];
  if (problem.why.startsWith('locked')) return ['robotLockedAgain', {}];
  if (problem.why.includes('another version')) return ['robotNewVersion', {}];
  return problem.why.includes('under way') ? ['robotUnderWay', {}] : ['robotNotStarted', { why: refusal(problem, t) }];
}
