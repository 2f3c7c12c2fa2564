import type { DeliveryPage, DeliveryView, WebhookPage, WebhookSecretView, WebhookView } from '@app/contracts';
import { Webhook } from 'standardwebhooks';
import {
  importBanks,
  newOrganisation,
  newProgramme,
  student,
  withReceiver,
  withService,
} from '../support/index.js';
import type { Client, MessageBody, Received } from '../support/index.js';

const EVENTS = ['import.finished', 'matching.done', 'pair.changed', 'report.ready'];

const bodyOf = (message: Received): MessageBody => JSON.parse(message.body) as MessageBody;

describe('webhooks', () => {
  const service = withService({ WEBHOOK_NETWORKS: '127.0.0.0/8' });
  const receiver = withReceiver();

  async function subscribe(client: Client, path: string, events = EVENTS): Promise<WebhookSecretView> {
    const created = await client.post<WebhookSecretView>(path, { url: receiver.url, events });
    expect(created.status).toBe(201);
    return created.body;
  }

  it('tell of imports, matchings, pairs and reports, signed and without personal data', async () => {
    const { id, school, curator } = await newOrganisation(service, 'school-hook');
    const { secret } = await subscribe(curator, `/v1/organisations/${id}/webhooks`);
    await importBanks(school, id, {
      mentors: [student('canary-mentor', { grade: 10, displayName: 'Канарейкина Анна', competences: MATHS })],
      mentees: [
        student('canary-mentee', {
          grade: 7,
          displayName: 'Канарейкин Пётр',
          requests: REQUEST,
          categories: ['failing'],
        }),
      ],
    });
    const programme = await newProgramme(curator, id);
    const matching = await curator.run<{ id: string }>(`/v1/programmes/${programme}/matchings`, {});
    await curator.post(`/v1/matchings/${matching.id}/decisions`, { all: 'accept' });
    const report = await curator.run<{ id: string }>(`/v1/programmes/${programme}/monitoring-reports`, {
      cutOff: '2027-05-31',
    });

    const told = await receiver.message(({ data }) => data['id'] === matching.id);
    expect(bodyOf(told)).toEqual({
      type: 'matching.done',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      data: { id: matching.id, kind: 'matching-run', status: 'done', organisation: id, region: 'tomsk' },
    });
    expect(new Webhook(secret).verify(told.body, told.headers)).toEqual(bodyOf(told));
    const pair = bodyOf(await receiver.message(({ type }) => type === 'pair.changed'));
    expect(pair.data).toMatchObject({ event: 'accepted', programme, organisation: id });
    await receiver.message(({ type, data }) => type === 'report.ready' && data['id'] === report.id);
    const imports = () => receiver.messages.filter((message) => bodyOf(message).type === 'import.finished');
    await receiver.message(() => imports().length === 2);
    const all = JSON.stringify(receiver.messages);
    for (const personal of ['Канарейкин', 'canary', 'failing']) expect(all).not.toContain(personal);
  });

  it('are sent again after a refusal, and can be looked up and sent anew', async () => {
    const { id, curator } = await newOrganisation(service, 'school-retry');
    const { id: hook } = await subscribe(curator, `/v1/organisations/${id}/webhooks`);
    receiver.answer(500);
    const sent = await curator.post<DeliveryView>(`/v1/webhooks/${hook}/test`);
    const isIt = ({ headers }: Received) => headers['webhook-id'] === sent.body.id;
    await receiver.message(() => receiver.messages.some(isIt));
    receiver.answer(204);
    await receiver.message(() => receiver.messages.filter(isIt).length === 2);
    const delivered = async () => {
      const page = await curator.get<DeliveryPage>(`/v1/webhooks/${hook}/deliveries`);
      return page.body.items.find((item) => item.id === sent.body.id);
    };
    let last = await delivered();
    for (let i = 0; i < 50 && last?.status !== 'delivered'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      last = await delivered();
    }
    expect(last).toMatchObject({ type: 'webhook.test', status: 'delivered', attempts: 2, lastStatus: 204 });
    expect((await curator.post(`/v1/webhook-deliveries/${sent.body.id}/retry`)).status).toBe(200);
    await receiver.message(() => receiver.messages.filter(isIt).length === 3);
  });

  it('change their secret without a message being lost: for a while both sign', async () => {
    const { id, curator } = await newOrganisation(service, 'school-rotate');
    const before = await subscribe(curator, `/v1/organisations/${id}/webhooks`);
    const after = await curator.post<WebhookSecretView>(`/v1/webhooks/${before.id}/secret`, {
      overlapHours: 1,
    });
    expect(after.body.previousSecretUntil).not.toBeNull();
    const { body } = await curator.post<DeliveryView>(`/v1/webhooks/${before.id}/test`);
    await receiver.message(() => receiver.messages.some(({ headers }) => headers['webhook-id'] === body.id));
    const message = receiver.messages.find(({ headers }) => headers['webhook-id'] === body.id) as Received;
    for (const secret of [before.secret, after.body.secret])
      expect(new Webhook(secret).verify(message.body, message.headers)).toEqual(bodyOf(message));
    const shown = await curator.get<WebhookView>(`/v1/webhooks/${before.id}`);
    expect(JSON.stringify(shown.body)).not.toContain('whsec_');
  });

  it('are switched off when the receiver says that it is gone', async () => {
    const { id, curator } = await newOrganisation(service, 'school-gone');
    const hook = await subscribe(curator, `/v1/organisations/${id}/webhooks`);
    receiver.answer(410);
    await curator.post(`/v1/webhooks/${hook.id}/test`);
    const read = () => curator.get<WebhookView>(`/v1/webhooks/${hook.id}`);
    for (let i = 0; i < 100 && (await read()).body.enabled; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    receiver.answer(204);
    expect((await read()).body).toMatchObject({ enabled: false, disabledReason: 'gone' });
    expect((await curator.post(`/v1/webhooks/${hook.id}/test`)).status).toBe(409);
    const woken = await curator.patch<WebhookView>(`/v1/webhooks/${hook.id}`, { enabled: true });
    expect(woken.body).toMatchObject({ enabled: true, disabledReason: null });
  });

  it('belong to their owner: nobody else finds them', async () => {
    const own = await newOrganisation(service, 'school-own');
    const other = await newOrganisation(service, 'school-other');
    const hook = await subscribe(own.curator, `/v1/organisations/${own.id}/webhooks`);
    const ofRegion = await subscribe(service.region, '/v1/regions/tomsk/webhooks', ['report.ready']);
    for (const stranger of [other.curator, service.region]) {
      expect((await stranger.get(`/v1/webhooks/${hook.id}`)).status).toBe(404);
      expect((await stranger.delete(`/v1/webhooks/${hook.id}`)).status).toBe(404);
    }
    expect((await other.curator.get(`/v1/organisations/${own.id}/webhooks`)).status).toBe(404);
    expect((await own.curator.get(`/v1/webhooks/${ofRegion.id}`)).status).toBe(404);
    expect((await own.psychologist.get(`/v1/webhooks/${hook.id}`)).status).toBe(403);
    const listed = await service.region.get<WebhookPage>('/v1/regions/tomsk/webhooks');
    expect(listed.body.items.map((item) => item.id)).toEqual([ofRegion.id]);
    expect((await own.curator.delete(`/v1/webhooks/${hook.id}`)).status).toBe(204);
  });

  it.each(['ftp://example.org/', 'javascript:alert(1)', 'https://user:secret@example.org/', 'example.org'])(
    'refuse the address %s',
    async (url) => {
      const answer = await service.region.post('/v1/regions/tomsk/webhooks', {
        url,
        events: ['report.ready'],
      });
      expect(answer.status).toBe(400);
    },
  );
});

const MATHS = [{ topic: 'subject.mathematics', level: 5 }];
const REQUEST = [{ topic: 'subject.mathematics', importance: 5 }];
