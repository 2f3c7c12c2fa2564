import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { withService } from '../support/index.js';

const ROOT = join(import.meta.dirname, '../..');

/** What the pages read, by file, with the view of the contract that it must be found in. */
const READ: Record<string, Record<string, string>> = {
  'bank-types': {
    Entry: 'BankEntryView',
    ImportView: 'ImportView',
    Person: 'PersonView',
    DestructionAct: 'DestructionActView',
    Withdrawal: 'WithdrawalView',
  },
  'pair-types': {
    Pair: 'PairView',
    BulkMove: 'BulkTransitionView',
    Meeting: 'MeetingView',
    Plan: 'PlanView',
    Consultant: 'ConsultantView',
    Petition: 'PetitionView',
  },
  'year-types': { Reminder: 'ReminderView', Stage: 'RoadMapStageView', MeetingRound: 'MeetingRoundView' },
  'paper-types': {
    OrderCheck: 'OrderCheckView',
    Nomination: 'NominationView',
    Statistics: 'StatisticsView',
    Publication: 'PublicationView',
  },
};

/** A module that compiles where each answer of the API has all that the pages read of it. */
function agreement(): string {
  const lines = [`import type { components } from './schema.js';`, `type Views = components['schemas'];`];
  for (const [file, types] of Object.entries(READ)) {
    lines.push(`import type * as ${camel(file)} from '${join(ROOT, 'apps/web/src/api', file)}.js';`);
    for (const [type, view] of Object.entries(types)) {
      lines.push(`export const ${view} = (answer: Views['${view}']): ${camel(file)}.${type} => answer;`);
    }
  }
  return lines.join('\n');
}

const camel = (file: string): string => file.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function problemsOf(file: string): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('What the pages read of the API', () => {
  const service = withService();

  it('is what the contract says it answers', async () => {
    const { body: contract } = await service.region.get<OpenAPI3>('/openapi.json');
    const folder = await mkdtemp(join(ROOT, 'node_modules/.contract-'));
    try {
      await writeFile(join(folder, 'schema.ts'), astToString(await openapiTS(contract)));
      await writeFile(join(folder, 'agreement.ts'), agreement());
      expect(problemsOf(join(folder, 'agreement.ts'))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
