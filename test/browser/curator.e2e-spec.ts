import { importBanks, newOrganisation, newProgramme, student, withService } from '../support/index.js';
import type { Client } from '../support/index.js';
import type { Page } from 'playwright-core';
import { barriers, CHROMIUM, overflow, signIn, withBrowser } from './chromium.js';

const there = CHROMIUM !== undefined;
const suite = there ? describe : describe.skip;
const unless = there ? '' : ' (skipped: this machine has no Chromium)';

const PATIENT_MS = 90_000;
const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 360, height: 740 };

const CONSENTS = ['personal-data', 'testing', 'appointment'].map((purpose) => ({
  purpose,
  givenOn: '2026-09-01',
  by: 'representative',
  document: '12/26',
}));
const mentor = (id: string, name: string) =>
  student(id, {
    displayName: name,
    grade: 10,
    capacity: 2,
    competences: [{ topic: 'subject.mathematics', level: 5 }],
    marks: { 'subject.mathematics': 5 },
    consents: CONSENTS,
  });
const mentee = (id: string, name: string, consents: object[] = CONSENTS) =>
  student(id, {
    displayName: name,
    grade: 7,
    categories: ['failing'],
    requests: [{ topic: 'subject.mathematics', importance: 4 }],
    marks: { 'subject.mathematics': 3 },
    consents,
  });

suite(`A curator’s pages for the year${unless}`, () => {
  const service = withService();
  const browser = withBrowser();
  const school = '/v1/organisations/school-1';
  let curator: Client;
  let key: string;
  let programme: string;
  let pair: string;

  beforeAll(async () => {
    const organisation = await newOrganisation(service, 'school-1');
    ({ curator } = organisation);
    await importBanks(organisation.school, 'school-1', {
      mentors: [mentor('m-1', 'Петрова Анна Сергеевна'), mentor('m-2', 'Сидоров Илья Олегович')],
      mentees: [
        mentee('e-1', 'Иванов Пётр Ильич'),
        mentee('e-2', 'Смирнова Алиса Денисовна'),
        mentee('e-3', 'Попов Кирилл Евгеньевич', []),
        mentee('e-4', 'Павлова Вера Олеговна'),
      ],
    });
    programme = await newProgramme(curator, 'school-1');
    const matching = await curator.run<{ id: string }>(`/v1/programmes/${programme}/matchings`, {});
    const suggested = await curator.get<{ items: { id: string; mentee: string }[] }>(
      `/v1/matchings/${matching.id}/suggestions`,
    );
    await curator.post(`/v1/matchings/${matching.id}/decisions`, {
      entries: suggested.body.items
        .filter(({ mentee: id }) => id !== 'e-4')
        .map(({ id }) => ({ suggestion: id, decision: 'accept' })),
    });
    const pairs = await curator.get<{ items: { id: string }[] }>(`/v1/programmes/${programme}/pairs`);
    pair = pairs.body.items[0]?.id ?? '';
    const made = await service.region.post<{ key: string }>(`${school}/keys`, { role: 'curator' });
    key = made.body.key;
  }, PATIENT_MS);

  /** A page at this address with the curator signed in; an error in it fails the test. */
  async function opened(path: string): Promise<{ page: Page; close: () => Promise<void> }> {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await signIn(page, service.url, key);
    await page.getByRole('heading', { name: 'Что сделать' }).waitFor();
    await page.goto(`${service.url}/#${path}`);
    const close = async () => {
      await page.close();
      expect(errors).toEqual([]);
    };
    return { page, close };
  }

  it(
    'have no barriers, and fit a phone',
    async () => {
      const { page, close } = await opened('/');
      const paths: Record<string, string | RegExp> = {
        '/': 'Программы наставничества',
        '/banks/mentors': 'База наставников',
        '/banks/mentees/import': 'Загрузка наставляемых',
        '/people/e-1': 'Иванов Пётр Ильич',
        [`/pairs/${pair}`]: 'История',
        [`/programmes/${programme}/matching`]: /Остались без пары|Ученик/,
      };
      for (const tab of ['meetings', 'pairs', 'road-map', 'papers', 'monitoring']) {
        paths[`/programmes/${programme}/${tab}`] = 'Ученик – ученик 2026/27';
      }
      for (const [path, heading] of Object.entries(paths)) {
        await page.goto(`${service.url}/#${path}`);
        await page.getByRole('heading', { name: heading }).first().waitFor();
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
        await page.setViewportSize(WIDE);
        expect([path, await barriers(page)]).toEqual([path, []]);
        await page.setViewportSize(PHONE);
        expect([path, await overflow(page)]).toEqual([path, 0]);
        expect([path, await page.getByRole('alert').allInnerTexts()]).toEqual([path, []]);
      }
      await close();
    },
    PATIENT_MS,
  );

  it(
    'check a file before anything changes, name what is wrong with a row, and load the rest',
    async () => {
      const { page, close } = await opened('/banks/mentors/import');
      await page.getByLabel('Выберите файл').setInputFiles({
        name: 'наставники.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('externalId;personKind;grade\nm-3;student;10\nm-4;student;17\n'),
      });
      await page.getByRole('heading', { name: /Проверка файла «наставники.csv»/ }).waitFor();
      await page.getByRole('heading', { name: 'Ошибки: 1' }).waitFor();
      expect((await curator.get(`${school}/banks/mentors/entries/m-3`)).status).toBe(404);

      await page.getByRole('button', { name: 'Загрузить без ошибочных строк (1)' }).click();
      await page.getByRole('heading', { name: 'Файл «наставники.csv» загружен' }).waitFor();
      expect((await curator.get(`${school}/banks/mentors/entries/m-3`)).status).toBe(200);
      await page.getByRole('link', { name: 'Перейти к базе' }).click();
      await page.getByRole('link', { name: 'm-3' }).waitFor();
      await page.getByLabel('Поиск по имени или коду').fill('петр');
      await page.getByText('1 запись из 3').waitFor();
      await close();
    },
    PATIENT_MS,
  );

  it(
    'say what a pair waits for, and take its steps one by one',
    async () => {
      const { page, close } = await opened(`/pairs/${pair}`);
      await page.getByText('отметить, что наставник и наставляемый встретились').waitFor();
      await page.getByRole('button', { name: 'Записать шаг' }).click();
      await page.getByText('согласие наставника участвовать').waitFor();
      await page.getByRole('button', { name: 'Записать шаг' }).click();
      await page.getByText('(1 из 2)').waitFor();
      await page.getByRole('button', { name: 'Записать шаг' }).click();
      await page.getByText('решение о паре того, кто утверждает').waitFor();

      await page.getByText('Добавить встречу', { exact: true }).first().click();
      await page.getByLabel('Намечена на').fill('2026-10-05');
      await page.getByRole('button', { name: 'Добавить встречу' }).click();
      await page.getByRole('button', { name: /Состоялась: / }).click();
      await page.getByRole('cell', { name: 'все' }).waitFor();
      await close();
    },
    PATIENT_MS,
  );

  it(
    'show who could take a step with all others before anybody does',
    async () => {
      const { page, close } = await opened(`/programmes/${programme}/pairs`);
      await page.getByText('Шаг для многих пар').click();
      await page.getByRole('combobox', { name: 'Шаг', exact: true }).selectOption('running');
      await page.getByRole('button', { name: 'Посмотреть, кто может' }).click();
      await page.getByRole('heading', { name: 'Не могут: 2 пары' }).waitFor();
      await page.getByLabel('Шаги до этого сделаны на бумаге').check();
      await page.getByRole('button', { name: 'Посмотреть, кто может' }).click();
      await page.getByText('Могут сделать шаг: 2 пары.').waitFor();
      const states = await curator.get<{ items: { state: string }[] }>(`/v1/programmes/${programme}/pairs`);
      expect(states.body.items.map(({ state }) => state)).not.toContain('running');
      await page.getByRole('button', { name: 'Записать шаг: 2 пары' }).click();
      await page.getByRole('cell', { name: 'работает' }).nth(1).waitFor();
      await close();
    },
    PATIENT_MS,
  );

  it(
    'keep a plan, ticked off as it is done, and a petition with its decision',
    async () => {
      const { page, close } = await opened(`/pairs/${pair}`);
      await page.getByText('Составить план').click();
      await page.getByLabel('Цель').fill('Сдать алгебру');
      await page.getByLabel('Начало').fill('2026-10-01');
      await page.getByLabel('Окончание').fill('2027-05-31');
      await page.getByLabel('Темы').selectOption('subject.mathematics');
      await page.getByRole('button', { name: 'Добавить мероприятие' }).click();
      await page.getByRole('textbox', { name: 'Мероприятие' }).fill('Разобрать контрольную');
      await page.getByRole('button', { name: 'Сохранить план' }).click();
      await page.getByRole('button', { name: 'Выполнено сегодня: Разобрать контрольную' }).click();
      await page.getByRole('button', { name: 'Снять отметку: Разобрать контрольную' }).waitFor();

      await page.getByText('Записать ходатайство', { exact: true }).first().click();
      await page.getByLabel('Обоснование').fill('Не совпадают смены');
      await page.getByRole('button', { name: 'Записать ходатайство' }).click();
      await page.getByText('есть ходатайство').waitFor();
      await page.getByRole('combobox', { name: 'Решение' }).selectOption('no');
      await page.getByRole('button', { name: 'Решение' }).click();
      await page.getByText('отклонено: куратор').waitFor();
      await close();
    },
    PATIENT_MS,
  );

  it(
    'plan a round of quick meetings and take the ratings; mark a stage of the road map',
    async () => {
      const { page, close } = await opened(`/programmes/${programme}/meetings`);
      await page.getByRole('button', { name: 'Составить расписание' }).click();
      await page.getByText('никто не занят дважды').waitFor();
      await page
        .getByLabel(/^Оценка: Павлова Вера Олеговна о /)
        .first()
        .fill('9');
      await page.getByRole('button', { name: 'Сохранить оценки' }).click();
      await page.getByText('Оценки сохранены').waitFor();

      await page.getByRole('link', { name: 'Дорожная карта' }).click();
      await page.getByRole('button', { name: 'Отметить завершение: Формирование базы наставников' }).click();
      await page.getByRole('button', { name: 'Снять отметку: Формирование базы наставников' }).waitFor();
      await close();
    },
    PATIENT_MS,
  );

  it(
    'warn of what a withdrawal destroys, and show the act',
    async () => {
      const { page, close } = await opened('/people/e-1');
      await page.getByText('Отозвать согласие', { exact: true }).first().click();
      const withdraw = page.getByRole('button', { name: 'Отозвать согласие' });
      await page.getByLabel('На что').last().selectOption('personal-data');
      await page.getByRole('alert').getByText('будут уничтожены сразу и безвозвратно').waitFor();
      expect(await withdraw.isDisabled()).toBe(true);
      await page.getByLabel('Я понимаю, что восстановить данные будет нельзя').check();
      await withdraw.click();
      await page.getByText(/Составлен акт об уничтожении № 1/).waitFor();
      await page.getByRole('heading', { name: 'e-1' }).waitFor();
      await page.getByText('Личные сведения участника уничтожены').waitFor();
      await page.getByText('Математика', { exact: false }).waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain('Иванов');
      await close();
    },
    PATIENT_MS,
  );

  it('ask no other host for anything', () => {
    expect(browser.foreign).toEqual([]);
  });
});
