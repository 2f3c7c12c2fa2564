import type { Policy } from '@app/contracts';

/** What decides whether people of an organisation may pair with those of another, before anybody is looked at. */
export interface MeetingPlace {
  organisation: string;
  municipality: string;
  /** In which modes at least one mentor, and at least one mentee, can meet. */
  mentorModes: readonly string[];
  menteeModes: readonly string[];
}

const IN_PERSON = 'in-person';

/**
 * Groups organisations whose people may pair with one another: no eligible pair joins two groups, so that each is a
 * problem by itself. Organisations are linked where one has a mentor and another a mentee for a mode that the policy
 * allows between organisations, in person only within one municipality.
 *
 * Some demands look at everybody at once and make one group of all: the lowest points of the whole region, quotas, and
 * groups of a least size, whose bound is one for all.
 *
 * @returns groups in order of their first organisation, each in the order given
 */
export function componentsOf(places: readonly MeetingPlace[], policy: Policy): string[][] {
  const links = new Links(places.length);
  const hasQuotas = (policy.quotas ?? []).length > 0;
  if (policy.objective === 'worst-off-first' || policy.groupMinimum > 1 || hasQuotas) {
    for (let at = 1; at < places.length; at++) links.join(0, at);
  } else if (policy.external.allowed) {
    for (const mode of policy.external.modes) linkBy(mode, places, links);
  }
  const groups = new Map<number, string[]>();
  places.forEach(({ organisation }, at) => {
    const root = links.root(at);
    groups.set(root, [...(groups.get(root) ?? []), organisation]);
  });
  return [...groups.values()];
}

function linkBy(mode: string, places: readonly MeetingPlace[], links: Links): void {
  const meetings = new Map<string, { mentors: number[]; mentees: number[] }>();
  places.forEach(({ municipality, mentorModes, menteeModes }, at) => {
    const where = mode === IN_PERSON ? municipality : '';
    const meeting = meetings.get(where) ?? { mentors: [], mentees: [] };
    meetings.set(where, meeting);
    if (mentorModes.includes(mode)) meeting.mentors.push(at);
    if (menteeModes.includes(mode)) meeting.mentees.push(at);
  });
  for (const { mentors, mentees } of meetings.values()) {
    const [first] = mentors;
    if (first === undefined || mentees.length === 0) continue;
    for (const at of [...mentors, ...mentees]) links.join(first, at);
  }
}

/** Disjoint sets (Galler & Fischer 1964, CACM 7:301); the root of a set is its first member. */
class Links {
  private readonly parent: number[];

  constructor(size: number) {
    this.parent = Array.from({ length: size }, (_, at) => at);
  }

  root(at: number): number {
    let root = at;
    while (this.parent[root] !== root) root = this.parent[root]!;
    this.parent[at] = root;
    return root;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    this.parent[Math.max(one, other)] = Math.min(one, other);
  }
}
