import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { migrations } from '#server/db/migrations.ts';
import type { Database } from '#server/db/schema.ts';

/** Brings the schema up to date and names what it ran. Several processes may call it at once: an advisory lock lets one work. */
export async function migrate(db: Kysely<Database>, known: Readonly<Record<string, Migration>> = migrations): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...known }) },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
    allowUnorderedMigrations: true, // areas number their migrations on their own
  });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return (results ?? []).filter(result => result.status === 'Success').map(result => result.migrationName);

  const failed = results?.find(result => result.status === 'Error')?.migrationName;
  const why = error instanceof Error ? error.message : String(error);
  throw new Error(
    failed
      ? `The database schema could not be brought up to date: ${failed} failed (${why}). Nothing of it was kept.`
      : `The database schema could not be read (${why}). If it belongs to a newer Deskside, start that one.`,
    { cause: error },
  );
}

/** Names the migrations this database still lacks; readiness is refused while there are any. */
export async function pendingMigrations(db: Kysely<Database>): Promise<readonly string[]> {
  const rows = await db
    .withoutPlugins()
    .selectFrom('schema_migration' as never)
    .select('name' as never)
    .execute();
  const done = new Set(rows.map(row => (row as { name: string }).name));
  return Object.keys(migrations).filter(name => !done.has(name));
}
