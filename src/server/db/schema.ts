import type { Kysely, Transaction } from 'kysely';
import type { AlertTables } from '#server/db/tables/alerts.ts';
import type { AnnouncementTables } from '#server/db/tables/announcements.ts';
import type { AuditTables } from '#server/db/tables/audit.ts';
import type { ContentTables } from '#server/db/tables/content.ts';
import type { DeliveryTables } from '#server/db/tables/deliveries.ts';
import type { LiveTables } from '#server/db/tables/live.ts';
import type { PeopleTables } from '#server/db/tables/people.ts';
import type { ReportTables } from '#server/db/tables/reports.ts';

import type { RobotBotTables } from '#server/db/tables/robot-bots.ts';

import type { RobotCardTables } from '#server/db/tables/robot-cards.ts';
import type { RobotRunTables } from '#server/db/tables/robot-runs.ts';

import type { ScreenTables } from '#server/db/tables/screens.ts';
import type { SupervisorTables } from '#server/db/tables/supervisor.ts';
import type { TicketTables } from '#server/db/tables/tickets.ts';
import type { ValueTables } from '#server/db/tables/value.ts';
import type { VaultTables } from '#server/db/tables/vault.ts';

/** Every table of the one database, composed area by area: a new area adds its interface here and its file under tables/. */
export interface Database
  extends PeopleTables,
    AlertTables,
    AnnouncementTables,
    AuditTables,
    ContentTables,
    DeliveryTables,
    LiveTables,
    ReportTables,
    RobotBotTables,
    RobotCardTables,
    RobotRunTables,
    ScreenTables,
    SupervisorTables,
    TicketTables,
    ValueTables,
    VaultTables {}

/** The open database, typed. */
export type Db = Kysely<Database>;

/** A transaction, or the database itself where a single statement is enough. */
export type Trx = Transaction<Database>;
