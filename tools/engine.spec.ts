import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main as engine } from './engine.js';
import { main as verifyFile } from './verify.js';

const folder = mkdtempSync(join(tmpdir(), 'engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function run(main: typeof engine, ...argv: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await main(argv, { out: (line) => out.push(line), error: (line) => error.push(line) });
  return { code, out: out.join('\n'), error };
}

const problem = {
  mentees: 3,
  mentors: 2,
  capacity: [2, 1],
  tier: [1, 1, 2],
  pairs: { mentee: [0, 0, 1, 2], mentor: [0, 1, 0, 1], points: [9120, 8000, 5001, 700] },
  locks: [[2, 1]],
};

describe('the engine by itself', () => {
  it('solves a problem, and finds its own result valid', async () => {
    const path = file('problem.json', problem);
    const solved = await run(engine, 'solve', path);
    expect(solved.code).toBe(0);
    expect(JSON.parse(solved.out)).toMatchObject({ assignment: [0, 0, 1], totalPoints: 14821 });
    expect(await run(engine, 'verify', path, file('result.json', solved.out))).toMatchObject({
      code: 0,
      out: 'valid',
    });
  });

  it('says what is wrong with a forged result, and exits 1', async () => {
    const solved = await run(engine, 'solve', file('problem.json', problem));
    const forged = { ...JSON.parse(solved.out), totalPoints: 99_999 };
    const checked = await run(engine, 'verify', file('problem.json', problem), file('forged.json', forged));
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('totalPoints');
  });

  it('answers an impossible problem with exit 0, and that answer is valid too', async () => {
    const path = file('impossible.json', { ...problem, locks: [[1, 1]] });
    const solved = await run(engine, 'solve', path);
    expect(solved.code).toBe(0);
    expect(JSON.parse(solved.out)).toEqual({
      infeasible: { reason: 'lock-ineligible', mentees: [1], mentors: [1] },
    });
    expect(await run(engine, 'verify', path, file('result.json', solved.out))).toMatchObject({
      code: 0,
      out: 'valid',
    });
  });

  it('solves a problem with side conditions, and finds the result and its bound valid', async () => {
    const path = file('groups.json', { ...problem, locks: [], groupMinimum: 2, apart: [[1, 2]] });
    const solved = await run(engine, 'solve', path);
    expect(JSON.parse(solved.out)).toMatchObject({ assignment: [0, 0, null], bound: { optimal: true } });
    expect((await run(engine, 'verify', path, file('result.json', solved.out))).out).toBe('valid');
  });

  it('checks a downloaded certificate', async () => {
    const solved = await run(engine, 'solve', file('problem.json', problem));
    const certificate = {
      problem,
      result: JSON.parse(solved.out),
      ids: { mentors: ['a', 'b'], mentees: ['x', 'y', 'z'] },
    };
    expect(await run(verifyFile, file('certificate.json', certificate))).toMatchObject({
      code: 0,
      out: 'valid',
    });
    certificate.result.assignment = [0, null, 1];
    expect((await run(verifyFile, file('certificate.json', certificate))).code).toBe(1);
    expect((await run(verifyFile, file('no-certificate.json', {}))).code).toBe(2);
  });

  it.each([
    [
      'a duplicate pair',
      { ...problem, pairs: { mentee: [0, 0], mentor: [1, 1], points: [1, 2] } },
      'pairs[1]',
    ],
    [
      'an index out of range',
      { ...problem, pairs: { mentee: [3], mentor: [0], points: [1] } },
      'pairs.mentee[0] is 3',
    ],
    ['NaN', '{"mentees": NaN}', 'not JSON'],
    ['a number that is not whole', { ...problem, capacity: [1.5, 1] }, 'capacity[0] is 1.5'],
    ['no JSON at all', '{"mentees": 1\n,\n}', 'not JSON'],
  ])('refuses %s with one line and exit 2', async (_, content, words) => {
    const { code, out, error } = await run(engine, 'solve', file('bad.json', content));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toHaveLength(1);
    expect(error[0]).toContain(words);
    expect(error[0]).not.toContain('\n');
  });

  it('refuses a file over 500 MB before reading it', async () => {
    const path = file('large.json', '{}');
    truncateSync(path, 501 * 2 ** 20);
    const { code, error } = await run(engine, 'solve', path);
    expect({ code, error }).toEqual({ code: 2, error: [expect.stringContaining('at most 500 MB')] });
  });

  it('refuses a missing file and a command that it does not know', async () => {
    expect((await run(engine, 'solve', join(folder, 'nothing.json'))).code).toBe(2);
    expect((await run(engine, 'dissolve', 'x')).error[0]).toContain('usage');
  });
});
