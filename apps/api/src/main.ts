import 'reflect-metadata';
import { loadServerConfig } from '@app/config';
import { useQueueBackend } from '@app/persistence';
import { createApi } from './create-api.js';

// First of all: queues must not be built before their backend is chosen.
const config = loadServerConfig();
useQueueBackend(config.queues);

const api = await createApi(config);
await api.listen(config.port, config.host);
process.stdout.write(`listening ${await api.getUrl()}\n`);
// Started by a parent, the API does not outlive it.
process.on('disconnect', () => void api.close().finally(() => process.exit(0)));
