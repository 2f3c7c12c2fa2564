import { Module } from '@nestjs/common';
import { MatchingRunProcessor } from './matching-run.processor.js';
import { QuestionProcessor } from '../matching-question/question.processor.js';
import { SolverThreads } from './solver-threads.js';

/** Matchings and the questions about them share the engine's threads. */
@Module({ providers: [SolverThreads, MatchingRunProcessor, QuestionProcessor] })
export class MatchingRunModule {}
