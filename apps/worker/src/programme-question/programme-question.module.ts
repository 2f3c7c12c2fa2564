import { Module } from '@nestjs/common';
import { ProgrammeQuestionProcessor } from './programme-question.processor.js';
import { SuitableThreads } from './suitable-threads.js';

@Module({ providers: [SuitableThreads, ProgrammeQuestionProcessor] })
export class ProgrammeQuestionModule {}
