import { loadCatalogue, message } from '@app/catalogue';
import type { Locale } from '@app/catalogue';
import type { OfficerDto, OfficerRole, PaperWarningView } from '@app/contracts';
import type { Signatory } from '@app/documents';
import { Officer } from '@app/persistence';
import { LessThanOrEqual } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Who holds which role on a day: the newest appointment up to it. */
export async function officersOn(
  tx: EntityManager,
  organisation: string,
  day: string,
): Promise<ReadonlyMap<OfficerRole, Signatory>> {
  const rows = await tx.find(Officer, {
    where: { organisationId: organisation, since: LessThanOrEqual(day) },
    order: { since: 'ASC' },
  });
  return new Map(rows.map(({ role, name, position }) => [role, { name, position }]));
}

/** What is odd about appointments, as the catalogue says it: a curator whose position is no deputy's (S1 §3.4). */
export function officerWarnings(
  officers: readonly Pick<OfficerDto, 'role' | 'position'>[],
  locale?: Locale,
): PaperWarningView[] {
  const { officers: known } = loadCatalogue().data.papers;
  return officers.flatMap(({ role, position }, at) => {
    const words = known.find((entry) => entry.code === role)?.positionWords ?? [];
    const said = position.toLowerCase();
    if (words.length === 0 || words.some((word) => said.includes(word))) return [];
    const code = 'position-not-fitting';
    return [{ field: `officers[${at}].position`, code, message: message(code, locale, { value: position }) }];
  });
}

/** The roles among those named that nobody holds, each as a warning that the paper has a blank. */
export function missingOfficers(
  held: ReadonlyMap<OfficerRole, Signatory>,
  wanted: readonly OfficerRole[],
  locale?: Locale,
): PaperWarningView[] {
  const { officers: known } = loadCatalogue().data.papers;
  return wanted
    .filter((role) => !held.has(role))
    .map((role) => {
      const title = known.find((entry) => entry.code === role)?.title;
      const what = (locale === 'en' ? title?.en : title?.ru) ?? title?.ru ?? role;
      return {
        field: 'officers',
        code: 'officer-missing',
        message: message('officer-missing', locale, { what }),
      };
    });
}
