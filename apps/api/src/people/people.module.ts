import { Module } from '@nestjs/common';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { RetentionController } from './retention.controller.js';
import { RetentionService } from './retention.service.js';

@Module({
  controllers: [PeopleController, ConsentsController, RetentionController],
  providers: [PeopleService, ConsentsService, RetentionService],
})
export class PeopleModule {}
