import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** One JSON object on standard output, everything else on standard error. */
  json: boolean;
  /** A running installation and its region's key; null: the demo starts one of its own. */
  target: { url: string; key: string } | null;
  help: boolean;
}

/** Wrong arguments; the message says what is right. */
export class OptionsError extends Error {
  constructor(message: string) {
    super(`${message}\n\n${USAGE}`);
    this.name = 'OptionsError';
  }
}

export const USAGE = `npm run demo [-- --json] [--url АДРЕС --key КЛЮЧ_РЕГИОНА]

  --json        итог одним объектом JSON в стандартный вывод
  --url, --key  показать на работающей системе, в которой ещё нет этих организаций
  --help        эта справка`;

/** @throws {OptionsError} on an unknown option, a URL that is none, or one of `--url` and `--key` alone. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { json, url, key, help } = parse(args);
  if ((url === undefined) !== (key === undefined)) throw new OptionsError('--url и --key нужны вместе');
  if (url === undefined || key === undefined) return { json, target: null, help };
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new OptionsError(`--url: это не адрес: ${url}`);
  return { json, target: { url, key }, help };
}

function parse(args: readonly string[]): { json: boolean; url?: string; key?: string; help: boolean } {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        url: { type: 'string' },
        key: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new OptionsError(`Непонятные параметры: ${error instanceof Error ? error.message : String(error)}`);
  }
}
