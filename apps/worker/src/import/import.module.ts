import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { handlersByKind, unhandledKinds } from './handlers/index.js';
import { ImportProcessor } from './import.processor.js';

@Module({ providers: [ImportProcessor] })
export class ImportModule implements OnModuleInit {
  onModuleInit(): void {
    const missing = unhandledKinds(handlersByKind());
    if (missing.length > 0) throw new Error(`no handler for imports of ${missing.join(', ')}`);
  }
}
