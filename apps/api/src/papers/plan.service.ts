import { Injectable } from '@nestjs/common';
import { loadCatalogue } from '@app/catalogue';
import type { Achievement, PlanActivityView, PlanVersionView, Principal, Responsible } from '@app/contracts';
import { dayInDigits, fillDocx, planValues } from '@app/documents';
import type { PlanPaper } from '@app/documents';
import { Database, Programme, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { notFound } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { findPair } from '../pairs/stored-pairs.js';
import type { StoredPair } from '../pairs/stored-pairs.js';
import { readPlan } from '../pairs/stored-plans.js';
import { officersOn } from './officers.js';
import { organisationOf } from './organisation.js';
import { namesOf, unnamed } from './people-names.js';
import { templateOf } from './templates.service.js';

/** Персонализированная программа (индивидуальный план) of a pair as a paper. */
@Injectable()
export class PlanService {
  constructor(private readonly database: Database) {}

  /** The plan that holds, with what is done and the analysis. @throws Problem `not-found` without a plan */
  async print(caller: Principal, pairId: string, mentee: string | undefined): Promise<Buffer> {
    const { organisation, region } = tenantOf(caller);
    const { template, paper } = await this.database.snapshot({ organisation }, async (tx) => {
      const stored = await findPair(tx, pairId);
      const today = await todayIn(tx, region);
      return {
        template: await templateOf(tx, organisation, 'plan'),
        paper: await paperOf(tx, stored, mentee, today),
      };
    });
    return fillDocx(template, planValues(paper));
  }
}

async function paperOf(
  tx: EntityManager,
  stored: StoredPair,
  mentee: string | undefined,
  today: string,
): Promise<PlanPaper> {
  const { pair, mentees } = stored;
  const { current, analysis } = await readPlan(tx, stored, mentee);
  if (!current) throw notFound('plan');
  const programme = await tx.findOneByOrFail(Programme, { id: pair.programmeId });
  const people = await namesOf(tx, pair.organisationId, today, [pair.mentor, ...mentees]);
  const nameOf = (id: string) => (people.get(id) ?? unnamed(id)).name;
  const officers = await officersOn(tx, pair.organisationId, today);
  const catalogue = loadCatalogue();
  return {
    organisation: (await organisationOf(tx, pair.organisationId)).organisation,
    programme: programme.name,
    form: catalogue.form(programme.form)?.title.ru ?? programme.form,
    variant: catalogue.variant(programme.form, pair.variant ?? '')?.title.ru ?? '',
    kinds: pair.kinds.map((code) => (catalogue.kind(code)?.title.ru ?? code).toLowerCase()),
    mentor: nameOf(pair.mentor),
    mentees: (mentee === undefined ? mentees : [mentee]).map(nameOf),
    curator: officers.get('curator') ?? null,
    from: current.from,
    until: current.until,
    goal: current.goal,
    directions: directionsOf(current),
    expected: current.expectedResults.join('; '),
    route: routeOf(current),
    activities: current.activities.map((activity) => ({
      title: activity.title,
      when: whenOf(activity),
      responsible: RESPONSIBLE_TITLES[activity.responsible],
      doneOn: activity.doneOn,
    })),
    analysis: analysis && {
      on: analysis.on,
      text: analysisText(analysis),
      outcome: ACHIEVEMENT_TITLES[analysis.achieved],
    },
  };
}

const RESPONSIBLE_TITLES: Readonly<Record<Responsible, string>> = {
  mentor: 'наставник',
  mentee: 'наставляемый',
  both: 'оба',
};
const ACHIEVEMENT_TITLES: Readonly<Record<Achievement, string>> = {
  full: 'цель достигнута',
  partly: 'цель достигнута частично',
  not: 'цель не достигнута',
};

/** Topics by their titles; in a reverse pair with who helps whom. */
function directionsOf({ directions }: PlanVersionView): string[] {
  const mutual = new Set(directions.map(({ from }) => from)).size > 1;
  return directions.map(({ from, topics }) => {
    const titles = topics.map((code) => loadCatalogue().topic(code)?.title.ru ?? code).join(', ');
    return mutual ? `${titles} (помогает ${RESPONSIBLE_TITLES[from]})` : titles;
  });
}

function routeOf({ individualRoute: route }: PlanVersionView): string | null {
  if (!route) return null;
  const term = `${dayInDigits(route.from)} – ${dayInDigits(route.until)}`;
  return [
    `${route.title}, ${term}`,
    ...(route.tutor === null ? [] : [`тьютор ${route.tutor}`]),
    ...(route.link === null ? [] : [route.link]),
  ].join('; ');
}

function whenOf({ plannedOn, from, until }: PlanActivityView): string {
  if (plannedOn !== null) return dayInDigits(plannedOn);
  return from === null || until === null ? '' : `${dayInDigits(from)} – ${dayInDigits(until)}`;
}

function analysisText(analysis: {
  text: string;
  difficulties: string | null;
  advice: string | null;
}): string {
  return [
    analysis.text,
    ...(analysis.difficulties === null ? [] : [`Трудности: ${analysis.difficulties}`]),
    ...(analysis.advice === null ? [] : [`Рекомендации: ${analysis.advice}`]),
  ].join('\n');
}
