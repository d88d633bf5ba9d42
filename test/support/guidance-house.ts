import type { Answered } from '../../bot/core/ports.ts';
import { browse } from '../../bot/guidance/browse.ts';
import { documentOf } from '../../bot/guidance/editions.ts';
import { readEdits } from '../../bot/guidance/edits.ts';
import { type Entry, readEntry } from '../../bot/guidance/entry.ts';
import { inPlainWords, vocabularyOf } from '../../bot/guidance/plainly.ts';
import { withMore } from '../../bot/guidance/saved.ts';
import type { News } from '../../dialogs/policy/controlled.ts';
import { type House, type HouseOptions, openHouse } from './house.ts';

/** A house with a small guidance of its own; what is written in the chat counts at the next question. */

export const entryFile = (id: string, title: string, head = '', ways: readonly string[] = []): string =>
  [
    '---',
    `id: ${id}`,
    `title: ${title}`,
    'kind: answer',
    'topic: consent',
    'reviewed: 2026-11-01',
    'owner: Somebody',
    ...(head ? [head] : ['citations:', '  - law:L-05']),
    '---',
    `The answer to ${id}.`,
    '',
    '## More',
    `More of ${id}.`,
    '',
    '## Asked',
    ...ways.map((way) => `- ${way}`),
  ].join('\n');

export const entryOf = (text: string): Entry => {
  const read = readEntry(text);
  if (!('entry' in read)) throw new Error(read.faults.join('; '));
  return read.entry;
};

export const shipped: readonly Entry[] = [
  entryOf(
    entryFile('consent-child', 'Do I need consent from a child?', '', [
      'can a child agree to sharing',
      'is a young person old enough to say yes',
      'does a twelve year old give consent',
      'asking a child for consent',
      'child consent to share information',
    ]),
  ),
  entryOf(
    entryFile('school-records', 'How long do we keep school records?', '', [
      'retention of school files',
      'when do we destroy school records',
      'how many years keep pupil file',
      'keep records how long school',
      'school record retention period',
    ]),
  ),
];

/** Matching has tests of its own: here a question is known when it holds one of the ways to ask. */
const answer = (entries: readonly Entry[], question: string): Answered => {
  const [entry, ...others] = entries.filter(({ asked }) =>
    asked.some((way) => question.toLowerCase().includes(way)),
  );
  if (!entry) return { band: 'unknown', choices: [], related: [], confidence: 0 };
  return { band: 'answer', entry, choices: [entry, ...others], related: others, confidence: 1 };
};

export const openGuidanceHouse = async (options: HouseOptions = {}, news: readonly News[] = []) => {
  const entries = async () =>
    withMore(shipped, (await readEdits(house.store, house.policy.hostAgency)).entries);
  const house: House = await openHouse({
    ...options,
    guidance: {
      ask: async (question) => {
        const all = await entries();
        const plainly = inPlainWords(question, new Set(vocabularyOf(shipped)));
        return { ...answer(all, question), plainly };
      },
      open: async (id) => {
        const entry = (await entries()).find((one) => one.id === id);
        const nothing = { band: 'unknown' as const, choices: [], related: [], confidence: 0 };
        return entry ? { ...nothing, band: 'answer', entry, confidence: 1 } : nothing;
      },
      browse: async (topic, from) => browse(await entries(), topic, from),
      documents: async () => (await entries()).map((entry) => documentOf(entry)),
      news: () => news,
    },
  });
  return house;
};
