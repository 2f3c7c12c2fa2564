import { loadCatalogue } from '@app/catalogue';
import { Client } from './client.js';
import type { Story } from './story.js';
import { tellStory } from './story.js';
import { readOptions, OptionsError, USAGE, type DemoOptions } from './options.js';
import { ServiceLog, startOwnInstallation, type Installation } from './own-installation.js';
import { showProgress } from './progress.js';
import { summarise } from './summary.js';
import { Names, regionTables, stageTwoTable, suggestionsTable, unmatchedTable, whatNext } from './tables.js';

/** The programme that is shown in full. */
const SHOWN = { organisation: 'kedrovsk-3', form: 'student-student' };
const SHOWN_LOG_LINES = 20;

const interrupted = new AbortController();
let installation: Installation | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The first request to leave stops everything in order, the second one at once.
    if (interrupted.signal.aborted) installation?.hurry();
    interrupted.abort();
  });
}

process.exitCode = await main(process.argv.slice(2));
// Nothing that is still open may keep a finished demo alive.
process.exit();

async function main(args: readonly string[]): Promise<number> {
  const log = new ServiceLog();
  try {
    const options = readOptions(args);
    if (options.help) return await print(USAGE);
    const started = performance.now();
    const story = await play(options, log);
    if (options.json) return await print(JSON.stringify(summarise(story)));
    const seconds = Math.round((performance.now() - started) / 1000);
    return await print(`${tables(story)}\nВсё вместе заняло ${seconds} с.\n${whatNext()}`);
  } catch (error) {
    say(describe(error, log));
    return error instanceof OptionsError ? 2 : 1;
  }
}

async function play(options: DemoOptions, log: ServiceLog): Promise<Story> {
  const { signal } = interrupted;
  const reached = await reach(options, log);
  installation = reached;
  const progress = showProgress(process.stderr);
  try {
    const region = new Client({ url: reached.url, key: reached.key, signal });
    return await tellStory({ region, catalogue: loadCatalogue(), progress });
  } finally {
    progress.close();
    await reached.stop();
  }
}

async function reach({ target }: DemoOptions, log: ServiceLog): Promise<Installation> {
  if (target !== null) return { ...target, stop: async () => undefined, hurry: () => undefined };
  say('Запускаем систему на пустой временной базе …');
  return startOwnInstallation(log, interrupted.signal);
}

function tables(story: Story): string {
  const names = new Names(loadCatalogue());
  const state = story.organisations.find((one) => one.example.organisation.id === SHOWN.organisation);
  const programme = state?.programmes.find((one) => one.example.plan.body.form === SHOWN.form);
  if (state === undefined || programme === undefined) throw new Error('The programme to show is gone');
  return [
    suggestionsTable(state, programme, names),
    unmatchedTable(programme),
    stageTwoTable(programme, names),
    regionTables(story, names),
  ].join('\n');
}

function describe(error: unknown, log: ServiceLog): string {
  if (interrupted.signal.aborted) return 'Остановлено.';
  const what = error instanceof Error ? error.message : String(error);
  if (error instanceof OptionsError) return what;
  const lines = log.tail(SHOWN_LOG_LINES).map((line) => `  ${line}`);
  return [
    `Не получилось: ${what}`,
    ...(lines.length > 0 ? ['Последнее из журнала системы:', ...lines] : []),
  ].join('\n');
}

function print(text: string): Promise<number> {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve(0)));
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
