import 'reflect-metadata';
import { loadServerConfig } from '@app/config';
import { useQueueBackend } from '@app/persistence';
import { createWorker } from './create-worker.js';

// First of all: queues must not be built before their backend is chosen.
const config = loadServerConfig();
useQueueBackend(config.queues);

const worker = await createWorker(config);
process.stdout.write('ready\n');
// Started by a parent, the worker does not outlive it.
process.on('disconnect', () => void worker.close().finally(() => process.exit(0)));
