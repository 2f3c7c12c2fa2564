import { Injectable } from '@nestjs/common';
import type { Principal, RegisterQuery } from '@app/contracts';
import type { TableSheet } from '@app/documents';
import { Database, todayIn } from '@app/persistence';
import type { EntityManager } from 'typeorm';
import { tenantOf } from '../http/tenant.js';
import { academicYearOf, daysOfYear } from './academic-year.js';
import { paperPairs } from './paper-pairs.js';
import type { PaperPair } from './paper-pairs.js';
import { entriesOf, namesOf } from './people-names.js';
import type { DescribedEntry, NamedPerson } from './people-names.js';
import { mentorSheet, menteeSheet, pairSheet, trainingSheet } from './register-sheets.js';
import type { RegisteredPair, RegisteredPerson, Training } from './register-sheets.js';
import { resultsOf } from './results.js';

/** Персонифицированный учёт: who takes part, in which pairs, and how it goes (S0 §3; S1 §3.4; S2). */
@Injectable()
export class RegisterService {
  constructor(private readonly database: Database) {}

  /** The register of an academic year; of people whose consent holds on the day. */
  async sheets(
    caller: Principal,
    query: RegisterQuery,
  ): Promise<{ academicYear: string; sheets: TableSheet[] }> {
    const { organisation, region } = tenantOf(caller);
    return this.database.snapshot({ organisation }, async (tx) => {
      const asOf = query.asOf ?? (await todayIn(tx, region));
      const academicYear = query.academicYear ?? academicYearOf(asOf);
      const { from, to } = daysOfYear(academicYear);
      const people = await namesOf(tx, organisation, asOf);
      const { programme } = query;
      const pairs = (
        await paperPairs(tx, {
          organisationId: organisation,
          ...(programme !== undefined && { programmeId: programme }),
        })
      ).filter((pair) => pair.from <= to && pair.until >= from);
      const inPairs = programme === undefined ? null : pairs;
      const mentors = await registered(tx, organisation, 'mentor', people, inPairs);
      const mentees = await registered(tx, organisation, 'mentee', people, inPairs);
      return {
        academicYear,
        sheets: [
          mentorSheet(mentors),
          menteeSheet(mentees),
          pairSheet(await registeredPairs(tx, organisation, pairs, people)),
          trainingSheet(await trainings(tx, organisation, { from, to }, people)),
        ],
      };
    });
  }
}

const consents = (person: NamedPerson | undefined): person is NamedPerson =>
  person?.consents['personal-data'] === true;

/** Entries of a bank whose people consent; with pairs, only those of the pairs. */
async function registered(
  tx: EntityManager,
  organisation: string,
  role: 'mentor' | 'mentee',
  people: ReadonlyMap<string, NamedPerson>,
  pairs: readonly PaperPair[] | null,
): Promise<RegisteredPerson[]> {
  const entries = await entriesOf(tx, organisation, role);
  const named = pairs && new Set(pairs.flatMap((pair) => (role === 'mentor' ? [pair.mentor] : pair.mentees)));
  const papers = await consentPapers(tx, organisation);
  return [...entries].flatMap(([id, entry]: [string, DescribedEntry]) => {
    const person = people.get(id);
    if (!consents(person) || named?.has(id) === false) return [];
    return [{ id, person, entry, consent: papers.get(id) ?? null }];
  });
}

/** The newest consent to the use of personal data of each person. */
async function consentPapers(
  tx: EntityManager,
  organisation: string,
): Promise<Map<string, { document: string | null; givenOn: string }>> {
  const rows = await tx.query<{ id: string; document: string | null; givenOn: string }[]>(
    `SELECT DISTINCT ON (p.id) p.external_id AS id, c.document, c.given_on AS "givenOn"
     FROM consent c JOIN person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
     WHERE c.organisation_id = $1 AND c.purpose = 'personal-data' AND c.withdrawn_on IS NULL
     ORDER BY p.id, c.given_on DESC`,
    [organisation],
  );
  return new Map(rows.map(({ id, ...paper }) => [id, paper]));
}

/** A row for each mentee of each pair whose people all consent. */
async function registeredPairs(
  tx: EntityManager,
  organisation: string,
  pairs: readonly PaperPair[],
  people: ReadonlyMap<string, NamedPerson>,
): Promise<RegisteredPair[]> {
  const results = await resultsOf(
    tx,
    organisation,
    pairs.map(({ id }) => id),
  );
  return pairs.flatMap((pair) => {
    const mentor = people.get(pair.mentor);
    const result = results.get(pair.id);
    if (!consents(mentor) || !result) return [];
    return pair.mentees.flatMap((id) => {
      const mentee = people.get(id);
      return consents(mentee) ? [{ pair, mentor, mentee, result }] : [];
    });
  });
}

async function trainings(
  tx: EntityManager,
  organisation: string,
  year: { from: string; to: string },
  people: ReadonlyMap<string, NamedPerson>,
): Promise<Training[]> {
  const rows = await tx.query<Omit<Training, 'person'>[]>(
    `SELECT a.mentor, s.title, s.starts_on AS "startsOn", s.hours, a.attended
     FROM mentor_school_attendance a
       JOIN mentor_school_session s ON s.organisation_id = a.organisation_id AND s.id = a.session_id
     WHERE a.organisation_id = $1 AND s.starts_on BETWEEN $2 AND $3 ORDER BY s.starts_on, s.id, a.mentor`,
    [organisation, year.from, year.to],
  );
  return rows.flatMap((row) => {
    const person = people.get(row.mentor);
    return consents(person) ? [{ ...row, person }] : [];
  });
}
