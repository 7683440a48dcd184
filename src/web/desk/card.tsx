import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chip } from '#domain/advice.ts';
import { Because } from '#web/desk/because.tsx';
import { useHeld } from '#web/desk/hold.ts';
import { Chip as ChipPill } from '#web/desk/line.tsx';
import type { DeskModel, Overlay } from '#web/desk/model.ts';
import { copyOf, glanceAt, paintScript } from '#web/desk/script.ts';
import { ScriptText } from '#web/desk/script-text.tsx';
import { langOf } from '#web/desk/search.tsx';
import type { Card as CardAdvice } from '#web/desk/seen.ts';
import { shortened } from '#web/desk/shorten.ts';
import { WhereRow } from '#web/desk/where.tsx';
import { clockTime } from '#web/kit/durations.ts';
import { deskWindow } from '#web/kit/float-window.ts';
import { Icon, type IconName } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useKeymap } from '#web/kit/keymap.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';
import type { Shortcut } from '#web/kit/shortcuts.ts';

/** The sentence to say now, why, and what to do with it. Nothing is exchanged while the pointer is in the zone. */
export function CardZone({ desk, size }: { readonly desk: DeskModel; readonly size: 'column' | 'page' }) {
  const { t } = useTranslation();
  const [pointer, setPointer] = useState<'inside' | 'outside'>('outside');
  const { cards } = desk.seen;
  const wanted = cards.find(card => card.key === desk.front) ?? cards[0];
  const { held, waits } = useHeld(wanted, key => cardNamed(desk, key), pointer);
  desk.shownCard.current = held;
  const others = cards.filter(card => card.key !== held?.key);
  const next = others.find(card => card.card === 'script') ?? others[0];

  return (
    <section
      className={`dk zone ${size}`}
      aria-label={t('cardZone')}
      data-zone="card"
      onPointerEnter={() => setPointer('inside')}
      onPointerLeave={() => setPointer('outside')}
    >
      {isFree(desk.overlay) ? (
        desk.looked ? (
          <Looked desk={desk} />
        ) : held ? (
          <Card desk={desk} card={held} size={size} waits={waits} />
        ) : (
          <Quiet desk={desk} />
        )
      ) : null}
      {size === 'column' && <LookAhead desk={desk} next={next} />}
    </section>
  );
}

function Card({
  desk,
  card,
  size,
  waits,
}: {
  readonly desk: DeskModel;
  readonly card: CardAdvice;
  readonly size: 'column' | 'page';
  readonly waits: boolean;
}) {
  const { t } = useTranslation();
  const named = useNamed();
  const [whole, read] = useState<string | null>(null);
  const { parts, isShort } = shortened(card, whole === card.key ? 'full' : desk.script);
  const { stretches, beside } = paintScript(parts, saidAnywhere(desk, card.mustSay));
  const lang = langOf(desk);
  return (
    <article className="card" aria-live="polite" data-key={card.key} data-testid="card">
      <div className="kick">
        <h2 className="el">{named(card.title)}</h2>
        {card.tag && <span className="tag">{named(card.tag)}</span>}
        {card.verbatim && (
          <span className="tag o" title={t('verbatimWhy')}>
            {t('verbatim')}
          </span>
        )}
        {card.struck && <span className="tag stop">{t('recalled')}</span>}
        {desk.offlineSince !== undefined && <span className="tag o num">{t('stoppedAt', { time: clockTime(desk.followed.atMs) })}</span>}
        {waits && (
          <span className="tag warn" role="status">
            {t('newer')}
          </span>
        )}
        <span className="sp" />
        {size === 'page' && card.question && (
          <span className="x12 s el question" lang={lang}>
            {t('asks', { question: paintPunctuation(card.question) })}
          </span>
        )}
      </div>
      <div className="script-box in-view" tabIndex={-1}>
        {stretches.length > 0 && <ScriptText stretches={stretches} lang={lang} struck={card.struck} />}
        {isShort && (
          <button type="button" className="btn q sm whole" onClick={() => read(card.key)} data-testid="whole">
            {t('wholeScript')}
          </button>
        )}
        {card.struck && <p className="x13 s">{t('recalledSay')}</p>}
        {beside.length > 0 && (
          <div className="chips">
            {beside.map(chip => (
              <ChipPill key={chip.label} chip={chip} />
            ))}
          </div>
        )}
      </div>
      <Because desk={desk} evidence={card.evidence} of={card} />
      {card.where && !card.struck && <WhereRow desk={desk} where={card.where} />}
      {desk.overlay === 'flag' ? <Flag desk={desk} card={card} /> : <Actions desk={desk} card={card} size={size} />}
    </article>
  );
}

function Actions({ desk, card, size }: { readonly desk: DeskModel; readonly card: CardAdvice; readonly size: 'column' | 'page' }) {
  const { t } = useTranslation();
  const keys = useKeymap();
  const [done, setDone] = useState<string | null>(null);
  const kind = size === 'page' ? 'btn' : 'ib';
  const button = (icon: IconName, word: string, key: Shortcut, act: () => void, quiet = '') => (
    <button type="button" className={`${kind} ${quiet}`} onClick={act} aria-keyshortcuts={keys[key]}>
      <Icon name={icon} />
      {word}
      {key !== 'flag' && <Key of={key} />}
    </button>
  );
  return (
    <div className="acts">
      {button('copy', done === card.key ? t('copied') : t('copy'), 'copy', () => {
        copyCard(desk, card);
        setDone(card.key);
      })}
      {button('tick', t('used'), 'used', () => markUsed(desk, card))}
      {button('cross', t('dismiss'), 'dismiss', () => dismissCard(desk, card), size === 'page' ? 'q' : '')}
      <span className="sp" />
      {button('flag', t('wrong'), 'flag', () => desk.setOverlay('flag'), size === 'page' ? 'q m' : 'm')}
    </div>
  );
}

function Flag({ desk, card }: { readonly desk: DeskModel; readonly card: CardAdvice }) {
  const { t } = useTranslation();
  const flag = (why: 'wrong' | 'outdated') => {
    desk.act({ kind: 'flagged', key: card.key, why });
    desk.setOverlay('none');
  };
  return (
    <fieldset className="acts" aria-label={t('wrong')}>
      <span className="x13 m nw" style={{ padding: '0 8px' }}>
        {t('tellEditors')}
      </span>
      <button type="button" className="btn sm" onClick={() => flag('wrong')}>
        {t('isWrong')} <Key of="first" />
      </button>
      <button type="button" className="btn sm" onClick={() => flag('outdated')}>
        {t('isOutdated')} <Key of="second" />
      </button>
      <span className="sp" />
      <button type="button" className="ib m" onClick={() => desk.setOverlay('none')}>
        {t('back')} <kbd className="key">Esc</kbd>
      </button>
    </fieldset>
  );
}

/** What was looked up by hand, until Esc. */
function Looked({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  const named = useNamed();
  const hit = desk.looked;
  if (!hit) return null;
  const { stretches, beside } = paintScript(
    [{ kind: 'words', text: hit.script ?? '' }],
    hit.mustSay.map(label => ({ label, said: false })),
  );
  return (
    <article className="card" data-testid="looked">
      <div className="kick">
        <h2 className="el">{named(hit.title)}</h2>
        <span className="tag">{t('lookedUp')}</span>
      </div>
      <div className="script-box">
        <ScriptText stretches={stretches} lang={langOf(desk)} />
        {beside.length > 0 && (
          <div className="chips">
            {beside.map(chip => (
              <ChipPill key={chip.label} chip={chip} />
            ))}
          </div>
        )}
      </div>
      {hit.question && <p className="why">{t('asks', { question: paintPunctuation(hit.question) })}</p>}
      <div className="acts">
        <button type="button" className="ib" onClick={() => writeClipboard(hit.script ?? '')}>
          <Icon name="copy" />
          {t('copy')}
        </button>
        <span className="sp" />
        <button type="button" className="ib" onClick={() => desk.setLooked(null)}>
          {t('backToCard')} <kbd className="key">Esc</kbd>
        </button>
      </div>
    </article>
  );
}

function Quiet({ desk }: { readonly desk: DeskModel }) {
  const { t } = useTranslation();
  return (
    <div className="card quiet">
      <p className="x13 m">{desk.followed.turns.length === 0 ? t('listening') : t('nothingToSay')}</p>
      {desk.seen.rail === undefined && desk.followed.turns.length > 0 && (
        <p className="x12 m" style={{ marginTop: 6 }}>
          {t('orPickProcess')} <Key of="processes" />
        </p>
      )}
    </div>
  );
}

/** One grey row: the card after this one, or the step after this step. */
function LookAhead({ desk, next }: { readonly desk: DeskModel; readonly next: CardAdvice | undefined }) {
  const { t } = useTranslation();
  const named = useNamed();
  const step = desk.seen.rail?.steps.filter(one => one.state === 'pending' && !one.current)[0];
  if (next)
    return (
      <button type="button" className="next hug" onClick={() => desk.bringForward(next.key)} title={t('bringForward')}>
        <span className="nw">{next.card === 'script' ? t('thenSay') : t('also')}</span>
        {next.card === 'script' ? (
          <span className="el s" lang={langOf(desk)}>
            {paintPunctuation(glanceAt(next.script))}
          </span>
        ) : (
          <span className="el s">{named(next.title)}</span>
        )}
      </button>
    );
  return (
    <div className="next">
      {step && (
        <>
          <span className="nw">{t('afterThat')}</span>
          <span className="el s">{named(step.title)}</span>
        </>
      )}
    </div>
  );
}

/** Whether nothing that is searched lies over the card. */
function isFree(overlay: Overlay): boolean {
  return overlay !== 'search' && overlay !== 'processes' && overlay !== 'leaves' && overlay !== 'also';
}

/** Copies the script, blanks left out, and says so to the server. */
export function copyCard(desk: DeskModel, card: CardAdvice): void {
  writeClipboard(copyOf(card.script));
  desk.act({ kind: 'copied', key: card.key });
}

/** Writes through the window that has the focus: a page behind a floating window may not. */
function writeClipboard(text: string): void {
  deskWindow()
    .navigator.clipboard?.writeText(text)
    .catch(() => {}); // refused by the browser: the act is still recorded, and the words stand on the card
}

/** Says that the script was used. */
export function markUsed(desk: DeskModel, card: CardAdvice): void {
  desk.act({ kind: 'used', key: card.key });
  if (desk.front === card.key) desk.bringForward(null);
}

/** Puts a card away at once; the server's word follows. */
export function dismissCard(desk: DeskModel, card: CardAdvice): void {
  desk.act({ kind: 'dismissed', key: card.key });
  desk.putAway(card.key);
  if (desk.front === card.key) desk.bringForward(null);
}

/** A phrase the pinned line already counts as said is said here too: one sentence, one state. */
function saidAnywhere(desk: DeskModel, mustSay: readonly Chip[]): readonly Chip[] {
  const said = new Set(
    Object.values(desk.board).flatMap(advice =>
      advice.kind === 'prompt' ? advice.chips.filter(chip => chip.said).map(chip => chip.label) : [],
    ),
  );
  return mustSay.map(chip => (chip.said || !said.has(chip.label) ? chip : { ...chip, said: true }));
}

function cardNamed(desk: DeskModel, key: string): CardAdvice | undefined {
  const advice = desk.board[key];
  return advice?.kind === 'card' ? advice : undefined;
}
