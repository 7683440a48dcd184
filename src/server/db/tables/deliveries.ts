import type { ColumnType, Generated } from 'kysely';
import type { DeliveryState, DeliveryTopic } from '#domain/delivery.ts';

/** Receivers of what leaves the building, and what was sent. */
export interface DeliveryTables {
  webhooks: {
    id: string;
    name: string;
    url: string;
    topics: string[];
    is_on: Generated<boolean>;
    secret: Buffer; // sealed
    made_by: string;
    made_at: Generated<Date>;
  };
  webhook_codes: {
    webhook: string;
    kind: 'leaf' | 'field';
    ours: string;
    bank: string;
  };
  deliveries: {
    id: Generated<number>;
    webhook: string;
    topic: DeliveryTopic;
    subject: string;
    key: string; // names the deed for the receiver: the same key is the same note
    body: ColumnType<unknown, string, never>;
    state: Generated<DeliveryState>;
    tries: Generated<number>;
    made_at: Date;
    next_at: Date;
    leased_until: Date | null;
    delivered_at: Date | null;
    trouble: string | null;
    again_by: string | null; // 工号
  };
  note_layout: {
    one: Generated<boolean>;
    layout: string;
    by: string; // 工号
    at: Generated<Date>;
  };
}
