import { type ChildProcess, spawn } from 'node:child_process';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { temporaryFolder, urgentAnswers } from '../support/house.ts';
import { builtBot } from '../support/process-build.ts';
import { eventually } from '../support/process-service.ts';
import { takeCard } from './pictures.ts';

/** What the Teams-like client of local mode shows, as a newcomer sees it. */

describe.skipIf(!chromiumPath)('on Teams', () => {
  const temporary = temporaryFolder();
  let bot: ChildProcess;
  let browser: Browser;
  let page: Page;

  const cards = (): Locator => page.locator('.ac-adaptiveCard');
  const box = () => page.locator('div[role=textbox][contenteditable=true]').last();
  const settled = async (): Promise<Locator> => {
    await page.waitForTimeout(1_500);
    return cards().last();
  };
  const say = async (text: string): Promise<Locator> => {
    await box().click();
    await box().fill(text);
    await page.keyboard.press('Enter');
    return settled();
  };
  const press = async (title: string): Promise<Locator> => {
    await cards().last().getByRole('button', { name: title, exact: true }).last().click();
    return settled();
  };
  const menu = async (field: Locator): Promise<void> => {
    const has = await field.inputValue().catch(async () => (await field.textContent()) ?? '');
    if (has.trim() !== '' && !/^(Choose|Select)/.test(has)) return;
    await field.click();
    await page.locator('[role=option]:visible').first().click();
  };
  /** Every field of the last card: texts in their order, the first of each menu and group of choices. */
  const fill = async (...texts: string[]): Promise<Locator> => {
    const card = cards().last();
    for (const field of await card.locator('[role=combobox]').all()) await menu(field);
    const fields = await card.locator('input[type=text]:not([role=combobox]), textarea').all();
    for (const [index, field] of fields.entries()) await field.fill(texts[index % texts.length] ?? '');
    for (const group of await card.locator('[role=radiogroup]').all())
      if ((await group.locator('input:checked').count()) === 0)
        await group.locator('input').first().check({ force: true });
    return card;
  };

  beforeAll(async () => {
    const env = { ...process.env, PORT: '0', PLAYGROUND_PORT: '56378', SHAREWELL_DATA: temporary.folder };
    bot = spawn(process.execPath, [builtBot()], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let seen = '';
    for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', (chunk) => (seen += String(chunk)));
    const url = await eventually(
      () => /Open (http:\/\/127\.0\.0\.1:\d+)/.exec(seen)?.[1],
      'the address',
      40_000,
    );
    ({ browser, page } = await openBrowser({ width: 960, height: 1700 }));
    await page.goto(url);
    await cards().last().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    bot?.kill('SIGTERM');
    temporary.remove();
  });

  test('the urgent lane', async () => {
    const urgent = await say('urgent');
    await fill(...Object.values(urgentAnswers));
    await takeCard(urgent, 'teams-urgent');
    await press('Record and go');
  });

  test('what the manager gets', async () => {
    await say('act as Morgan');
    await takeCard(await say('waiting'), 'teams-manager');
  });

  test('an enquiry', async () => {
    await say('act as Sam');
    await say('enquiry');
    await press(words('enquiry-request.questions.safety.options.can-wait'));
    await fill('C-2041', 'Is anyone in this home known to you?', 'Bruises on a small child.');
    await takeCard(cards().last(), 'teams-enquiry');
  });

  test('what whoever answers for information governance sees', async () => {
    await say('act as Colin');
    await takeCard(await say('about L-02'), 'teams-about');
    await takeCard(await say('figures'), 'teams-figures');
  });
});
