import { type Count, type Group, groups, type Trends } from '../core/central.ts';

/** The trends as a picture: bars of one colour, each with its number beside it and its words before it. */

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const width = 1000;
const row = 30;
const head = 46;
const barsFrom = 480;
const longest = 420;

type Says = (group: Group, code: string) => string;
type Titles = { title: string; lead: readonly string[]; group(name: Group): string };

const text = (x: number, y: number, size: number, say: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" fill="#0b0c0c"${more}>${escaped(say)}</text>`;

const barOf = (group: Group, { code, count }: Count, most: number, y: number, say: Says): string => {
  const length = Math.max(4, Math.round((count / most) * longest));
  return [
    text(barsFrom - 12, y + 20, 15, say(group, code), ' text-anchor="end"'),
    `<rect x="${barsFrom}" y="${y + 4}" width="${length}" height="22" fill="#1d70b8"/>`,
    text(barsFrom + length + 8, y + 20, 15, String(count), ' font-weight="bold"'),
  ].join('');
};

export const centralChart = (trends: Trends, say: Says, titles: Titles): string => {
  let y = 60 + titles.lead.length * 24;
  const parts = [
    text(24, 40, 24, titles.title, ' font-weight="bold"'),
    ...titles.lead.map((line, at) => text(24, 70 + at * 24, 15, line)),
  ];
  for (const group of groups) {
    const counts = trends.groups[group];
    if (counts.length === 0) continue;
    const most = Math.max(...counts.map(({ count }) => count));
    parts.push(text(24, y + 32, 17, titles.group(group), ' font-weight="bold"'));
    y += head;
    for (const count of counts) {
      parts.push(barOf(group, count, most, y, say));
      y += row;
    }
  }
  const height = y + 24;
  const label = escaped([titles.title, ...titles.lead].join(' '));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
};
