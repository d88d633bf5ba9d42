import { type ChildProcess, spawn } from 'node:child_process';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser, shotFile } from '../support/browser.ts';
import { temporaryFolder, urgentAnswers } from '../support/house.ts';

/** A newcomer's first five minutes: `npm start`, the printed page, `urgent`, and then the manager's eyes. */

const started = (child: ChildProcess): Promise<string> =>
  new Promise((done, fail) => {
    let seen = '';
    const timer = setTimeout(() => fail(new Error(`not started: ${seen}`)), 20_000);
    const read = (chunk: Buffer) => {
      seen += chunk.toString();
      const url = /Open (http:\/\/127\.0\.0\.1:\d+)/.exec(seen)?.[1];
      if (!url) return;
      clearTimeout(timer);
      done(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });

describe.skipIf(!chromiumPath)('the first run, in a browser', () => {
  const temporary = temporaryFolder();
  let bot: ChildProcess;
  let browser: Browser;
  let page: Page;
  let url: string;

  const start = async () => {
    const { HOST: _, ...rest } = process.env;
    const env = { ...rest, PORT: '0', PLAYGROUND_PORT: '56377', SHAREWELL_DATA: temporary.folder };
    bot = spawn(process.execPath, ['.build/main.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    url = await started(bot);
  };

  const stop = () =>
    new Promise<void>((resolve) => {
      bot.once('exit', () => resolve());
      bot.kill('SIGTERM');
    });

  const say = async (text: string) => {
    const box = page.locator('div[role=textbox][contenteditable=true]').last();
    await box.click();
    await box.fill(text);
    await page.keyboard.press('Enter');
  };
  const cards = (): Locator => page.locator('.ac-adaptiveCard');
  const card = (title: string | RegExp): Locator => cards().filter({ hasText: title }).last();
  const press = (on: Locator, name: string) => on.getByRole('button', { name }).last().click();
  const look = (name: string) => page.screenshot({ path: shotFile(name) });

  beforeAll(async () => {
    await start();
    ({ browser, page } = await openBrowser());
    await page.goto(url);
    await page.locator('div[role=textbox][contenteditable=true]').last().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stop();
    temporary.remove();
  });

  test('welcomes, opens the urgent lane, and keeps the record in two presses and five fields', async () => {
    await card('Hello. I am Sharewell').waitFor();
    await look('local-1-welcome');
    await say('urgent');
    const urgent = card('Why can it not wait?');
    await urgent.waitFor();
    await expect.poll(() => urgent.locator('input, textarea').count()).toBe(5);
    expect(await urgent.textContent()).toContain('999');
    const fields = urgent.locator('input, textarea');
    for (const [index, answer] of Object.values(urgentAnswers).entries())
      await fields.nth(index).fill(answer);
    await look('local-2-urgent');
    await press(urgent, 'Record and go');
    const kept = card(/D-[2-9A-Z]{4}-[2-9A-Z]{2}: kept/);
    await kept.waitFor();
    expect(await kept.textContent()).toContain(urgentAnswers.risk);
    await look('local-3-recorded');
  });

  test('the manager sees the notice, with the reference and nothing of the case', async () => {
    await say('act as Morgan');
    await card('You are now Morgan Ellis').waitFor();
    const waiting = card('Waiting for you');
    await waiting.waitFor();
    await press(waiting, 'Read');
    const notice = card('You are being told, not asked');
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(/D-[2-9A-Z]{4}-[2-9A-Z]{2}/);
    expect(await notice.textContent()).not.toContain(urgentAnswers.risk);
    await look('local-4-manager');
    await press(notice, 'Open');
    await expect.poll(() => card(/: kept/).textContent()).toContain(urgentAnswers.shared);
    await look('local-5-manager-opens');
  });

  test('the practitioner completes the record after a restart: change, check, confirm', async () => {
    await say('act as Sam');
    await card('You are now Sam Okoro').waitFor();
    await stop();
    await start();
    await page.goto('about:blank');
    await page.goto(url);
    await page.locator('div[role=textbox][contenteditable=true]').last().waitFor();
    await say('my records');
    const list = card('Your records');
    await list.waitFor();
    await press(list, 'Open');
    const record = card(/: kept/);
    await record.waitFor();
    await press(record, 'Complete the record');
    const questions = card('Three questions to finish');
    await questions.waitFor();
    await questions.getByText('Yes, they have it').click();
    await questions.getByRole('combobox').click();
    await page.getByRole('option', { name: 'My manager' }).click();
    await questions.getByText('No', { exact: true }).click();
    await look('local-6-complete');
    await press(questions, 'Next');
    const details = card('A little more');
    await details.waitFor();
    await details.locator('textarea').nth(0).fill('Agreed it could not wait');
    await details.locator('textarea').nth(1).fill('It could put him at more risk');
    await press(details, 'Next');
    const check = card('Check your answers');
    await check.waitFor();
    await look('local-7-check');
    await press(check, 'This is right: record it');
    await expect.poll(() => card(/: kept/).textContent()).toContain('Kept and complete');
    await look('local-8-completed');
  });
});
