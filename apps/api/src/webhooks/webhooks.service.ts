import { Injectable } from '@nestjs/common';
import { WEBHOOK_TEST } from '@app/contracts';
import type {
  CreateWebhookDto,
  DeliveryPage,
  DeliveryView,
  PageQuery,
  Principal,
  UpdateWebhookDto,
  WebhookPage,
  WebhookSecretView,
  WebhookView,
} from '@app/contracts';
import { Database, newId, Webhook, WebhookDelivery } from '@app/persistence';
import type { Scope } from '@app/persistence';
import { randomBytes } from 'node:crypto';
import { IsNull, MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { idCursorOf, pageOf } from '../http/paging.js';
import { notFound, Problem } from '../http/problem.js';
import { scopeOfCaller } from '../http/tenant.js';

/** More than anybody needs, and few enough that a change stays cheap. */
const MAX_WEBHOOKS = 20;
const SECRET_BYTES = 32;

/** Whose webhooks a path speaks of: an organisation's, or the region's own. */
export interface Owner {
  region: string;
  organisation: string | null;
}

const scopeOf = ({ region, organisation }: Owner): Scope =>
  organisation === null ? { region } : { organisation };

/** Where owners want to be told of what happened, and what became of the messages. */
@Injectable()
export class WebhooksService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `conflict` when the owner has as many as are allowed */
  async create(caller: Principal, owner: Owner, body: CreateWebhookDto): Promise<WebhookSecretView> {
    const secret = newSecret();
    return this.database.within(scopeOf(owner), async (tx) => {
      if ((await tx.countBy(Webhook, ownedBy(owner))) >= MAX_WEBHOOKS)
        throw new Problem('conflict', { params: { reason: `не больше ${MAX_WEBHOOKS} подписок` } });
      const webhook = await tx.save(
        tx.create(Webhook, {
          id: newId(),
          regionId: owner.region,
          organisationId: owner.organisation,
          url: body.url,
          events: body.events,
          secret,
          previousSecret: null,
          previousUntil: null,
          disabledReason: null,
          madeBy: caller.keyId,
        }),
      );
      return { ...viewOf(webhook), secret };
    });
  }

  async list(owner: Owner, query: PageQuery): Promise<WebhookPage> {
    const after = idCursorOf(query);
    const rows = await this.database.within(scopeOf(owner), (tx) =>
      tx.find(Webhook, {
        where: { ...ownedBy(owner), ...(after !== null && { id: MoreThan(after) }) },
        order: { id: 'ASC' },
        take: query.limit + 1,
      }),
    );
    return pageOf(rows, query, (row) => row.id, viewOf);
  }

  read(caller: Principal, id: string): Promise<WebhookView> {
    return this.within(caller, id, (_, webhook) => Promise.resolve(viewOf(webhook)));
  }

  update(caller: Principal, id: string, body: UpdateWebhookDto): Promise<WebhookView> {
    return this.within(caller, id, async (tx, webhook) => {
      if (body.url !== undefined) webhook.url = body.url;
      if (body.events !== undefined) webhook.events = body.events;
      if (body.enabled !== undefined) webhook.disabledReason = body.enabled ? null : 'owner';
      return viewOf(await tx.save(webhook));
    });
  }

  async remove(caller: Principal, id: string): Promise<void> {
    await this.within(caller, id, (tx, webhook) => tx.remove(webhook));
  }

  /** A new secret, shown once; the old one signs beside it for so long that the receiver can be changed over. */
  rotate(caller: Principal, id: string, overlapHours: number): Promise<WebhookSecretView> {
    const secret = newSecret();
    return this.within(caller, id, async (tx, webhook) => {
      webhook.previousSecret = overlapHours > 0 ? webhook.secret : null;
      webhook.previousUntil = overlapHours > 0 ? new Date(Date.now() + overlapHours * 3_600_000) : null;
      webhook.secret = secret;
      return { ...viewOf(await tx.save(webhook)), secret };
    });
  }

  /** Sends a message that tells of nothing. */
  test(caller: Principal, id: string): Promise<DeliveryView> {
    return this.within(caller, id, async (tx, webhook) => {
      if (webhook.disabledReason !== null)
        throw new Problem('conflict', { params: { reason: 'подписка выключена' } });
      const message = tx.create(WebhookDelivery, {
        id: newId(),
        regionId: webhook.regionId,
        organisationId: webhook.organisationId,
        webhookId: webhook.id,
        type: WEBHOOK_TEST,
        payload: { type: WEBHOOK_TEST, data: {}, timestamp: new Date().toISOString() },
        status: 'waiting',
        attempts: 0,
        nextAttemptAt: new Date(),
        lastStatus: null,
        lastError: null,
      });
      return deliveryView(await tx.save(message));
    });
  }

  deliveries(caller: Principal, id: string, query: PageQuery): Promise<DeliveryPage> {
    const after = idCursorOf(query);
    return this.within(caller, id, async (tx) => {
      const rows = await tx.find(WebhookDelivery, {
        where: { webhookId: id, ...(after !== null && { id: MoreThan(after) }) },
        order: { id: 'ASC' },
        take: query.limit + 1,
      });
      return pageOf(rows, query, (row) => row.id, deliveryView);
    });
  }

  /** Begins the tries of a message anew, whatever became of it before. */
  async retry(caller: Principal, id: string): Promise<DeliveryView> {
    return this.database.within(scopeOfCaller(caller), async (tx) => {
      const delivery = await tx.findOneBy(WebhookDelivery, { id });
      if (!delivery) throw notFound('delivery');
      delivery.status = 'waiting';
      delivery.attempts = 0;
      delivery.nextAttemptAt = new Date();
      return deliveryView(await tx.save(delivery));
    });
  }

  private within<T>(
    caller: Principal,
    id: string,
    work: (tx: EntityManager, webhook: Webhook) => Promise<T>,
  ): Promise<T> {
    return this.database.within(scopeOfCaller(caller), async (tx) => {
      const webhook = await tx.findOneBy(Webhook, { id });
      if (!webhook) throw notFound('webhook');
      return work(tx, webhook);
    });
  }
}

const ownedBy = ({ region, organisation }: Owner) => ({
  regionId: region,
  organisationId: organisation ?? IsNull(),
});

/** As Standard Webhooks writes them. */
const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

function viewOf(webhook: Webhook): WebhookView {
  const until = webhook.previousUntil;
  return {
    id: webhook.id,
    url: webhook.url,
    events: webhook.events,
    enabled: webhook.disabledReason === null,
    disabledReason: webhook.disabledReason,
    previousSecretUntil: until !== null && until > new Date() ? until.toISOString() : null,
    createdAt: webhook.createdAt.toISOString(),
  };
}

function deliveryView(delivery: WebhookDelivery): DeliveryView {
  return {
    id: delivery.id,
    type: delivery.type,
    payload: delivery.payload,
    status: delivery.status,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.status === 'waiting' ? delivery.nextAttemptAt.toISOString() : null,
    lastStatus: delivery.lastStatus,
    lastError: delivery.lastError,
    createdAt: delivery.createdAt.toISOString(),
  };
}
