import type { BankEntryDto, ConsentDto } from '@app/contracts';
import { createHash } from 'node:crypto';

/** A consent with every field present. */
export type ConsentState = {
  [Field in keyof ConsentDto]-?: Exclude<ConsentDto[Field], undefined>;
};

/** A bank entry as it will be stored: every field present, lists in one order. */
export interface EntryState {
  externalId: string;
  personKind: string;
  grade: number | null;
  experienceYears: number | null;
  categories: string[];
  activity: 'active' | 'passive' | null;
  competences: { topic: string; level: number }[];
  requests: { topic: string; importance: number }[];
  profile: {
    interests: string[];
    languages: string[];
    shift: string | null;
    /** Only where the class has a letter. */
    classLabel?: string;
    modes: string[];
    traits: Record<string, number>;
  };
  capacity: number;
  trained: boolean;
  waitingSince: string | null;
  refreshedOn: string | null;
  marks: Record<string, number>;
  evidence: { kind: string; title: string; year: number | null }[];
  proposedBy: string | null;
  /** What the row says about the person; an absent field says nothing, and leaves what is known. */
  person: { displayName?: string | null; sex?: 'm' | 'f' | null; birthYear?: number | null };
  /** Absent: the row says nothing of consents. */
  consents?: ConsentState[];
}

const DEFAULT_IMPORTANCE = 3;
const DEFAULT_CAPACITY = 1;

/** Fills in what a row leaves out, and puts lists whose order means nothing into one order. */
export function entryState(entry: BankEntryDto): EntryState {
  return {
    externalId: entry.externalId,
    personKind: entry.personKind,
    grade: entry.grade ?? null,
    experienceYears: entry.experienceYears ?? null,
    categories: sorted(entry.categories),
    activity: entry.activity ?? null,
    competences: byTopic(entry.competences ?? []).map(({ topic, level }) => ({ topic, level })),
    requests: byTopic(entry.requests ?? []).map(({ topic, importance }) => ({
      topic,
      importance: importance ?? DEFAULT_IMPORTANCE,
    })),
    profile: profileState(entry.profile),
    capacity: entry.capacity ?? DEFAULT_CAPACITY,
    trained: entry.trained ?? false,
    waitingSince: entry.waitingSince ?? null,
    refreshedOn: entry.refreshedOn ?? null,
    marks: sortedRecord(entry.marks),
    evidence: (entry.evidence ?? []).map(({ kind, title, year }) => ({ kind, title, year: year ?? null })),
    proposedBy: entry.proposedBy ?? null,
    person: personState(entry),
    ...(entry.consents && { consents: entry.consents.map(consentState).sort(byDay) }),
  };
}

/** Digest of a row, by the JSON of its state: the same row again changes nothing. */
export function digestOf(json: string): Buffer {
  return createHash('sha256').update(json).digest();
}

function profileState(profile: BankEntryDto['profile']): EntryState['profile'] {
  return {
    interests: sorted(profile?.interests),
    languages: sorted(profile?.languages),
    shift: profile?.shift ?? null,
    ...(profile?.classLabel && { classLabel: profile.classLabel }),
    modes: sorted(profile?.modes),
    traits: sortedRecord(profile?.traits),
  };
}

function personState(entry: BankEntryDto): EntryState['person'] {
  return {
    ...(entry.displayName !== undefined && { displayName: entry.displayName }),
    ...(entry.sex !== undefined && { sex: entry.sex }),
    ...(entry.birthYear !== undefined && { birthYear: entry.birthYear }),
  };
}

function consentState(consent: ConsentDto): ConsentState {
  return {
    purpose: consent.purpose,
    givenOn: consent.givenOn,
    by: consent.by,
    document: consent.document ?? null,
    validUntil: consent.validUntil ?? null,
    withdrawnOn: consent.withdrawnOn ?? null,
  };
}

/** By code units: the order must not depend on the machine's language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (list: string[] = []): string[] => [...list].sort(compare);
const byTopic = <T extends { topic: string }>(list: T[]): T[] =>
  [...list].sort((a, b) => compare(a.topic, b.topic));
const byDay = (a: ConsentState, b: ConsentState): number =>
  compare(a.purpose, b.purpose) || compare(a.givenOn, b.givenOn);

function sortedRecord(record: Record<string, number> = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}
