import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CreateWebhookDto,
  DeliveryPage,
  DeliveryView,
  PageQuery,
  RotateSecretDto,
  UpdateWebhookDto,
  WebhookPage,
  WebhookSecretView,
  WebhookView,
} from '@app/contracts';
import type { Principal } from '@app/contracts';
import type { Response } from 'express';
import { Caller, Roles } from '../http/auth.guard.js';
import { IdPipe } from '../http/id.pipe.js';
import { ownOrganisation, ownRegion, tenantOf } from '../http/tenant.js';
import { WebhooksService } from './webhooks.service.js';
import type { Owner } from './webhooks.service.js';

const OVERLAP_HOURS = 24;

/** Messages to an organisation's or a region's own system (Standard Webhooks 1.0). */
@ApiTags('webhooks')
@Controller('v1')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post('organisations/:organisation/webhooks')
  @Roles('school', 'curator')
  @ApiCreatedResponse({ type: WebhookSecretView })
  createOfOrganisation(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Body() body: CreateWebhookDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookSecretView> {
    return this.create(caller, organisationOwner(caller, organisation), body, response);
  }

  @Get('organisations/:organisation/webhooks')
  @Roles('school', 'curator')
  @ApiOkResponse({ type: WebhookPage })
  listOfOrganisation(
    @Caller() caller: Principal,
    @Param('organisation') organisation: string,
    @Query() query: PageQuery,
  ): Promise<WebhookPage> {
    return this.webhooks.list(organisationOwner(caller, organisation), query);
  }

  @Post('regions/:region/webhooks')
  @Roles('region')
  @ApiCreatedResponse({ type: WebhookSecretView })
  createOfRegion(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Body() body: CreateWebhookDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookSecretView> {
    return this.create(caller, regionOwner(caller, region), body, response);
  }

  @Get('regions/:region/webhooks')
  @Roles('region')
  @ApiOkResponse({ type: WebhookPage })
  listOfRegion(
    @Caller() caller: Principal,
    @Param('region') region: string,
    @Query() query: PageQuery,
  ): Promise<WebhookPage> {
    return this.webhooks.list(regionOwner(caller, region), query);
  }

  @Get('webhooks/:id')
  @Roles('school', 'curator', 'region')
  @ApiOkResponse({ type: WebhookView })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<WebhookView> {
    return this.webhooks.read(caller, id);
  }

  @Patch('webhooks/:id')
  @Roles('school', 'curator', 'region')
  @ApiOkResponse({ type: WebhookView })
  update(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: UpdateWebhookDto,
  ): Promise<WebhookView> {
    return this.webhooks.update(caller, id, body);
  }

  @Delete('webhooks/:id')
  @HttpCode(204)
  @Roles('school', 'curator', 'region')
  @ApiNoContentResponse()
  remove(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.webhooks.remove(caller, id);
  }

  @Post('webhooks/:id/secret')
  @HttpCode(200)
  @Roles('school', 'curator', 'region')
  @ApiOkResponse({ type: WebhookSecretView })
  rotate(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: RotateSecretDto,
  ): Promise<WebhookSecretView> {
    return this.webhooks.rotate(caller, id, body.overlapHours ?? OVERLAP_HOURS);
  }

  @Post('webhooks/:id/test')
  @HttpCode(200)
  @Roles('school', 'curator', 'region')
  @ApiOkResponse({ type: DeliveryView })
  test(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<DeliveryView> {
    return this.webhooks.test(caller, id);
  }

  @Get('webhooks/:id/deliveries')
  @Roles('school', 'curator', 'region')
  @ApiOkResponse({ type: DeliveryPage })
  deliveries(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<DeliveryPage> {
    return this.webhooks.deliveries(caller, id, query);
  }

  @Post('webhook-deliveries/:id/retry')
  @HttpCode(200)
  @Roles('school', 'curator', 'region')
  @ApiOkResponse({ type: DeliveryView })
  retry(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<DeliveryView> {
    return this.webhooks.retry(caller, id);
  }

  private async create(
    caller: Principal,
    owner: Owner,
    body: CreateWebhookDto,
    response: Response,
  ): Promise<WebhookSecretView> {
    const created = await this.webhooks.create(caller, owner, body);
    response.location(`/v1/webhooks/${created.id}`);
    return created;
  }
}

function organisationOwner(caller: Principal, organisation: string): Owner {
  ownOrganisation(caller, organisation);
  return tenantOf(caller);
}

const regionOwner = (caller: Principal, region: string): Owner => ({
  region: ownRegion(caller, region),
  organisation: null,
});
