import { Injectable } from '@nestjs/common';
import { checkBankEntry, loadCatalogue } from '@app/catalogue';
import { BankEntryDto, fieldErrors } from '@app/contracts';
import type { Bank, BankEntryPage, BankEntryQuery, BankEntryView } from '@app/contracts';
import { Database, entryState, eraseEntry, storeEntries } from '@app/persistence';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { EntryState } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { checkIfMatch } from '../http/etag.js';
import { cursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { eraseWithdrawnTesting } from '../people/erase-testing.js';
import { entryOfView, readEntries } from './entry-view.js';
import type { Tenant } from './entry-view.js';
import { isObject, mergePatch } from './merge-patch.js';

/** Reads and changes single entries; whole banks come by import. */
@Injectable()
export class BanksService {
  constructor(private readonly database: Database) {}

  /** Entries in the order of their external ids, all or those with a flag. */
  async list(tenant: Tenant, bank: Bank, query: BankEntryQuery): Promise<BankEntryPage> {
    const which = { bank, after: cursorOf(query) ?? '', limit: query.limit + 1, flag: query.flag };
    const rows = await this.database.within({ organisation: tenant.organisation }, (tx) =>
      readEntries(tx, tenant, which),
    );
    return pageOf(
      rows,
      query,
      (entry) => entry.externalId,
      (entry) => entry,
    );
  }

  /** @throws Problem `not-found` */
  async read(tenant: Tenant, bank: Bank, externalId: string): Promise<BankEntryView> {
    const { organisation } = tenant;
    return this.database.within({ organisation }, (tx) => find(tx, tenant, bank, externalId));
  }

  /**
   * Applies a merge patch and checks the result like a row of an import.
   * @throws Problem `not-found`, `precondition-failed`, `validation-failed`
   */
  async change(
    tenant: Tenant,
    bank: Bank,
    externalId: string,
    patch: unknown,
    ifMatch: string | undefined,
  ): Promise<BankEntryView> {
    if (!isObject(patch)) throw new Problem('malformed-body');
    const { organisation } = tenant;
    return this.database.within({ organisation }, async (tx) => {
      await lock(tx, organisation, bank, externalId);
      const before = await find(tx, tenant, bank, externalId);
      checkIfMatch(before.version, ifMatch);
      const entry = await checkedEntry(mergePatch(entryOfView(before), patch), before.externalId);
      const state = entryState(entry);
      await storeEntries(tx, organisation, bank, [state]);
      if (withdrawsTesting(state)) await eraseWithdrawnTesting(tx, organisation, externalId);
      return find(tx, tenant, bank, externalId);
    });
  }

  /** @throws Problem `not-found`, `precondition-failed` */
  async erase(tenant: Tenant, bank: Bank, externalId: string, ifMatch: string | undefined): Promise<void> {
    const { organisation } = tenant;
    await this.database.within({ organisation }, async (tx) => {
      await lock(tx, organisation, bank, externalId);
      const { version } = await find(tx, tenant, bank, externalId);
      checkIfMatch(version, ifMatch);
      await eraseEntry(tx, organisation, bank, externalId);
    });
  }
}

/** What a field that a patch removes becomes; in a row of an import its absence would mean "as it was". */
const REMOVED = { displayName: null, sex: null, birthYear: null, consents: [] };

async function checkedEntry(merged: Record<string, unknown>, externalId: string): Promise<BankEntryDto> {
  const entry = plainToInstance(BankEntryDto, { ...REMOVED, ...merged });
  const shape = fieldErrors(
    await validate(entry, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }),
  );
  const errors = shape.length > 0 ? shape : checkBankEntry(loadCatalogue(), entry);
  if (entry.externalId !== externalId) errors.push({ field: 'externalId', code: 'not-allowed', message: '' });
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return entry;
}

const withdrawsTesting = ({ consents }: EntryState): boolean =>
  consents?.some(({ purpose, withdrawnOn }) => purpose === 'testing' && withdrawnOn !== null) ?? false;

async function find(
  tx: EntityManager,
  tenant: Tenant,
  bank: Bank,
  externalId: string,
): Promise<BankEntryView> {
  const [entry] = await readEntries(tx, tenant, { bank, externalId });
  if (!entry) throw notFound('entry');
  return entry;
}

/** Two changes of one entry wait for each other, so that the version that was checked is the one that is replaced. */
async function lock(tx: EntityManager, organisation: string, bank: Bank, externalId: string): Promise<void> {
  await tx.query(
    `SELECT FROM bank_entry WHERE organisation_id = $1 AND bank = $2 AND external_id = $3 FOR UPDATE`,
    [organisation, bank, externalId],
  );
}
