import { createHash } from 'node:crypto';

/** The few pages a link can lead to: a heading, some lines, at most one button. No script, nothing from elsewhere. */

export type Page = { title: string; lead: readonly string[]; button?: string };

const style = [
  'body{margin:0;background:#fff;color:#0b0c0c;font:1.1875rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}',
  'main{max-width:38rem;margin:0 auto;padding:2rem 1rem}',
  'h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}',
  'p{margin:0 0 1rem}',
  'button{font:inherit;font-weight:700;color:#fff;background:#00563f;border:2px solid #00563f;border-radius:4px;padding:.6rem 1.1rem;cursor:pointer}',
  'button:focus-visible{outline:3px solid #0b0c0c;outline-offset:3px}',
].join('');

const styleHash = createHash('sha256').update(style).digest('base64');

/** A form may only be sent back to where it came from. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
} as const;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const htmlPage = ({ title, lead, button }: Page): string =>
  [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex, nofollow, noarchive">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body><main>',
    `<h1>${escaped(title)}</h1>`,
    ...lead.map((text) => `<p>${escaped(text)}</p>`),
    ...(button ? [`<form method="post"><button type="submit">${escaped(button)}</button></form>`] : []),
    '</main></body>',
    '</html>',
    '',
  ].join('\n');
