import { InjectQueue, Processor } from '@nestjs/bullmq';
import { loadCatalogue, pairSetting } from '@app/catalogue';
import { QUEUES } from '@app/contracts';
import type { RegionMatchingPartJob, RunJob } from '@app/contracts';
import {
  Database,
  insideOrganisation,
  JOB_OPTIONS,
  meetingModes,
  organisationsOf,
  partsOf,
  RegionMatching,
} from '@app/persistence';
import type { RegionMatchingPart } from '@app/persistence';
import { Queue, WaitingChildrenError } from 'bullmq';
import type { EntityManager } from 'typeorm';
import { RunFailure } from '../run/execute-run.js';
import type { Delivery, RunContext, StoreResult } from '../run/execute-run.js';
import { RunProcessor } from '../run/run.processor.js';
import { WORKER_OPTIONS } from '../run/worker-options.js';
import { assemble } from './assemble.js';
import type { FinishedPart } from './assemble.js';
import { componentsOf } from './components.js';
import type { MeetingPlace } from './components.js';

/** Percent at which the parts are done, and the whole is put together. */
const SOLVED = 90;

/**
 * A matching over a region or municipality as a flow: its run's job is the parent, which plans the independent
 * components, waits for their jobs, and puts together what they came to. Each delivery looks at what is there and does
 * what is next, so that a flow of which anything was lost goes on from where it was (docs/decisions/0006).
 */
@Processor(QUEUES.regionMatching, WORKER_OPTIONS)
export class RegionMatchingProcessor extends RunProcessor {
  constructor(
    protected readonly database: Database,
    @InjectQueue(QUEUES.regionMatchingPart) private readonly children: Queue,
  ) {
    super();
  }

  protected async work(job: RunJob, context: RunContext, delivery: Delivery): Promise<StoreResult> {
    let parts = await this.parts(job);
    if (parts.some(isOpen)) {
      await this.send(job, parts.filter(isOpen), delivery);
      if (await delivery.job.moveToWaitingChildren(delivery.token ?? '')) throw new WaitingChildrenError();
      // They all ended while they were being sent.
      parts = await this.parts(job);
    }
    const finished = parts.map(finishedPart);
    const organisations = finished.reduce((sum, part) => sum + part.organisations.length, 0);
    return (tx) => {
      let done = 0;
      return assemble(tx, job.run, finished, () => {
        context.signal.throwIfAborted();
        context.progress(SOLVED + ((100 - SOLVED) * done++) / organisations);
      });
    };
  }

  private parts(job: RunJob): Promise<RegionMatchingPart[]> {
    return this.database.within({ region: job.region }, (tx) => partsOf(tx, job, () => this.plan(tx, job)));
  }

  /** Sends open parts as children of the run's job, for which it then waits. */
  private async send(job: RunJob, open: RegionMatchingPart[], delivery: Delivery): Promise<void> {
    const { id, queueQualifiedName: queue } = delivery.job;
    if (id === undefined) throw new Error('a job that was taken has an id');
    await this.children.addBulk(
      open.map(({ part }) => ({
        name: QUEUES.regionMatchingPart,
        data: { ...job, part } satisfies RegionMatchingPartJob,
        opts: {
          ...JOB_OPTIONS,
          // A part that is sent again must not be taken for the job that was lost.
          jobId: `${job.run}-part-${part}-${delivery.attempt}`,
          parent: { id, queue },
          // Whether a part has a result its row says, not the queue.
          ignoreDependencyOnFailure: true,
        },
      })),
    );
  }

  private async plan(tx: EntityManager, job: RunJob): Promise<string[][]> {
    const matching = await tx.findOneByOrFail(RegionMatching, { id: job.run });
    const { mentorKinds, menteeKinds } = pairSetting(loadCatalogue(), matching.form, matching.variants);
    const places: MeetingPlace[] = [];
    for (const { id, municipality } of await organisationsOf(tx, matching)) {
      places.push(
        await insideOrganisation(tx, id, async () => ({
          organisation: id,
          municipality,
          mentorModes: await meetingModes(tx, id, 'mentors', mentorKinds),
          menteeModes: await meetingModes(tx, id, 'mentees', menteeKinds),
        })),
      );
    }
    return componentsOf(places, matching.policy);
  }
}

const isOpen = (part: RegionMatchingPart): boolean => part.status === 'open';

/** @throws RunFailure where a part has failed: the whole has then */
function finishedPart(part: RegionMatchingPart): FinishedPart {
  if (part.status === 'failed') throw new RunFailure(part.outcome.code, part.outcome.detail);
  if (part.status === 'open') throw new Error(`part ${part.part} has not ended`);
  return part;
}
