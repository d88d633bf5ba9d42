import { expect } from 'vitest';
import { firstBroken, type KeptRecord, type Version } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import type { ConsentQuestion } from '../../dialogs/consent/questions.ts';
import { questions } from '../../dialogs/consent/questions.ts';
import type { ConsentRecord } from '../../dialogs/consent/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import type { Question } from '../../dialogs/engine/types.ts';
import { aCase, type Fields, next, pick, type Sitting, type Step } from './decision-drive.ts';
import type { House } from './house.ts';

/** Consents as people write them down, change them and rely on them: what is pressed and what is written. */

export const home = 'northborough-council';

/** An answer of the consent dialog that is given by pressing it. */
export const say = (question: ConsentQuestion, value: string, fields: Fields = {}): Step => {
  const { words: dialog = 'consent' } = questions[question] as Question;
  return { title: words(`${dialog}.questions.${question}.options.${value}`), fields };
};

export const thePerson: Fields = { subjectRef: 'C-2041', ageBand: 'adult' };
export const sixPoints = 'why,what,who,use,effects,rights';

/** The lines that the shortest decisions would share. */
export const twoLines = 'Missed three health visits in May\nAttendance is at 62 per cent';

const answers = {
  giver: { giver: 'self', basis: 'presumed' },
  how: { informed: sixPoints, free: 'yes', form: 'explicit', medium: 'verbal', givenOn: '2026-11-19' },
  words: { words: 'Yes, tell them if it helps' },
  scope: { items: twoLines, recipients: aCase.recipient ?? '', purposes: aCase.purpose ?? '' },
} satisfies Record<string, Fields>;

type Pages = { [P in 'start' | keyof typeof answers]?: Fields };

const isYoung = (age: string | undefined): boolean => ['under-13', '13-15', 'unborn'].includes(age ?? '');

/** A yes, page after page; each page can say something else. */
export const aYes = (other: Pages = {}): Step[] => {
  const start = { ...thePerson, ...other.start };
  return [
    say('answer', 'agreed', start),
    ...(isYoung(start.ageBand) ? [say('parentRisk', 'no')] : []),
    ...(['giver', 'how', 'words', 'scope'] as const).map((page) =>
      next({ ...answers[page], ...other[page] }),
    ),
  ];
};

/** The steps of a yes up to one page, which is then in front of the person. */
export const upTo = (page: keyof typeof answers, other: Pages = {}): Step[] => {
  const all = aYes(other);
  return all.slice(0, all.length - (4 - Object.keys(answers).indexOf(page)));
};

export const aNo = (fields: Fields = {}, start: Fields = thePerson): Step[] => [
  say('answer', 'refused', start),
  say('explained', 'yes', { refusalReason: 'He is afraid of the landlord', ...fields }),
];

export const aWait = (fields: Fields = {}): Step[] => [
  say('answer', 'waiting', thePerson),
  next({ askedFor: twoLines, askedRecipients: aCase.recipient ?? '', ...fields }),
];

export const aService: Step[] = [
  say('answer', 'service', thePerson),
  next({ service: 'A family worker', free: 'yes', givenOn: '2026-11-19', words: 'Yes, I would like that' }),
];

/** From the word to the card of the record, whose reference comes back. */
export const writesDown = async (person: Sitting, steps: readonly Step[]): Promise<string> => {
  await person.type('consent');
  await person.follow(steps);
  return referenceOn(person.shown());
};

export const referenceOn = (shown: readonly Reply[]): string => {
  const card = shown.find((reply) => reply.card === 'record');
  const [found] = /[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(JSON.stringify(card?.data.title ?? '')) ?? [];
  if (!found) throw new Error(`no record among ${shown.map((reply) => reply.card).join(', ')}`);
  return found;
};

export const action = (name: string, fields: Fields = {}): Step => ({
  title: words(`consent.actions.${name}`),
  fields,
});

/** An answer of one of the changes of a consent. */
export const change = (name: string, question: string, value: string, fields: Fields = {}): Step => ({
  title: words(`consent.${name}.questions.${question}.options.${value}`),
  fields,
});

export const still = (fields: Fields = {}): Step =>
  next({ still: 'yes', words: 'Yes, still', givenOn: '2026-11-20', ...fields });

export type KeptConsent = KeptRecord & ConsentRecord;
export type KeptDecision = KeptRecord & DecisionRecord;

type Listed = 'record' | 'version' | 'notice' | 'draft' | 'audit' | 'telling';

/** What a store holds, of one agency. */
export const shelves = (house: House, agency = home) => {
  const listed = async <T>(term: string, kind: Listed): Promise<T[]> =>
    (await house.store.list(agency, { term, kinds: [kind], limit: 100 })).items.map(({ body }) => body as T);
  const record = async <T extends KeptRecord>(ref: string): Promise<T> => {
    const [found] = await house.store.read(agency, [{ kind: 'record', id: ref }]);
    if (!found) throw new Error(`no record ${ref}`);
    return found.body as T;
  };
  const versions = async (ref: string): Promise<Version[]> =>
    (await listed<Version>(`ref:${ref}`, 'version')).sort((a, b) => a.n - b.n);
  const all = async (type: string, owner: string) =>
    (await listed<KeptRecord>(`owner:${owner}`, 'record')).filter((one) => one.type === type);
  return {
    listed,
    versions,
    consent: (ref: string) => record<KeptConsent>(ref),
    decision: (ref: string) => record<KeptDecision>(ref),
    consents: (owner = 'p-sam') => all('consent', owner) as Promise<KeptConsent[]>,
    decisions: (owner = 'p-sam') => all('decision', owner) as Promise<KeptDecision[]>,
    checks: (owner = 'p-sam') => all('consentCheck', owner),
    drafts: (owner = 'p-sam') => listed<{ dialog: string; given: object }>(`owner:${owner}`, 'draft'),
    notices: (to: string) =>
      listed<{ kind: string; ref: string; deliveredAt?: string }>(`to:${to}`, 'notice'),
    /** Every version is there, each follows from the one before, and nothing that an earlier one held is gone. */
    expectWhole: async (ref: string): Promise<void> => {
      const now = await record<KeptConsent>(ref);
      const before = await versions(ref);
      expect(firstBroken(before, now), ref).toBeUndefined();
      expect(before.map(({ n }) => n)).toEqual(before.map((_, at) => at + 1));
      const { versions: _, ...body } = now;
      expect(before.at(-1)?.record).toEqual(body);
      for (const { record: earlier } of before) {
        expect(now.answers).toEqual((earlier as KeptConsent).answers);
        expect(now.recommendation).toEqual((earlier as KeptConsent).recommendation);
        expect(now.changes.map(({ id }) => id).slice(0, (earlier as KeptConsent).changes.length)).toEqual(
          (earlier as KeptConsent).changes.map(({ id }) => id),
        );
        expect(now.usedBy).toEqual(expect.arrayContaining((earlier as KeptConsent).usedBy));
      }
    },
  };
};

export type Shelves = ReturnType<typeof shelves>;

/** Works all that is due, and hands over what was sent since. */
export const clockWorks = async (house: House, at?: string) => {
  if (at) house.moveTo(at);
  for (let rounds = 0; rounds < 12; rounds += 1) {
    const done = (await house.deadlines()) + (await house.outbox());
    if (done === 0) return house.sent.splice(0);
  }
  throw new Error('there is always more to do');
};

/** Everything a card says, one line after the other. */
export const readOn = (shown: readonly Reply[]): string =>
  shown.flatMap(({ data }) => Object.values(data as object).flatMap((part) => textsIn(part))).join('\n');

const textsIn = (part: unknown): string[] => {
  if (typeof part === 'string') return [part];
  if (Array.isArray(part)) return part.flatMap(textsIn);
  return part && typeof part === 'object' ? Object.values(part).flatMap(textsIn) : [];
};

/** What a record's card says of one thing. */
export const factOn = (person: Sitting, name: string): string | undefined => {
  const title = words(name);
  const fact = person.record().facts?.find((each) => each.title === title) as
    | { typed?: string; words?: string }
    | undefined;
  return fact?.typed ?? fact?.words;
};

/** The field of a page with what stands in it and what is wrong with it. */
export const fieldOn = (person: Sitting, id: string) => {
  const field = person.page().inputs?.find((each) => each.id === id);
  if (!field) throw new Error(`no field ${id} on "${person.page().title}"`);
  return field;
};

export const buttonsOn = (person: Sitting): string[] =>
  person.shown().flatMap(({ data }) => (data.buttons ?? []).map(({ title }) => title));

/** Up to the question what lets them share, for a case as it is told here. */
export const asksWhatLets = (items = twoLines, fields: Fields = {}): Step[] => [
  pick('actToday', 'no'),
  pick('wants', 'own'),
  next({ ...aCase, ...fields }),
  pick('wellbeing', 'person', { items }),
];
