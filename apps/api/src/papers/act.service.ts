import { Injectable } from '@nestjs/common';
import type { DestroyedDataView, Principal } from '@app/contracts';
import { actValues, dayInDigits, fillDocx } from '@app/documents';
import { Database, DestructionAct } from '@app/persistence';
import { notFound } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { actView } from '../people/act-view.js';
import { officersOn } from './officers.js';
import { organisationOf } from './organisation.js';
import { templateOf } from './templates.service.js';

/** Акт об уничтожении персональных данных as a paper (order 179 of Roskomnadzor). */
@Injectable()
export class ActService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `not-found` */
  async print(caller: Principal, id: string): Promise<Buffer> {
    const { organisation } = tenantOf(caller);
    const { template, paper } = await this.database.snapshot({ organisation }, async (tx) => {
      const act = await tx.findOneBy(DestructionAct, { id });
      if (!act) throw notFound('destruction-act');
      const view = actView(act);
      const officers = await officersOn(tx, organisation, view.madeOn);
      return {
        template: await templateOf(tx, organisation, 'act'),
        paper: {
          organisation: (await organisationOf(tx, organisation)).organisation,
          number: String(view.number),
          on: view.madeOn,
          subject: view.people.join(', '),
          reason: reasonOf(view),
          items: byCategory(view.destroyed),
          head: officers.get('head') ?? null,
          responsible: officers.get('curator') ?? null,
          administrator: officers.get('administrator') ?? null,
        },
      };
    });
    return fillDocx(template, actValues(paper));
  }
}

/** «Отзыв согласия (заявление № 5/26 от 01.02.2027)». */
function reasonOf({ reasonTitle, document, withdrawnOn }: ReturnType<typeof actView>): string {
  const paper = [
    ...(document === null ? [] : [`документ № ${document}`]),
    ...(withdrawnOn === null ? [] : [`от ${dayInDigits(withdrawnOn)}`]),
  ].join(' ');
  return paper === '' ? reasonTitle : `${reasonTitle} (${paper})`;
}

/** Tables are of no interest on paper: a line for each category. */
function byCategory(destroyed: readonly DestroyedDataView[]): { category: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { title, rows } of destroyed) counts.set(title, (counts.get(title) ?? 0) + rows);
  return [...counts].map(([category, count]) => ({ category, count }));
}
