import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Collects the routes' schemas; call it before any route is added. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Deskside',
        description: 'Errors are `{problem}` with a closed `kind`. Changes by cookie carry the X-CSRF header of GET /v1/session.',
        version: '1',
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key with scopes.' },
          session: { type: 'apiKey', in: 'cookie', name: 'deskside' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  });
}

/** The page at /v1/docs, from files of our own: no outside address is called. */
export async function serveOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(async docs => {
    docs.addHook('onRoute', route => {
      route.config = { ...route.config, permission: 'public' };
    });
    await docs.register(fastifySwaggerUi, {
      routePrefix: '/v1/docs',
      uiConfig: { docExpansion: 'list', validatorUrl: null },
      staticCSP: false,
    });
  });
}
