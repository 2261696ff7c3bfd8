import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileReport } from './hostile.ts';
import { pageOf, reportOn } from './sample-project.ts';

const executablePath = '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))(`the page in a browser (needs ${executablePath})`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-page-'));
    writeFileSync(join(folder, 'defects.html'), pageOf(reportOn('fixtures/projects/defects')));
    writeFileSync(join(folder, 'hostile.html'), pageOf(hostileReport()));
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath, args });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a page, lets the test work on it, and answers what the browser complained about and asked for meanwhile. */
  async function visit(
    name: string,
    work: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<{ readonly complaints: readonly string[]; readonly requests: readonly string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(folder, name)).href);
    await work(page);
    await context.close();
    return { complaints, requests };
  }

  const shownFindings = (page: Page): Promise<number> => page.locator('.finding:visible').count();

  test('opens without a complaint, and asks for nothing but itself', async () => {
    const { complaints, requests } = await visit('defects.html', async (page) => {
      expect(await page.title()).toBe('Multi-architecture images of this repository');
      expect(await shownFindings(page)).toBe(7);
    });
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test('filters by severity and by rule, and says how much it shows', async () => {
    await visit('defects.html', async (page) => {
      await page.getByLabel('error 6').uncheck();
      expect(await shownFindings(page)).toBe(1);
      expect(await page.locator('#shown').textContent()).toBe('Showing 1 of 7');
      await page.getByRole('button', { name: 'Show all' }).click();
      expect(await shownFindings(page)).toBe(7);
      await page.getByLabel('Rule', { exact: true }).selectOption('arch-build-missing');
      expect(await shownFindings(page)).toBe(1);
      await page.getByLabel('warning 1').uncheck();
      await page.getByLabel('error 6').uncheck();
      expect(await page.getByText('No finding here passes the filter.').isVisible()).toBe(true);
    });
  });

  test('leads from a box of the picture to its findings by a click', async () => {
    await visit('defects.html', async (page) => {
      await page.getByLabel('error 6').uncheck();
      await page.locator('a.box', { hasText: 'no job builds it' }).click();
      const focused = page.locator('.finding:focus');
      expect(await focused.getAttribute('data-rule')).toBe('arch-build-missing');
      await page.locator('a.box[data-job="build-arm64"]').click();
      expect(await shownFindings(page)).toBe(3);
      expect(await page.locator('#shown').textContent()).toBe('Showing 3 of 7, about build-arm64');
      await expect.poll(() => page.evaluate(focusIsInView)).toBe(true);
    });
  });

  test('leads from a broken line to its finding by a click', async () => {
    await visit('defects.html', async (page) => {
      const { x, y } = await page.evaluate<{ readonly x: number; readonly y: number }>(middleOfLine);
      await page.mouse.click(x, y);
      expect(await page.locator('.finding:focus').getAttribute('data-rule')).toBe('arch-build-unmerged');
    });
  });

  test('leads from the picture to a finding by the keyboard', async () => {
    await visit('defects.html', async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Skip to the findings');
      const ways = await page.locator('.picture a').count();
      for (let press = 0; press < 3; press++) await page.keyboard.press('Tab');
      expect(await page.locator(':focus').getAttribute('class')).toContain('wire');
      for (let press = 0; press < ways - 1; press++) await page.keyboard.press('Tab');
      const box = page.locator(':focus');
      expect(await box.getAttribute('aria-label')).toContain('unit-tests');
      await page.keyboard.press('Enter');
      expect(await page.locator('.finding:focus').getAttribute('data-rule')).toBe('gitlab-cache-expansion');
    });
  });

  test('shows where the keyboard is', async () => {
    await visit('defects.html', async (page) => {
      for (const name of ['Dark theme', 'Show all']) {
        if (name === 'Show all') await page.getByLabel('error 6').uncheck();
        const button = page.getByRole('button', { name });
        await page.keyboard.press('Tab');
        await button.focus();
        expect(await page.evaluate(outline)).toBe('3px');
      }
    });
  });

  test.each(['light', 'dark'] as const)(
    'starts as the system wishes (%s), and changes by its switch',
    async (colorScheme) => {
      const { complaints } = await visit(
        'defects.html',
        async (page) => {
          const before = await page.evaluate<number>(pageShade);
          expect(before > 128).toBe(colorScheme === 'light');
          await page.locator('#theme').click();
          expect((await page.evaluate<number>(pageShade)) > 128).toBe(colorScheme === 'dark');
        },
        { colorScheme },
      );
      expect(complaints).toEqual([]);
    },
  );

  test.each(['defects.html', 'hostile.html'])('%s fits a phone without scrolling sideways', async (name) => {
    await visit(
      name,
      async (page) => {
        expect(await page.evaluate(overflow)).toBe(0);
        expect(await page.evaluate(pictureScrolls)).toBe(true);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  test('says everything without a script', async () => {
    await visit(
      'defects.html',
      async (page) => {
        expect(await shownFindings(page)).toBe(7);
        expect(await page.locator('#filter:visible, #theme:visible').count()).toBe(0);
        await page.locator('a.box', { hasText: 'no job builds it' }).click();
        expect(await page.locator('.finding:target').getAttribute('data-rule')).toBe('arch-build-missing');
      },
      { javaScriptEnabled: false },
    );
  });

  test('on a hostile repository runs nothing of it, and its findings are reached all the same', async () => {
    const { complaints, requests } = await visit('hostile.html', async (page) => {
      expect(await page.locator('img, iframe').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(1);
      const boxes = page.locator('a.box');
      expect(await boxes.count()).toBeGreaterThan(1);
      await boxes.last().click();
      expect(await page.locator('.finding:focus').count()).toBe(1);
    });
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});

// What runs in the browser, as text: its types are not those of Node.js.
const focusIsInView = `(() => {
  const { top } = document.activeElement.getBoundingClientRect();
  return top >= 0 && top < innerHeight;
})()`;
const middleOfLine = `(() => {
  const path = document.querySelector('a.wire[aria-label^="build-riscv64 to publish"] .reach');
  path.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
  return { x, y };
})()`;
const outline = 'getComputedStyle(document.activeElement).outlineWidth';
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const pictureScrolls = `(() => {
  const { scrollWidth, clientWidth } = document.querySelector('.scroll');
  return scrollWidth > clientWidth;
})()`;
const pageShade = `Number(/\\d+/.exec(getComputedStyle(document.body).backgroundColor)[0])`;
