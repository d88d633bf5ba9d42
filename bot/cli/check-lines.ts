import type { Broken, Verified } from '../store/verify.ts';
import type { What } from '../store/verify-record.ts';
import { say } from './keeping.ts';

/** What was found, in words and for machines: where and what, never what is in it. */

const says: Readonly<Record<What, string>> = {
  missing: 'it is missing',
  altered: 'its content is not what its hash says',
  cut: 'it does not follow on the version before it',
  renamed: 'the record says something else of it: who, when, why, its hash or the fields it changed',
  unlike: 'the record now says something else than its last version',
  unreadable: 'it cannot be read: it is not what any store wrote',
  misplaced: 'it is kept under a name or time that is not its own',
  stray: 'no record has it',
  astray: 'it is about something that is not there',
};

export const brokenLine = ({ partition, ref, version, what }: Broken): string =>
  `${partition}, ${ref}${version === undefined ? '' : `, version ${version}`}: ${says[what]}`;

const total = ({ entries, records, versions, stubs }: Verified): string =>
  `${say(records)} records with ${say(versions)} versions, ${say(stubs)} stubs, ${say(entries)} entries in all`;

export const foundLines = (found: Verified): string[] =>
  found.broken === 0
    ? [`Whole: ${total(found)}. Every link holds.`]
    : [
        `Broken: ${total(found)}. ${say(found.broken)} ${found.broken === 1 ? 'thing is' : 'things are'} wrong.`,
        ...found.first.slice(0, 1).map((first) => `The first broken link: ${brokenLine(first)}.`),
        ...found.first.slice(1, 10).map((one) => `Then: ${brokenLine(one)}.`),
      ];

export const foundJson = (found: Verified): string[] => {
  const { first, ...counts } = found;
  return [
    ...first.map((one) => JSON.stringify({ result: 'broken', ...one })),
    JSON.stringify({ result: found.broken === 0 ? 'whole' : 'broken', ...counts }),
  ];
};
