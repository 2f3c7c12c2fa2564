import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue, readCatalogue } from '@app/catalogue';
import { copyOfCatalogue, emptyFolder, removeCopies, spoil, write } from './testing/broken-copy.js';

afterAll(removeCopies);

describe('the catalogue that comes with the code', () => {
  const catalogue = loadCatalogue();

  it('is read once and has one version', () => {
    expect(catalogue.version).toBe('2026.1');
    expect(loadCatalogue()).toBe(catalogue);
  });

  it('has a version and a source on every entry', () => {
    const lists = Object.values(catalogue.data).filter(Array.isArray).flat();
    expect(lists.length).toBeGreaterThan(200);
    for (const entry of lists) {
      expect(entry).toMatchObject({ version: expect.any(String), source: expect.stringMatching(/./) });
    }
  });

  it('cannot be changed by those who use it', () => {
    const form = catalogue.form('student-student');
    expect(() => form?.rules.push(form.rules[0] as never)).toThrow(TypeError);
    expect(() => Object.assign(form?.defaultPolicy.weights ?? {}, { request: 0 })).toThrow(TypeError);
  });

  it('has the same digest wherever it is read, and another one when a word changes', () => {
    const copy = copyOfCatalogue();
    expect(readCatalogue(copy).digest).toBe(catalogue.digest);
    spoil(copy, 'kinds.json', (kinds: { title: { ru: string } }[]) => {
      if (kinds[0]) kinds[0].title.ru += '!';
    });
    expect(readCatalogue(copy).digest).not.toBe(catalogue.digest);
    expect(catalogue.digest).toHaveLength(createHash('sha256').update('').digest('hex').length);
  });

  it('finds entries by code and says nothing of unknown ones', () => {
    expect(catalogue.topic('subject.mathematics.algebra')?.title.ru).toBe('Алгебра');
    expect(catalogue.topicChain('subject.mathematics.algebra').map((topic) => topic.code)).toEqual([
      'subject.mathematics.algebra',
      'subject.mathematics',
      'subject',
    ]);
    expect(catalogue.variant('student-student', 'peer-to-peer')?.title.ru).toBe('Равный – равному');
    expect(catalogue.topicChain('no-such-topic')).toEqual([]);
    for (const code of ['no-such', '__proto__', 'constructor', '']) {
      expect(catalogue.form(code)).toBeUndefined();
      expect(catalogue.topic(code)).toBeUndefined();
      expect(catalogue.instrument(code)).toBeUndefined();
      expect(catalogue.variant(code, code)).toBeUndefined();
    }
  });

  it('names every indicator that measurements are imported for from the start', () => {
    const codes = ['engagement', 'activity', 'anxiety', 'self-esteem', 'motivation', 'satisfaction'];
    for (const code of [...codes, 'marks.mean', 'marks.quality', 'attendance']) {
      expect(catalogue.indicator(code)).toMatchObject({ code, level: 'person' });
    }
    expect(catalogue.indicator('marks.mean')).toMatchObject({ min: 2, max: 5 });
    expect(catalogue.indicator('attendance')).toMatchObject({ min: 0, max: 1 });
    expect(catalogue.indicator('anxiety')).toMatchObject({ direction: 'lower', psychological: true });
  });

  it('keeps police and dispensary counts for organisations only', () => {
    for (const code of ['organisation.registered', 'organisation.dispensary']) {
      expect(catalogue.indicator(code)).toMatchObject({ level: 'organisation', direction: 'lower' });
    }
  });

  it('ships a target only where a source confirms the figure', () => {
    expect(catalogue.target('pupils-involved')?.values).toMatchObject([{ year: 2024, value: 0.7 }]);
    const others = catalogue.data.targets.filter((target) => target.code !== 'pupils-involved');
    expect(others.flatMap((target) => target.values.map(({ value }) => value))).toEqual(
      others.map(() => null),
    );
  });
});

describe('a folder of a region’s own', () => {
  it('adds topics and instruments without touching the sources', () => {
    const folder = emptyFolder();
    const topic = {
      code: 'subject.tatar',
      version: '1',
      title: { ru: 'Татарский язык' },
      source: 'программа школы',
      parent: 'subject',
      audience: [],
    };
    write(folder, 'topics.json', [topic]);
    mkdirSync(join(folder, 'instruments'));
    const second = {
      ...structuredClone(loadCatalogue().instrument('school-motivation')),
      version: '10',
      title: { ru: 'Школьная мотивация, новая редакция' },
    };
    write(folder, 'instruments/school-motivation-10.json', second as never);
    const catalogue = readCatalogue(undefined, folder);
    expect(catalogue.topic('subject.tatar')?.parent).toBe('subject');
    expect(catalogue.instrument('school-motivation')?.version).toBe('10');
    expect(catalogue.instrument('school-motivation', '1')?.version).toBe('1');
    expect(catalogue.instrument('school-motivation', '2')).toBeUndefined();
    expect(catalogue.instrumentVersions('school-motivation').map(({ version }) => version)).toEqual([
      '1',
      '10',
    ]);
  });

  it('cannot redefine what the catalogue already has', () => {
    const folder = emptyFolder();
    write(folder, 'modes.json', [loadCatalogue().mode('remote')] as never);
    expect(() => readCatalogue(undefined, folder)).toThrow(
      'modes.json: [0].code: "remote" stands twice in the catalogue',
    );
  });
});
