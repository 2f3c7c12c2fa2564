import { IMPORT_KINDS } from '@app/contracts';
import type { ImportKind } from '@app/contracts';
import type { AnyImportHandler } from '../import-handler.js';
import { bankHandler } from './bank.handler.js';
import { compatibilitiesHandler } from './compatibilities.handler.js';
import { measurementsHandler } from './measurements.handler.js';
import { pairsHandler } from './pairs.handler.js';
import { preferencesHandler } from './preferences.handler.js';
import { responsesHandler } from './responses.handler.js';
import { restrictionsHandler } from './restrictions.handler.js';

/** One handler for each kind of import. */
const HANDLERS: readonly AnyImportHandler[] = [
  bankHandler,
  restrictionsHandler,
  compatibilitiesHandler,
  preferencesHandler,
  pairsHandler,
  responsesHandler,
  measurementsHandler,
];

/** @throws when two handlers are of one kind; the worker must not start then. */
export function handlersByKind(
  handlers: readonly AnyImportHandler[] = HANDLERS,
): ReadonlyMap<ImportKind, AnyImportHandler> {
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]));
  if (byKind.size !== handlers.length) throw new Error('two import handlers of one kind');
  return byKind;
}

/** Kinds that nobody handles; empty in a complete worker. */
export const unhandledKinds = (handled: ReadonlyMap<ImportKind, unknown>): ImportKind[] =>
  IMPORT_KINDS.filter((kind) => !handled.has(kind));
