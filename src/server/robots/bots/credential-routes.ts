import { z } from 'zod';
import type { Clock } from '#ports/clock.ts';
import { CredentialList, CredentialSet, CredentialUses, SetCredential } from '#protocol/robots.ts';
import type { Db } from '#server/db/schema.ts';
import type { Feature } from '#server/http/app.ts';
import { personOf } from '#server/people/guard.ts';
import { listCredentials, setCredential, usesOf } from '#server/robots/bots/credentials.ts';
import type { KeyRing } from '#server/vault/seal.ts';

const tags = ['robots'];
const config = { permission: 'robot.credential' } as const;

/** What bots sign in with: set, renewed, counted; read back by no route. */
export function credentialRoutes({ db, clock, ring }: { readonly db: Db; readonly clock: Clock; readonly ring: KeyRing }): Feature {
  const now = () => new Date(clock.now());
  return app => {
    app.get(
      '/v1/robots/credentials',
      { config, schema: { tags, summary: 'What bots sign in with, without any value', response: { 200: CredentialList } } },
      () => listCredentials(db, now()),
    );

    app.put(
      '/v1/robots/credentials',
      { config, schema: { tags, summary: 'Set a credential, or replace it', body: SetCredential, response: { 200: CredentialSet } } },
      request => db.transaction().execute(trx => setCredential(trx, ring, request.body, personOf(request), now())),
    );

    app.get(
      '/v1/robots/credentials/:id/uses',
      {
        config,
        schema: {
          tags,
          summary: 'Which steps of which runs used it',
          params: z.object({ id: z.coerce.number().int().min(1) }),
          response: { 200: CredentialUses },
        },
      },
      request => usesOf(db, request.params.id),
    );
  };
}
