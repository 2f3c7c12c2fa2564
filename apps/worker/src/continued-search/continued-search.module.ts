import { Module } from '@nestjs/common';
import { ContinuedSearchProcessor } from './continued-search.processor.js';

@Module({ providers: [ContinuedSearchProcessor] })
export class ContinuedSearchModule {}
