import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ServerConfig } from '@app/config';
import { loadCatalogue } from '@app/catalogue';
import { StderrLogger } from '@app/logging';
import { WorkerModule } from './worker.module.js';

/** Builds the worker; it takes jobs as soon as this resolves, until it is closed. */
export async function createWorker(config: ServerConfig): Promise<INestApplicationContext> {
  loadCatalogue();
  const worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: new StderrLogger(config.logLevel),
    abortOnError: false,
  });
  worker.enableShutdownHooks();
  return worker;
}
