import { useTranslation } from 'react-i18next';
import { CardZone } from '#web/desk/card.tsx';
import { ConfirmBar } from '#web/desk/confirm-bar.tsx';
import { Header } from '#web/desk/header.tsx';
import { Interrupt } from '#web/desk/interrupt.tsx';
import { LeafSearch } from '#web/desk/leaf-search.tsx';
import { Line } from '#web/desk/line.tsx';
import type { DeskModel } from '#web/desk/model.ts';
import { Rail, StepList } from '#web/desk/rail.tsx';
import { RobotCardOver } from '#web/desk/robots/robot-card.tsx';
import { RobotChip } from '#web/desk/robots/robot-chip.tsx';
import { Search } from '#web/desk/search.tsx';
import { Skeleton } from '#web/desk/skeleton.tsx';
import { Transcript } from '#web/desk/transcript.tsx';
import { WhisperBelow } from '#web/desk/whisper.tsx';
import { Why } from '#web/desk/why.tsx';
import { WrapUp } from '#web/desk/wrap-up.tsx';
import { WrapUpBar } from '#web/desk/wrap-up-bar.tsx';
import { Icon } from '#web/kit/icons.tsx';
import { Key } from '#web/kit/key.tsx';
import { useKeymap } from '#web/kit/keymap.ts';
import { printed } from '#web/kit/shortcuts.ts';

interface Parts {
  readonly desk: DeskModel;
  readonly switcher?: React.ReactNode;
  readonly menu?: React.ReactNode;
  readonly onFloat?: () => void;
  readonly notices?: Notices;
}

/** Where announcements stand on the desk during a call and its wrap-up. */
export interface Notices {
  readonly line: React.ReactNode;
  readonly over: React.ReactNode;
}

/** The desk beside the CRM: fixed zones that never reflow. */
export function Column({ desk, switcher, menu, onFloat, notices }: Parts) {
  const searches = desk.overlay === 'search' || desk.overlay === 'processes';
  const isWrapping = desk.isOver;
  return (
    <main className={`d${isWrapping ? ' over' : ''}${desk.isCovered ? ' covered' : ''}`} data-testid="desk">
      <Header desk={desk} size="column" switcher={switcher} />
      <Line desk={desk} instead={notices?.line} />
      {isWrapping ? (
        <>
          <WrapUp desk={desk} />
          <Transcript desk={desk} size="column" />
          <ConfirmBar desk={desk} />
        </>
      ) : (
        <>
          {desk.live?.isCaughtUp ? <CardZone desk={desk} size="column" /> : <Skeleton />}
          <Rail desk={desk} />
          <Transcript desk={desk} size="column" />
          <WrapUpBar desk={desk} />
        </>
      )}
      <Foot desk={desk} menu={menu} onFloat={onFloat} />
      {searches && (
        <div className="over-card">
          <Search desk={desk} />
        </div>
      )}
      {(desk.overlay === 'leaves' || desk.overlay === 'also') && (
        <div className="over-card">
          <LeafSearch desk={desk} />
        </div>
      )}
      {isWrapping && desk.looked && (
        <div className="over-card dk">
          <CardZone desk={desk} size="column" />
        </div>
      )}
      <StepList desk={desk} />
      <RobotCardOver desk={desk} />
      {(isWrapping || !desk.seen.interrupt) && notices?.over}
      {!isWrapping && <Interrupt desk={desk} />}
      {!isWrapping && desk.seen.interrupt && <WhisperBelow desk={desk} />}
      <Why desk={desk} />
    </main>
  );
}

function Foot({ desk, menu, onFloat }: Parts) {
  const { t } = useTranslation();
  const keys = useKeymap();
  return (
    <footer className="dx">
      <button type="button" className="row find hug" onClick={() => desk.setOverlay('search')}>
        <Icon name="search" />
        <span className="el">{t('searchAll')}</span>
        <Key of="search" />
      </button>
      {(desk.isOver || !desk.seen.rail) && <RobotChip desk={desk} look="small" />}
      <button
        type="button"
        className="ib"
        onClick={() => desk.setOverlay('processes')}
        title={`${t('switchProcess')} (${printed(keys.processes)})`}
        aria-label={t('switchProcess')}
      >
        <Icon name="swap" />
      </button>
      {onFloat && (
        <button type="button" className="ib" onClick={onFloat} title={`${t('float')} (${printed(keys.float)})`} aria-label={t('float')}>
          <Icon name="float" />
        </button>
      )}
      {menu}
    </footer>
  );
}
