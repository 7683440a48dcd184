import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExamplesDecided, type OfferedExample, OfferedExamples } from '#protocol/lessons.ts';
import { Part } from '#web/admin/frame.tsx';
import { problemWords, Shown, useReading } from '#web/admin/reading.tsx';
import { call } from '#web/kit/api.ts';
import { useNamed } from '#web/kit/names.tsx';
import { paintPunctuation } from '#web/kit/punctuation.ts';

type Choice = 'take' | 'leave';

/** Sentences of confirmed wrap-ups as examples of their categories: each is taken into a draft or left; nothing changes before it is approved. */
export function Examples({ drafted }: { readonly drafted: () => Promise<void> }) {
  const { t } = useTranslation();
  const named = useNamed();
  const reading = useReading('/v1/content/examples', OfferedExamples);
  const [choices, choose] = useState<Readonly<Record<number, Choice>>>({});
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [decided, setDecided] = useState<ExamplesDecided | null>(null);
  const idsOf = (wanted: Choice) => Object.entries(choices).flatMap(([id, choice]) => (choice === wanted ? [Number(id)] : []));
  const [take, leave] = [idsOf('take'), idsOf('leave')];

  const send = async () => {
    setBusy(true);
    setSaid('');
    const answer = await call('POST', '/v1/content/examples', ExamplesDecided, { take, leave });
    setBusy(false);
    if (!answer.ok) return setSaid(problemWords(t, answer.problem));
    setDecided(answer.value);
    choose({});
    await Promise.all([reading.again(), drafted()]);
  };
  const count = reading.value?.leaves.reduce((sum, { examples }) => sum + examples.length, 0);
  return (
    <Part title={t('examplesTitle')} count={count} note={t('examplesNote')}>
      {decided && <Outcome decided={decided} />}
      {said && (
        <p className="x13 stop" role="alert">
          {said}
        </p>
      )}
      <Shown reading={reading}>
        {({ leaves, more }) =>
          leaves.length === 0 ? (
            <p className="calm">{t('noExamples')}</p>
          ) : (
            <>
              <div className="pan examples">
                {leaves.map(({ code, path, has, confirmed, examples }) => (
                  <section key={code} aria-label={path.map(named).join(' / ')}>
                    <header className="row">
                      <b className="x13">{named(path.at(-1) ?? '')}</b>
                      <span className="x12 m el">{path.slice(0, -1).map(named).join(' / ')}</span>
                      <span className="x12 m num">{code}</span>
                      <span className="sp" />
                      <span className="x12 m num nw">{t('examplesHas', { has, confirmed })}</span>
                    </header>
                    {examples.map(example => (
                      <One
                        key={example.id}
                        example={example}
                        choice={choices[example.id]}
                        choose={choice =>
                          choose(({ [example.id]: before, ...others }) =>
                            before === choice ? others : { ...others, [example.id]: choice },
                          )
                        }
                      />
                    ))}
                  </section>
                ))}
              </div>
              <div className="row examples-foot">
                <Button type="primary" loading={isBusy} disabled={take.length + leave.length === 0} onClick={() => void send()}>
                  {t(take.length > 0 ? 'examplesDraft' : leave.length > 0 ? 'examplesLeave' : 'examplesNone', {
                    count: take.length || leave.length,
                  })}
                </Button>
                <span className="x13 m num">{t('examplesChosen', { take: take.length, leave: leave.length })}</span>
                {more > 0 && <span className="x13 m num">{t('examplesMore', { count: more })}</span>}
              </div>
            </>
          )
        }
      </Shown>
    </Part>
  );
}

function One({
  example: { text, how, times, conversation },
  choice,
  choose,
}: {
  readonly example: OfferedExample;
  readonly choice: Choice | undefined;
  readonly choose: (choice: Choice) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="row example">
      <span className={choice === 'leave' ? 'm' : ''}>{paintPunctuation(text)}</span>
      <Link className="x12 m nw" to={`/conversations/${conversation}`}>
        {t(`example-${how}`)} <span className="num">×{times}</span>
      </Link>
      <span className="row choices">
        {(['take', 'leave'] as const).map(one => (
          <Button
            key={one}
            size="small"
            type={choice === one ? 'primary' : 'default'}
            aria-pressed={choice === one}
            aria-label={`${t(`example-${one}`)} ${text}`}
            onClick={() => choose(one)}
          >
            {t(`example-${one}`)}
          </Button>
        ))}
      </span>
    </div>
  );
}

/** How many were offered, taken and left, and how single sentences rank before and after. */
function Outcome({ decided: { offered, taken, left, draft, measured } }: { readonly decided: ExamplesDecided }) {
  const { t } = useTranslation();
  const rows = measured
    ? ([
        ['others', measured.others],
        ['known', measured.known],
      ] as const)
    : [];
  return (
    <div className="pan examples-outcome" role="status">
      <p className="x13">
        {t('examplesDecided', { offered, taken, left })} {draft !== undefined && t('examplesInDraft', { draft })}
      </p>
      {rows.map(([name, { before, after }]) => (
        <p key={name} className="x13 m num">
          {t(`measured-${name}`, {
            of: before.of,
            first: before.first,
            firstAfter: after.first,
            three: before.three,
            threeAfter: after.three,
          })}
        </p>
      ))}
    </div>
  );
}
