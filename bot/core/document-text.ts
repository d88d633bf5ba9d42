import type { DocumentFact, DocumentSection, RecordDocument } from './document.ts';
import { columns, wrap } from './wrap.ts';

/**
 * The document as plain text. Headings stand at the margin and are underlined; every line after the first of what a
 * person typed is set in, so that nothing typed can look like a heading or another fact.
 */
const setIn = '  ';

const underlined = (text: string, mark: string, width: number): string[] => {
  const lines = wrap(text, width, columns);
  return [...lines, mark.repeat(Math.max(...lines.map(columns)))];
};

const hanging = (first: string, text: string, width: number): string[] => {
  const [line = '', ...more] = wrap(`${first}${text}`, width, columns);
  // What follows is wrapped again, since it is narrower by what it is set in.
  const rest =
    more.length === 0
      ? []
      : wrap(`${first}${text}`.slice(line.length).trimStart(), width - setIn.length, columns);
  return [line, ...rest.map((each) => `${setIn}${each}`)];
};

/** A label that is a question or a sentence needs no colon. */
const labelled = (label: string): string => (/[?.!:]$/.test(label) ? label : `${label}:`);

const factLines = ({ label, value }: DocumentFact, width: number): string[] =>
  value.includes('\n')
    ? [
        ...wrap(labelled(label), width, columns),
        ...wrap(value, width - setIn.length, columns).map((line) => `${setIn}${line}`.trimEnd()),
      ]
    : hanging(`${labelled(label)} `, value, width);

const sectionLines = ({ heading, lead, facts, items }: DocumentSection, width: number): string[] => [
  '',
  ...underlined(heading, '-', width),
  ...lead.flatMap((text, i) => [...(i > 0 ? [''] : []), ...wrap(text, width, columns)]),
  ...(lead.length > 0 && facts.length > 0 ? [''] : []),
  ...facts.flatMap((fact) => factLines(fact, width)),
  ...items.flatMap((item) => hanging('- ', item, width)),
];

/** `width` in characters; without one, lines are as long as they are, for places that wrap by themselves. */
export const documentText = (document: RecordDocument, width = Number.POSITIVE_INFINITY): string =>
  [
    ...underlined(document.title, '=', width),
    ...document.about.flatMap((fact) => factLines(fact, width)),
    ...document.sections.flatMap((section) => sectionLines(section, width)),
    '',
    ...document.footer.flatMap((text) => wrap(text, width, columns)),
    '',
  ].join('\n');

/**
 * The text in blocks of at most `most` characters, for cards. The rule: a block for each part between blank lines; a
 * part that is too long is cut between lines, a line that is too long between words, a word between letters.
 */
export const textBlocks = (text: string, most: number): string[] =>
  text
    .trimEnd()
    .split(/\n{2,}/)
    .flatMap((part) => {
      const blocks: string[] = [];
      for (const line of wrap(part, most, columns)) {
        const last = blocks.at(-1);
        if (last !== undefined && columns(last) + 1 + columns(line) <= most)
          blocks[blocks.length - 1] = `${last}\n${line}`;
        else blocks.push(line);
      }
      return blocks;
    });
