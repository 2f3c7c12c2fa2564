import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { ServerConfig } from '@app/config';
import { loadCatalogue } from '@app/catalogue';
import { StderrLogger } from '@app/logging';
import { bootstrapRegion, Database, hasRegion } from '@app/persistence';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { jsonBodies } from './http/json-bodies.js';

/** Builds the API and prepares its first region; the caller listens. @throws when the installation has no region and none is configured. */
export async function createApi(config: ServerConfig): Promise<NestExpressApplication> {
  loadCatalogue();
  const api = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    logger: new StderrLogger(config.logLevel),
    bodyParser: false,
    abortOnError: false,
  });
  api.use(jsonBodies());
  api.use(
    helmet({
      contentSecurityPolicy: { directives: { 'script-src': ["'self'"], 'upgrade-insecure-requests': null } },
    }),
  );
  api.useStaticAssets(PAGES, { index: 'index.html' });
  api.disable('x-powered-by');
  api.enableShutdownHooks();
  serveOpenApi(api);
  await prepareRegion(api.get(Database), config);
  return api;
}

function serveOpenApi(api: NestExpressApplication): void {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Nastavnik')
    .setDescription(
      'An open engine for mentoring in schools: provably optimal pairs and two-stage monitoring.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = () => SwaggerModule.createDocument(api, description);
  SwaggerModule.setup('docs', api, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
}

async function prepareRegion(database: Database, config: ServerConfig): Promise<void> {
  if (config.bootstrap) {
    const { region, key } = config.bootstrap;
    await bootstrapRegion(database, { ...region, timezone: DEFAULT_TIMEZONE, key });
  } else if (!(await hasRegion(database)) && config.operatorKey === null) {
    throw new Error(
      'This installation has no region yet: set BOOTSTRAP_REGION (id=Name) and BOOTSTRAP_REGION_KEY for its first start, or OPERATOR_KEY to create regions through the API.',
    );
  }
}

/** The built pages; the API serves them, so that they need no other host. */
const PAGES = join(import.meta.dirname, '../../../web');

const DEFAULT_TIMEZONE = 'Europe/Moscow';
