import { ConsoleLogger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';

const LEVELS: Record<string, LogLevel[]> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
};

/**
 * One JSON object a line, on stderr: stdout belongs to the line that says where the API listens.
 * What is logged is ids and codes, never a name or an answer.
 */
export class StderrLogger extends ConsoleLogger {
  constructor(level: 'error' | 'warn' | 'info' | 'debug') {
    super({ json: true, logLevels: LEVELS[level] ?? LEVELS['info'] });
  }

  protected override printAsJson(
    message: unknown,
    options: Parameters<ConsoleLogger['printAsJson']>[1],
  ): void {
    super.printAsJson(message, { ...options, writeStreamType: 'stderr' });
  }
}
