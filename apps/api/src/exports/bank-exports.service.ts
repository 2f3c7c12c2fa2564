import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type { Bank, BankEntryView } from '@app/contracts';
import { bankColumns } from '@app/documents';
import type { BankColumn, CellValue } from '@app/documents';
import { Database } from '@app/persistence';
import { readEntries } from '../banks/entry-view.js';
import type { Tenant } from '../banks/entry-view.js';

/** A bank as a table whose rows are read while they are written. */
export interface BankTable {
  columns: readonly BankColumn[];
  rows: AsyncIterable<CellValue[]>;
}

const PAGE = 1_000;

/** Whole banks as tables. */
@Injectable()
export class BankExportsService {
  constructor(private readonly database: Database) {}

  async table(tenant: Tenant, bank: Bank): Promise<BankTable> {
    const present = {
      marks: await this.codesIn(tenant, bank, 'marks'),
      traits: await this.codesIn(tenant, bank, `profile -> 'traits'`),
    };
    const columns = bankColumns(loadCatalogue().data, present);
    return { columns, rows: this.rows(tenant, bank, columns) };
  }

  private async codesIn(
    { organisation }: Tenant,
    bank: Bank,
    field: 'marks' | `profile -> 'traits'`,
  ): Promise<string[]> {
    const rows = await this.database.within({ organisation }, (tx) =>
      tx.query<{ code: string }[]>(
        `SELECT DISTINCT code FROM bank_entry, jsonb_object_keys(coalesce(nullif(${field}, 'null'), '{}')) AS code
         WHERE organisation_id = $1 AND bank = $2 ORDER BY code`,
        [organisation, bank],
      ),
    );
    return rows.map(({ code }) => code);
  }

  private async *rows(
    tenant: Tenant,
    bank: Bank,
    columns: readonly BankColumn[],
  ): AsyncGenerator<CellValue[]> {
    for (let after = ''; ;) {
      const page = await this.page(tenant, bank, after);
      for (const entry of page) yield columns.map((column) => column.cell(entry));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.externalId;
    }
  }

  private page(tenant: Tenant, bank: Bank, after: string): Promise<BankEntryView[]> {
    return this.database.within({ organisation: tenant.organisation }, (tx) =>
      readEntries(tx, tenant, { bank, after, limit: PAGE }),
    );
  }
}
