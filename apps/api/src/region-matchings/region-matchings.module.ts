import { Module } from '@nestjs/common';
import { RegionMatchingsController } from './region-matchings.controller.js';
import { RegionMatchingsService } from './region-matchings.service.js';

@Module({
  controllers: [RegionMatchingsController],
  providers: [RegionMatchingsService],
  exports: [RegionMatchingsService],
})
export class RegionMatchingsModule {}
