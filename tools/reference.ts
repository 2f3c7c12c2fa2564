/**
 * `npm run reference`: has R compute the reference numbers of `test/reference` again and compares them with those that
 * are stored. Scripts of base R run in `webr`, R as WebAssembly; those that load packages need `Rscript` with them.
 * Exit 0: all agree; 1: some do not; scripts that could not run are named.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebR } from 'webr';
import { compareReferences, type References } from './reference/compare.js';

const FOLDER = join(process.cwd(), 'test/reference/monitoring');
/** Sourced by every script. */
const COMMON = 'record.R';
const HOME = '/home/web_user';
const run = promisify(execFile);

type Outcome = { numbers: References } | { leftOut: string };

async function main(): Promise<number> {
  const scripts = (await readdir(FOLDER)).filter((name) => name.endsWith('.R') && name !== COMMON).sort();
  let wrong = 0;
  for (const script of scripts) {
    const outcome = await compute(script);
    if ('leftOut' in outcome) {
      console.log(`${script}: left out, ${outcome.leftOut}`);
      continue;
    }
    const stored = JSON.parse(await readFile(join(FOLDER, jsonOf(script)), 'utf8')) as References;
    const { count, furthest, faults } = compareReferences(stored, outcome.numbers);
    console.log(`${script}: ${count} numbers, furthest apart by ${furthest.toExponential(1)}`);
    for (const fault of faults) console.log(`  ${fault}`);
    wrong += faults.length;
  }
  return wrong === 0 ? 0 : 1;
}

const jsonOf = (script: string): string => script.replace(/\.R$/, '.json');

async function compute(script: string): Promise<Outcome> {
  const text = await readFile(join(FOLDER, script), 'utf8');
  return /\blibrary\(/.test(text) ? inR(script) : { numbers: await inWebR(script) };
}

/** In a copy of the folder, so that nothing stored is touched. */
async function inR(script: string): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-reference-'));
  try {
    await cp(FOLDER, folder, { recursive: true });
    await run('Rscript', [script], { cwd: folder });
    return { numbers: JSON.parse(await readFile(join(folder, jsonOf(script)), 'utf8')) as References };
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') return { leftOut: 'it needs Rscript (apt-get install r-base-core)' };
    const missing = /there is no package called .([\w.]+)/.exec(stderr ?? '')?.[1];
    if (missing !== undefined) return { leftOut: `it needs the R package ${missing}` };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inWebR(script: string): Promise<References> {
  const webR = new WebR();
  await webR.init();
  try {
    for (const name of [COMMON, script])
      await webR.FS.writeFile(`${HOME}/${name}`, await readFile(join(FOLDER, name)));
    await webR.evalRVoid(`setwd("${HOME}"); source("${script}")`);
    const bytes = await webR.FS.readFile(`${HOME}/${jsonOf(script)}`);
    return JSON.parse(new TextDecoder().decode(bytes)) as References;
  } finally {
    webR.close();
  }
}

process.exitCode = await main();
