import type {
  MatchingView,
  MeetingRoundPage,
  MeetingRoundView,
  ProblemDetails,
  SuggestionPage,
} from '@app/contracts';
import exceljs from 'exceljs';
import {
  importBanks,
  importRows,
  newOrganisation,
  newProgramme,
  student,
  withService,
} from '../support/index.js';

const service = withService();

const MATHS = 'subject.mathematics';
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i + 1}`);
const MENTORS = ids('m', 4);
const MENTEES = ids('e', 6);

const BANKS = {
  mentors: MENTORS.map((id, i) =>
    student(id, {
      displayName: `Наставник ${i + 1}`,
      grade: 10,
      capacity: 1,
      competences: [{ topic: MATHS, level: 2 + i }],
      marks: { [MATHS]: 5 },
    }),
  ),
  mentees: MENTEES.map((id) =>
    student(id, {
      displayName: id === 'e-1' ? '=HYPERLINK("http://x")' : `Ученик ${id}`,
      grade: 7,
      categories: ['failing'],
      requests: [{ topic: MATHS }],
      marks: { [MATHS]: 3 },
    }),
  ),
};

const series = { firstStartsAt: '2026-09-20T14:00', minutes: 10, breakMinutes: 5, count: 12 };

async function matchedSchool(id: string) {
  const organisation = await newOrganisation(service, id);
  await importBanks(organisation.school, id, BANKS);
  const programme = await newProgramme(organisation.curator, id);
  const matching = await match(organisation.curator, programme);
  return { ...organisation, programme, matching };
}

type Curator = Awaited<ReturnType<typeof newOrganisation>>['curator'];
const match = (curator: Curator, programme: string) =>
  curator.run<MatchingView>(`/v1/programmes/${programme}/matchings`, { asOf: '2026-09-15' });
const round = (curator: Curator, programme: string, body: object) =>
  curator.run<MeetingRoundView>(`/v1/programmes/${programme}/meeting-rounds`, body);
const rate = (curator: Curator, programme: string, rows: object[]) =>
  importRows(curator, `/v1/programmes/${programme}/preferences/imports`, rows);

const meetingsOf = ({ slots }: MeetingRoundView) => slots.flatMap((slot) => slot.meetings);

describe('A round of quick meetings', () => {
  it('[S3-08] lets everybody meet those whom the engine likes best, and the second matching knows how they liked it', async () => {
    const { curator, programme, matching } = await matchedSchool('meeting');
    expect(matching.summary).toMatchObject({ matched: 4, unmatched: 2 });
    const planned = await round(curator, programme, {
      matching: matching.id,
      perMentee: 3,
      series,
      places: 3,
    });
    expect(planned).toMatchObject({ status: 'done', perMentee: 3, places: 3, dropped: [] });
    // Six mentees with three meetings each, three places: six slots, and no fewer would do.
    expect(planned.summary).toMatchObject({
      meetings: 18,
      slotsUsed: 6,
      slotsNeeded: 6,
      mentees: 6,
      withoutMeeting: [],
    });
    for (const { meetings } of planned.slots) {
      for (const what of ['mentor', 'mentee', 'place'] as const)
        expect(new Set(meetings.map((one) => one[what])).size).toBe(meetings.length);
      expect(meetings.length).toBeLessThanOrEqual(3);
    }
    const suggestions = await curator.get<SuggestionPage>(`/v1/matchings/${matching.id}/suggestions`);
    for (const { mentor, mentee } of suggestions.body.items)
      expect(meetingsOf(planned)).toContainEqual(expect.objectContaining({ mentor, mentee, rank: 1 }));

    const loved = { mentor: 'm-1', mentee: 'e-6' };
    await rate(curator, programme, [
      { ...loved, from: 'mentor', rating: 10 },
      { ...loved, from: 'mentee', rating: 10 },
    ]);
    const second = await match(curator, programme);
    const chosen = await curator.get<SuggestionPage>(`/v1/matchings/${second.id}/suggestions`);
    const pair = chosen.body.items.find((one) => one.mentee === 'e-6');
    expect(pair).toMatchObject({ mentor: 'm-1' });
    expect(pair?.components.compatibility).toBe(10_000);
  });

  it('offers nobody again whom somebody has ruled out, nor a mentee who has a mentor', async () => {
    const { curator, programme, matching } = await matchedSchool('vetoing');
    await rate(curator, programme, [{ mentor: 'm-4', mentee: 'e-2', from: 'mentee', rating: 1, veto: true }]);
    const made = await curator.post(`/v1/programmes/${programme}/pairs`, {
      mentor: 'm-1',
      mentees: ['e-1'],
      on: '2026-09-15',
    });
    expect(made.status).toBe(201);
    const planned = await round(curator, programme, { matching: matching.id, perMentee: 4, series });
    const pairs = meetingsOf(planned).map(({ mentor, mentee }) => `${mentor} ${mentee}`);
    expect(pairs).toHaveLength(5 * 4 - 1);
    expect(pairs).not.toContain('m-4 e-2');
    expect(pairs.filter((one) => one.endsWith('e-1'))).toEqual([]);
  });

  it('drops what is worth least when time is short, and says what', async () => {
    const { curator, programme, matching } = await matchedSchool('hurrying');
    const slots = [{ startsAt: '2026-09-20T14:00', minutes: 15 }];
    const planned = await round(curator, programme, {
      matching: matching.id,
      perMentee: 2,
      slots,
      places: 2,
    });
    expect(planned.summary).toMatchObject({ meetings: 2, dropped: 10, slotsUsed: 1, slotsNeeded: 6 });
    expect(meetingsOf(planned).map((one) => one.rank)).toEqual([1, 1]);
    expect(planned.dropped).toHaveLength(10);
    expect(planned.slots).toMatchObject([{ startsAt: '2026-09-20T14:00', endsAt: '2026-09-20T14:15' }]);
  });

  it('is printed as a workbook without live formulas', async () => {
    const { curator, programme, matching } = await matchedSchool('printing');
    const planned = await round(curator, programme, { matching: matching.id, perMentee: 2, series });
    const answer = await fetch(`${service.url}/v1/meeting-rounds/${planned.id}/schedule.xlsx`, {
      headers: { authorization: `Bearer ${curator['key']}` },
    });
    expect(answer.status).toBe(200);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual([
      'Расписание',
      'Наставники',
      'Наставляемые',
      'Не вошли',
    ]);
    expect(workbook.getWorksheet('Расписание')?.rowCount).toBe(1 + 12);
    const names = workbook.getWorksheet('Наставляемые')?.getColumn(2).values;
    expect(names).toContain('=HYPERLINK("http://x")');
    const cell = workbook.getWorksheet('Расписание')?.getRow(2).getCell(1);
    expect(cell?.value).toEqual(new Date('2026-09-20T14:00:00Z'));
  });

  it('is asked for clearly, and is the organisation’s own', async () => {
    const { curator, programme, matching } = await matchedSchool('asking');
    const post = (body: object) =>
      curator.post<ProblemDetails>(`/v1/programmes/${programme}/meeting-rounds`, body);
    const refused = async (body: object) =>
      (await post(body)).body.errors?.map(({ field, code }) => `${field} ${code}`);
    expect(await refused({ matching: matching.id })).toEqual(['slots required']);
    expect(await refused({ matching: programme, series })).toEqual(['matching unknown-matching']);
    expect(
      await refused({ matching: matching.id, series: { ...series, firstStartsAt: '2026-09-31T14:00' } }),
    ).toEqual(['series.firstStartsAt bad-format']);
    const planned = await round(curator, programme, { matching: matching.id, series });
    const other = await newOrganisation(service, 'stranger');
    expect((await other.curator.get(`/v1/meeting-rounds/${planned.id}`)).status).toBe(404);
    expect((await other.curator.get(`/v1/meeting-rounds/${planned.id}/schedule.xlsx`)).status).toBe(404);
    const list = await curator.get<MeetingRoundPage>(`/v1/programmes/${programme}/meeting-rounds`);
    expect(list.body.items).toMatchObject([{ id: planned.id, status: 'done', summary: { slotsUsed: 6 } }]);
    expect((await curator.post(`/v1/meeting-rounds/${planned.id}/cancel`)).status).toBe(409);
  });
});
