import { Module } from '@nestjs/common';
import { FileMarkingProcessor } from './file-marking.processor.js';

@Module({ providers: [FileMarkingProcessor] })
export class FileMarkingModule {}
