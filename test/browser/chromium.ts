import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A step that takes longer fails by its own name, not by the test's. */
const STEP_MS = 20_000;

/** The Chromium of this machine; undefined when there is none. */
export const CHROMIUM = PLACES.find((place) => place !== '' && existsSync(place));

/**
 * Opens pages in a real browser that can reach this service and nothing else: `foreign` lists what was asked of
 * other hosts.
 */
export function withBrowser(): { newPage(): Promise<Page>; readonly foreign: string[] } {
  let browser: Browser | undefined;
  const foreign: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(CHROMIUM !== undefined && { executablePath: CHROMIUM }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
      ],
    });
  }, 60_000);
  afterAll(() => browser?.close());
  return {
    foreign,
    async newPage() {
      if (!browser) throw new Error('the browser is there from the first beforeAll on');
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'ru-RU' });
      page.setDefaultTimeout(STEP_MS);
      await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
        foreign.push(route.request().url());
        return route.abort();
      });
      page.on('dialog', (dialog) => void dialog.accept('не подходит по расписанию'));
      return page;
    },
  };
}

/** Opens the pages and enters a key. */
export async function signIn(page: Page, url: string, key: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Ключ доступа').fill(key);
  await page.getByRole('button', { name: 'Войти' }).click();
}

/** What stands in the way of people who cannot see or use a mouse, as `rule: element`; empty if nothing. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

/** By how many pixels the page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
