import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Block } from '../support/slack-api.ts';
import { slackPage } from '../support/slack-page.ts';

/** Where the pictures of the README lie, and how each is taken. */

export const pictureFile = (name: string): string => {
  const folder = join('manifest', 'pictures');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
};

export const takeCard = (card: Locator, name: string) => card.screenshot({ path: pictureFile(name) });

export const takeSlack = async (page: Page, name: string, blocks: readonly Block[], title?: string) => {
  await page.setContent(slackPage(blocks, title));
  await page.locator('#shot').screenshot({ path: pictureFile(name) });
};
