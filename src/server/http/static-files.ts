import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { pages } from '#server/http/pages.ts';

/** Serves the built screens: hashed files for a year, the one document for every declared page. */
export async function serveScreens(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built)
    await app.register(async files => {
      files.addHook('onRoute', route => {
        route.config = { ...route.config, permission: 'public', rateLimit: false };
      });
      await files.register(fastifyStatic, {
        root: join(folder, 'assets'),
        prefix: '/assets/',
        wildcard: true,
        index: false,
        immutable: true,
        maxAge: '365d',
        decorateReply: false,
      });
    });

  for (const { path, permission } of pages)
    app.get(path, { config: { permission, page: 'page' }, schema: { hide: true } }, (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(built ? documentOf(folder) : notBuilt),
    );

  for (const name of ['favicon.svg', 'favicon.ico', 'manifest.webmanifest']) {
    if (!existsSync(join(folder, name))) continue;
    const body = readFileSync(join(folder, name));
    const type = name.endsWith('.svg') ? 'image/svg+xml' : name.endsWith('.ico') ? 'image/x-icon' : 'application/manifest+json';
    app.get(`/${name}`, { config: { permission: 'public' }, schema: { hide: true } }, (_request, reply) => reply.type(type).send(body));
  }
}

/** Read anew each time: a rebuild is served without a restart, and the file is small. */
function documentOf(folder: string): string {
  return readFileSync(join(folder, 'index.html'), 'utf8');
}

const notBuilt =
  '<!doctype html><meta charset="utf-8"><title>Deskside</title><p>The screens are not built. Run <code>npm run build</code>.</p>';
