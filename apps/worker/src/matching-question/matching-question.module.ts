import { Module } from '@nestjs/common';
import { QuestionProcessor } from './question.processor.js';
import { QuestionThreads } from './question-threads.js';

@Module({ providers: [QuestionThreads, QuestionProcessor] })
export class MatchingQuestionModule {}
