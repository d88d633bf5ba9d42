import { checkChain } from '../../bot/core/chain-check.ts';
import type { Version } from '../../bot/core/records.ts';
import type { Kept } from './kept.ts';
import type { Lived } from './people.ts';

/** What is kept in the end, against what people were told and against itself. */

const typeOf = ({ type }: { type?: unknown }): string => String(type);

const missing = (kept: Kept, shown: ReadonlySet<string>): string[] => {
  const there = new Set([...kept.records, ...kept.drafts].map(({ id }) => id));
  return [...shown]
    .filter((ref) => !there.has(ref))
    .map((ref) => `${ref} was shown to somebody, and is not there`);
};

/** Each story left just what it should, once. */
const storyFaults = (kept: Kept, { story, hand, fault }: Lived): string[] => {
  const about = `${hand.name} ${story.name} ${story.mark}`;
  if (fault) return [`${about}: ${fault}`];
  const marked = new RegExp(`\\b${story.mark}\\b`);
  const found = kept.records
    .filter(({ body }) => marked.test(JSON.stringify(body)))
    .map(({ body }) => typeOf(body));
  const count = (type: string) => found.filter((each) => each === type).length;
  const wrong = Object.entries(story.leaves)
    .filter(([type, wanted]) => count(type) !== wanted)
    .map(([type, wanted]) => `${about}: ${count(type)} records of ${type} instead of ${wanted}`);
  const strange = found.filter((type) => !(type in story.leaves));
  const drafts = kept.drafts.filter(({ body }) => marked.test(JSON.stringify(body)));
  return [
    ...wrong,
    ...strange.map((type) => `${about}: a record of ${type} that nobody made`),
    ...(drafts.length > 0 ? [`${about}: a draft beside its record`] : []),
  ];
};

/**
 * What is typed begins one draft, however often and however late it arrives; each story ends one. The urgent lane is left
 * out: while the store is away its card comes without a draft, and the word for it is not kept.
 */
const draftFaults = ({ drafts }: Kept, lived: readonly Lived[]): string[] =>
  [...new Set(lived.map(({ hand }) => hand))].flatMap((hand) => {
    const theirs = lived.filter((one) => one.hand === hand && one.story.name !== 'urgent');
    const begins = new Set(theirs.map(({ story }) => story.begins));
    const typed = hand.typed().filter((text) => begins.has(text)).length;
    const most = typed - theirs.filter(({ fault }) => !fault).length;
    // Those of an action, and those begun from a record, are begun by pressing.
    const isTyped = ({ id, body: { dialog, from } }: Kept['drafts'][number]): boolean =>
      dialog !== 'urgent' && !from && !id.includes('.');
    const left = drafts.filter(
      (draft) => draft.body.owner === `p-${hand.name.toLowerCase()}` && isTyped(draft),
    );
    const which = left.map(({ id, body }) => `${body.dialog} ${id}`).join(', ');
    return left.length > most
      ? [`${hand.name}: what was typed came twice and was done twice: ${which}, ${most} at most`]
      : [];
  });

const recordFaults = ({ records, versions, trail }: Kept): string[] => {
  const of = new Map<string, Version[]>();
  for (const { body } of versions) of.set(body.ref, [...(of.get(body.ref) ?? []), body]);
  const known = new Set(records.map(({ id }) => id));
  const twice = records.filter(({ id }, at) => records.findIndex((one) => one.id === id) !== at);
  // Whoever prepared the round put the hub's members on its roster past the bot.
  const chains = records
    .filter(({ body }) => typeOf(body) !== 'hub')
    .flatMap(({ id, body }) => {
      const { result } = checkChain(of.get(id) ?? [], body, false);
      const made = trail.filter((entry) => entry.body.ref === id && entry.body.what === 'created').length;
      return [
        ...(result === 'whole' ? [] : [`${id}: its chain is ${result}`]),
        ...(made === 1 ? [] : [`${id}: ${made} entries of its making`]),
      ];
    });
  const orphans = [...of.keys()].filter((ref) => !known.has(ref));
  return [
    ...chains,
    ...twice.map(({ id }) => `${id} is there twice`),
    ...orphans.map((ref) => `${ref}: versions of a record that is not there`),
  ];
};

/** What one agency owed another has arrived there once, and whoever got it has answered. */
const tellingFaults = ({ tellings, records }: Kept): string[] =>
  tellings.flatMap(({ id, agency, body }) => {
    const theirs = records.filter(({ body: record }) => {
      const { origin } = record as { origin?: { agency: string; id: string } };
      return origin?.agency === agency && origin.id === id;
    });
    const wants = body.dialog === 'consent-notice';
    return [
      ...(body.carriedAt ? [] : [`${id} was never carried`]),
      ...(body.gaveUp ? [`${id} was given up`] : []),
      ...(wants && theirs.length !== 1 ? [`${id}: ${theirs.length} records at the other agency`] : []),
      ...(wants && !body.reachedAt ? [`${id}: nobody noted that it arrived`] : []),
      ...(wants && !body.answer ? [`${id}: the answer never came back`] : []),
    ];
  });

type Answered = { status?: string; answers?: readonly unknown[] };

const answerFaults = ({ records }: Kept): string[] =>
  records.flatMap(({ id, body }) => {
    const { status } = body as Answered;
    const type = typeOf(body);
    const wanted = { approval: 'approved', consentNotice: 'stopped' }[type];
    return wanted === undefined || status === wanted ? [] : [`${id}: ${type} is ${status}, not ${wanted}`];
  });

const workFaults = ({ owed, announced, notices }: Kept, now: string): string[] => [
  ...owed.filter(({ dead }) => dead).map(({ id }) => `${id} was given up`),
  ...owed
    .filter(({ queue, due, dead }) => !dead && (queue === 'notices' || due <= now))
    .map(({ queue, id }) => `${id} is still owed among the ${queue}`),
  ...owed
    .filter((work) => !announced.some((one) => one.key === work.id && one.agency === work.agency))
    .map(({ id }) => `${id} is owed, and no worker would ever find it`),
  ...notices
    .filter(({ body }) => !body.deliveredAt && !body.acknowledgedAt)
    .map(({ id }) => `${id} is not marked as delivered`),
];

export const verify = (
  kept: Kept,
  lived: readonly Lived[],
  shown: ReadonlySet<string>,
  now: string,
): string[] => [
  ...missing(kept, shown),
  ...lived.flatMap((one) => storyFaults(kept, one)),
  ...draftFaults(kept, lived),
  ...recordFaults(kept),
  ...tellingFaults(kept),
  ...answerFaults(kept),
  ...workFaults(kept, now),
];

/** Announcements of nothing, which a crash leaves and a worker removes after ten minutes. */
export const abandoned = ({ announced, owed }: Kept): number =>
  announced.filter((one) => !owed.some(({ id, agency }) => one.key === id && one.agency === agency)).length;

const eventOf = (line: string): string => /"event":"([^"]+)"/.exec(line)?.[1] ?? '';

/** Whatever anybody typed, and whoever they are, stands in no line of any log. One of each event is shown. */
export const logFaults = (lines: readonly string[], secrets: readonly string[]): string[] => {
  const telling = lines.filter((line) => secrets.some((secret) => line.includes(secret)));
  return [...new Set(telling.map(eventOf))].map((event) => {
    const [first = '', ...more] = telling.filter((line) => eventOf(line) === event);
    return `a log line tells too much, and ${more.length} more like it: ${first.slice(0, 200)}`;
  });
};
