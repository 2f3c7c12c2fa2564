import { Module } from '@nestjs/common';
import { MatchingRunProcessor } from './matching-run.processor.js';
import { SolverThreads } from './solver-threads.js';

@Module({ providers: [SolverThreads, MatchingRunProcessor] })
export class MatchingRunModule {}
