import { newOrganisation, REGION_KEY, withService } from '../support/index.js';
import { CHROMIUM, signIn, withBrowser } from './chromium.js';

const there = CHROMIUM !== undefined;
const suite = there ? describe : describe.skip;
const unless = there ? '' : ' (skipped: this machine has no Chromium)';

const PATIENT_MS = 90_000;
const consent = { purpose: 'personal-data', givenOn: '2026-09-01', by: 'representative', document: '1' };
const pupil = (externalId: string, grade: number, more: object) => ({
  externalId,
  personKind: 'student',
  grade,
  profile: { interests: ['robotics'], shift: 'first', modes: ['in-person'] },
  consents: [consent],
  ...more,
});
const mentors = ['m-1', 'm-2', 'm-3'].map((id, i) =>
  pupil(id, 10, {
    capacity: 1,
    competences: [{ topic: 'subject.mathematics', level: 5 - i }],
    marks: { 'subject.mathematics': 5 },
  }),
);
const mentees = ['e-1', 'e-2', 'e-3', 'e-4'].map((id) =>
  pupil(id, 7, {
    categories: ['failing'],
    requests: [{ topic: id === 'e-4' ? 'subject.biology' : 'subject.mathematics', importance: 4 }],
    marks: { 'subject.mathematics': 3 },
  }),
);

suite(`The pages in a browser${unless}`, () => {
  const service = withService();
  const browser = withBrowser();
  let curatorKey: string;

  beforeAll(async () => {
    const organisation = await newOrganisation(service, 'school-1');
    for (const [bank, entries] of Object.entries({ mentors, mentees })) {
      await organisation.school.run(`/v1/organisations/school-1/banks/${bank}/imports`, { entries });
    }
    for (const name of ['Вопросы', 'Ученик – ученик 2026/27']) {
      await organisation.curator.post('/v1/organisations/school-1/programmes', {
        name,
        form: 'student-student',
        variants: ['achiever-underachiever', 'peer-to-peer'],
        kinds: ['traditional'],
        modes: ['in-person'],
        startsOn: '2026-10-01',
        endsOn: '2027-05-31',
      });
    }
    const key = await service.region.post<{ key: string }>('/v1/organisations/school-1/keys', {
      role: 'curator',
    });
    curatorKey = key.body.key;
  }, PATIENT_MS);

  it('refuses a wrong key in Russian', async () => {
    const page = await browser.newPage();
    await signIn(page, service.url, 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Ключ не подошёл');
    await page.close();
  });

  it(
    'price a wish before anybody acts on it, answer questions, and compare with the matching before',
    async () => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await signIn(page, service.url, curatorKey);
      await page.getByRole('link', { name: 'Вопросы' }).click();
      await page.getByRole('button', { name: 'Подобрать пары' }).click();
      await page.getByText('Подобрано 3 из 4 наставляемых').waitFor();

      await page.getByText('Другие наставники').first().click();
      await page
        .getByRole('button', { name: /Цена замены на/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/Подбор в целом .* наставника/).waitFor();
      await dialog.getByText('Пока ничего не изменилось').waitFor();
      await dialog.getByRole('button', { name: 'Подобрать заново с этим условием' }).click();
      await page.getByText('По сравнению с прошлым подбором').waitFor();

      await page.getByText('Сравнение с прошлым подбором').click();
      await page.getByText('Сумма баллов:').waitFor();
      await page.getByText('Справедливость: кому достались наставники').click();
      await page.getByRole('rowheader', { name: 'По классам' }).waitFor();
      await page.getByText('Где нужны наставники').click();
      await page.getByText('наставников по теме нет: нужен новый').waitFor();

      await page.getByText('Почему не этот наставник?').click();
      await page.getByLabel('Наставляемый', { exact: true }).fill('e-4');
      await page.getByLabel('Наставник', { exact: true }).fill('m-1');
      await page.getByRole('button', { name: 'Спросить' }).click();
      await page.getByText('Пара невозможна по правилам').waitFor();

      await page.getByLabel('Менять как можно меньше предложенных пар').check();
      await page.getByRole('button', { name: 'Подобрать заново с учётом решений' }).click();
      await page.getByText('Изменено объявленных пар:').waitFor();
      expect(errors).toEqual([]);
      await page.close();
    },
    PATIENT_MS,
  );

  it(
    'let a curator match, read why, accept, and see the pairs',
    async () => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await signIn(page, service.url, curatorKey);
      await page.getByRole('link', { name: 'Ученик – ученик 2026/27' }).click();
      await page.getByRole('button', { name: 'Подобрать пары' }).click();
      await page.getByText('Подобрано 3 из 4 наставляемых').waitFor();
      await page.getByText('Остались без пары: 1').waitFor();
      await page.getByRole('cell', { name: 'e-4' }).waitFor();
      await page.getByRole('button', { name: 'Отклонить' }).first().click();
      await page.getByText('отклонена').waitFor();
      await page.getByRole('button', { name: 'Отозвать решение' }).click();
      await page.getByText('отклонена').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Принять все предложения' }).click();
      await page.getByText('принята').first().waitFor();
      await page.getByRole('link', { name: 'Пары', exact: true }).click();
      await page.getByRole('cell', { name: 'принята' }).first().waitFor();
      expect(await page.getByRole('row').count()).toBe(1 + 3);
      expect(errors).toEqual([]);
      await page.close();
    },
    PATIENT_MS,
  );

  it(
    'let the region ask for its report',
    async () => {
      const page = await browser.newPage();
      await signIn(page, service.url, REGION_KEY);
      await page.getByRole('cell', { name: 'Организация school-1' }).waitFor();
      await page.getByRole('button', { name: 'Запросить отчёт' }).click();
      await page.getByText('Этап 2. Сводные изменения по региону').waitFor();
      await page.close();
    },
    PATIENT_MS,
  );

  it('ask no other host for anything', () => {
    expect(browser.foreign).toEqual([]);
  });
});
