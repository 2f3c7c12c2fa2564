import type { Catalogue } from '@app/catalogue';
import type { EffectivenessReport } from './api-types.js';
import type { Client } from './client.js';
import type { OrganisationState } from './context.js';
import { inParallel } from './in-parallel.js';
import { completePairs, reportProgramme, sendWave } from './monitoring.js';
import { ACADEMIC_YEAR, CUT_OFF, buildOrganisations } from './organisations/index.js';
import { compare, formPairs } from './pairing.js';
import { register, sendBanks, sendRelations } from './prepare.js';
import type { Progress } from './progress.js';

/** Organisations work side by side, as they would; more at a time would only queue up at the server. */
const SIDE_BY_SIDE = 3;

export interface Story {
  organisations: OrganisationState[];
  region: EffectivenessReport;
}

export interface StoryOptions {
  /** The region's client: its key opens all the rest. */
  region: Client;
  catalogue: Catalogue;
  progress: Progress;
}

/**
 * The main job through the HTTP API, as its real users would do it: from the region's registry over banks,
 * pairs and two waves of measuring to the region's effectiveness report. Throws what the API refused.
 */
export async function tellStory({ region, catalogue, progress }: StoryOptions): Promise<Story> {
  const examples = buildOrganisations();
  const { instruments } = catalogue.data;
  let regionId = '';
  const states: OrganisationState[] = [];

  const step = async (
    title: string,
    work: (state: OrganisationState, advance: () => void) => Promise<void>,
    outcome: () => string,
    total = states.length,
  ): Promise<void> => {
    const bar = progress.begin(title, total);
    await inParallel(states, SIDE_BY_SIDE, (state) => work(state, () => bar.advance()));
    bar.end(outcome());
  };

  const registry = progress.begin('Регион регистрирует организации и выдаёт ключи', examples.length);
  for (const example of examples) {
    const registered = await register(region, example);
    regionId = registered.region;
    states.push(registered.state);
    registry.advance();
  }
  registry.end(`организаций: ${states.length}, ключей: ${states.length * 3}`);

  await step(
    'Организации передают численность и базы',
    async (state, advance) => {
      await sendBanks(state);
      advance();
    },
    () =>
      `наставников: ${count(states, 'mentors')}, наставляемых: ${count(states, 'mentees')}, ` +
      `без согласия: ${sum(states.map((state) => state.withoutConsent))}`,
  );

  await step(
    'Психологи передают совместимость и ограничения',
    async (state, advance) => {
      await sendRelations(state);
      advance();
    },
    () =>
      `оценок: ${sum(states.map(({ example }) => example.compatibilities.length))}, ` +
      `ограничений: ${sum(states.map(({ example }) => example.restrictions.length))}`,
  );

  const programmeCount = sum(examples.map(({ programmes }) => programmes.length));
  await step(
    'Кураторы подбирают пары, проверяют и утверждают',
    async (state, advance) => {
      // One after another: the pairs of the first programme take places of the same mentors.
      for (const programme of state.example.programmes) {
        state.programmes.push(await formPairs(state, programme));
        advance();
      }
    },
    () =>
      `программ: ${programmeCount}, пар: ${sum(programmesOf(states).map(({ pairs }) => pairs.length))}, ` +
      'все сертификаты верны',
    programmeCount,
  );

  for (const [wave, title] of [
    ['entry', 'Замеры на входе'],
    ['exit', 'Замеры на выходе'],
  ] as const) {
    await step(
      title,
      async (state, advance) => {
        for (const programme of state.programmes) {
          await sendWave(state, programme, instruments, wave);
          advance();
        }
      },
      () => 'анкеты, методики психолога, отметки и посещаемость приняты',
      programmeCount,
    );
  }

  await step(
    'Пары завершают работу',
    async (state, advance) => {
      for (const programme of state.programmes) {
        await completePairs(state, programme);
        advance();
      }
    },
    () => 'план выполнен, по нескольким парам – досрочно',
    programmeCount,
  );

  await step(
    'Отчёты программ',
    async (state, advance) => {
      for (const programme of state.programmes) {
        await reportProgramme(state, programme);
        advance();
      }
    },
    () => `отчётов: ${programmeCount}`,
    programmeCount,
  );

  const last = progress.begin('Отчёт региона', 1);
  const report = await region.run<EffectivenessReport>(`/v1/regions/${regionId}/effectiveness-reports`, {
    academicYear: ACADEMIC_YEAR,
    cutOff: CUT_OFF,
  });
  last.end(`показателей: ${new Set(report.stage2.map((line) => line.indicator)).size}`);
  return { organisations: states.sort((a, b) => compare(idOf(a), idOf(b))), region: report };
}

function idOf(state: OrganisationState): string {
  return state.example.organisation.id;
}

function programmesOf(states: readonly OrganisationState[]): OrganisationState['programmes'] {
  return states.flatMap((state) => state.programmes);
}

function count(states: readonly OrganisationState[], bank: 'mentors' | 'mentees'): number {
  return sum(states.map((state) => state.example[bank].length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
