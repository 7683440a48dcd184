import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Permission } from '#domain/permission.ts';
import type { TabProps } from '#web/robots/tab-props.ts';

/** One part of the control room, fetched when it is opened. */
interface RobotTab {
  readonly name: string; // in the address, and its word: robots-tab-bots
  readonly needs: readonly Permission[]; // any of them
  readonly page: LazyExoticComponent<ComponentType<TabProps>>;
}

/** The parts of the control room in the order of the bar; one opens on the first that is one's own. */
export const robotTabs: readonly RobotTab[] = [
  {
    name: 'today',
    needs: ['robot.operate', 'robot.approve'],
    page: lazy(async () => ({ default: (await import('#web/robots/runs/today-tab.tsx')).TodayTab })),
  },
  {
    name: 'runs',
    needs: ['robot.operate', 'robot.approve', 'robot.author', 'audit.read'],
    page: lazy(async () => ({ default: (await import('#web/robots/runs/runs-tab.tsx')).RunsTab })),
  },
  {
    name: 'tasks',
    needs: ['robot.operate', 'robot.approve'],
    page: lazy(async () => ({ default: (await import('#web/robots/tasks/tasks-tab.tsx')).TasksTab })),
  },
  {
    name: 'bots',
    needs: ['robot.operate', 'robot.approve', 'robot.author'],
    page: lazy(async () => ({ default: (await import('#web/robots/bots/bots-tab.tsx')).BotsTab })),
  },
  {
    name: 'schedules',
    needs: ['robot.operate', 'robot.approve', 'robot.author'],
    page: lazy(async () => ({ default: (await import('#web/robots/schedules/schedules-tab.tsx')).SchedulesTab })),
  },
  {
    name: 'targets',
    needs: ['robot.operate', 'robot.approve'],
    page: lazy(async () => ({ default: (await import('#web/robots/runs/targets-tab.tsx')).TargetsTab })),
  },
  {
    name: 'credentials',
    needs: ['robot.credential'],
    page: lazy(async () => ({ default: (await import('#web/robots/credentials/credentials-tab.tsx')).CredentialsTab })),
  },
];
