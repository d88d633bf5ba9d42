import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A real browser, kept on this machine: every address but loopback is refused. */

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = async (
  size = { width: 1000, height: 1300 },
): Promise<{ browser: Browser; page: Page }> => {
  const browser = await chromium.launch({ executablePath: chromiumPath as string, args: flags });
  const context = await browser.newContext({ viewport: size });
  await context.route('**/*', (route) =>
    /^(127\.0\.0\.1|localhost)$/.test(new URL(route.request().url()).hostname)
      ? route.continue()
      : route.abort(),
  );
  return { browser, page: await context.newPage() };
};

/** Screenshots are looked at by people; they are not part of the repository. */
export const shotFile = (name: string): string => {
  mkdirSync('.shots', { recursive: true });
  return join('.shots', `${name}.png`);
};
