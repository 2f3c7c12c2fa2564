import { Module } from '@nestjs/common';
import { PartThreads } from './part-threads.js';
import { RegionMatchingPartProcessor } from './region-matching-part.processor.js';
import { RegionMatchingProcessor } from './region-matching.processor.js';

@Module({ providers: [PartThreads, RegionMatchingPartProcessor, RegionMatchingProcessor] })
export class RegionMatchingModule {}
