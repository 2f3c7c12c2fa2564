import { Injectable } from '@nestjs/common';
import { checkBankEntry, loadCatalogue } from '@app/catalogue';
import { BankEntryDto, fieldErrors } from '@app/contracts';
import type { Bank, BankEntryPage, BankEntryView, PageQuery } from '@app/contracts';
import { Database, entryState, eraseEntry, storeEntries } from '@app/persistence';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { cursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { entryOfView, readEntries } from './entry-view.js';
import { isObject, mergePatch } from './merge-patch.js';

/** Reads and changes single entries; whole banks come by import. */
@Injectable()
export class BanksService {
  constructor(private readonly database: Database) {}

  /** Entries in the order of their external ids. */
  async list(organisation: string, bank: Bank, query: PageQuery): Promise<BankEntryPage> {
    const rows = await this.database.within({ organisation }, (tx) =>
      readEntries(tx, organisation, bank, { after: cursorOf(query) ?? '', limit: query.limit + 1 }),
    );
    return pageOf(
      rows,
      query,
      (entry) => entry.externalId,
      (entry) => entry,
    );
  }

  /** @throws Problem `not-found` */
  async read(organisation: string, bank: Bank, externalId: string): Promise<BankEntryView> {
    return this.database.within({ organisation }, (tx) => find(tx, organisation, bank, externalId));
  }

  /**
   * Applies a merge patch and checks the result like a row of an import.
   * @throws Problem `not-found`, `precondition-failed`, `validation-failed`
   */
  async change(
    organisation: string,
    bank: Bank,
    externalId: string,
    patch: unknown,
    ifMatch: string | undefined,
  ): Promise<BankEntryView> {
    if (!isObject(patch)) throw new Problem('malformed-body');
    return this.database.within({ organisation }, async (tx) => {
      await lock(tx, organisation, bank, externalId);
      const before = await find(tx, organisation, bank, externalId);
      checkVersion(before, ifMatch);
      const entry = await checkedEntry(mergePatch(entryOfView(before), patch), before.externalId);
      await storeEntries(tx, organisation, bank, [entryState(entry)]);
      return find(tx, organisation, bank, externalId);
    });
  }

  /** @throws Problem `not-found`, `precondition-failed` */
  async erase(
    organisation: string,
    bank: Bank,
    externalId: string,
    ifMatch: string | undefined,
  ): Promise<void> {
    await this.database.within({ organisation }, async (tx) => {
      await lock(tx, organisation, bank, externalId);
      checkVersion(await find(tx, organisation, bank, externalId), ifMatch);
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

async function find(
  tx: EntityManager,
  organisation: string,
  bank: Bank,
  externalId: string,
): Promise<BankEntryView> {
  const [entry] = await readEntries(tx, organisation, bank, { externalId });
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

/** `If-Match` is honoured when it is sent (RFC 9110 §13.1.1): a list of versions, or `*`. */
function checkVersion(entry: BankEntryView, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const versions = ifMatch.split(',').map((tag) => tag.trim());
  if (!versions.includes(`"${entry.version}"`)) throw new Problem('precondition-failed');
}
