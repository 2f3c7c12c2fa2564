import { Injectable } from '@nestjs/common';
import type { PublicationView, PublishedPairView, PublishedPersonView } from '@app/contracts';
import type { Principal } from '@app/contracts';
import { Database, todayIn } from '@app/persistence';
import { Problem } from '../http/problem.js';
import { tenantOf } from '../http/tenant.js';
import { findProgramme } from '../programmes/programmes.service.js';
import { isActive, paperPairs } from './paper-pairs.js';
import type { PaperPair } from './paper-pairs.js';
import { namesOf } from './people-names.js';
import type { NamedPerson } from './people-names.js';

/** What may be published of a programme: after it has ended, with the names of those who consent (S1 §8). */
@Injectable()
export class PublicationService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `year-not-over` while a pair of the programme has not ended, or none is completed */
  read(caller: Principal, programmeId: string, asOf?: string): Promise<PublicationView> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      const programme = await findProgramme(tx, programmeId);
      const pairs = await paperPairs(tx, { programmeId });
      const completed = pairs.filter(({ state }) => state === 'completed');
      const open = pairs.filter(({ state }) => isActive(state)).length;
      if (open > 0 || completed.length === 0)
        throw new Problem('year-not-over', { members: { openPairs: open } });
      const day = asOf ?? (await todayIn(tx, region));
      const people = await namesOf(
        tx,
        organisation,
        day,
        completed.flatMap(({ mentor, mentees }) => [mentor, ...mentees]),
      );
      return {
        programme: programme.id,
        name: programme.name,
        form: completed[0]?.form ?? programme.form,
        asOf: day,
        completedPairs: completed.length,
        endedOtherwise: pairs.length - completed.length,
        mentors: new Set(completed.map(({ mentor }) => mentor)).size,
        mentees: new Set(completed.flatMap(({ mentees }) => mentees)).size,
        pairs: completed.map((pair) => publishedPair(pair, people)),
      };
    });
  }
}

/** Nobody is named by an id: who has no name, or does not consent, is one of the others. */
function publishedPair(pair: PaperPair, people: ReadonlyMap<string, NamedPerson>): PublishedPairView {
  const roles = [
    { role: 'mentor' as const, id: pair.mentor },
    ...pair.mentees.map((id) => ({ role: 'mentee' as const, id })),
  ];
  const named = roles.flatMap(({ role, id }): PublishedPersonView[] => {
    const person = people.get(id);
    const name = person?.name.full ?? null;
    return person?.consents.publication === true && name !== null ? [{ role, name }] : [];
  });
  return {
    people: named,
    others: roles.length - named.length,
    variant: pair.variant,
    from: pair.from,
    until: pair.until,
    result: pair.endReasonTitle ?? '',
  };
}
