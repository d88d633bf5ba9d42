/** Counts as a picture: bars of one colour, each with its number beside it and its words before it. */

/** `shown`: what stands for the number. */
type Bar = { say: string; count: number; shown: string };
type Group = { title: string; bars: readonly Bar[] };
type Chart = { title: string; lead: readonly string[]; groups: readonly Group[] };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const width = 1000;
const row = 30;
const head = 46;
const barsFrom = 480;
const longest = 420;

const text = (x: number, y: number, size: number, say: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" fill="#0b0c0c"${more}>${escaped(say)}</text>`;

const barOf = ({ say, count, shown }: Bar, most: number, y: number): string => {
  const length = Math.max(4, Math.round((count / most) * longest));
  return [
    text(barsFrom - 12, y + 20, 15, say, ' text-anchor="end"'),
    `<rect x="${barsFrom}" y="${y + 4}" width="${length}" height="22" fill="#1d70b8"/>`,
    text(barsFrom + length + 8, y + 20, 15, shown, ' font-weight="bold"'),
  ].join('');
};

export const chartOf = ({ title, lead, groups }: Chart): string => {
  let y = 60 + lead.length * 24;
  const parts = [
    text(24, 40, 24, title, ' font-weight="bold"'),
    ...lead.map((line, at) => text(24, 70 + at * 24, 15, line)),
  ];
  for (const { title: heading, bars } of groups) {
    if (bars.length === 0) continue;
    const most = Math.max(1, ...bars.map(({ count }) => count));
    parts.push(text(24, y + 32, 17, heading, ' font-weight="bold"'));
    y += head;
    for (const bar of bars) {
      parts.push(barOf(bar, most, y));
      y += row;
    }
  }
  const height = y + 24;
  const label = escaped([title, ...lead].join(' '));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
};
