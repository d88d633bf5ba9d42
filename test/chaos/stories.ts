import { words } from '../../bot/core/words.ts';
import type { Random } from '../crash/plan.ts';
import { endings, type Fields, next, pick, type Step, ways } from '../support/decision-ways.ts';

/** What people do: each story is typed and pressed by one person, and leaves exactly these records behind. */

export type Story = {
  name: StoryName;
  begins: string;
  steps: readonly Step[];
  /** Stands on the last card, and on none before it but the one that hands it in. */
  ends: string;
  /** Stands in everything that was typed, and so in every record of it. */
  mark: string;
  /** How many records of each type hold the mark. */
  leaves: Readonly<Record<string, number>>;
};

export type StoryName = keyof typeof tellers;

type Teller = (mark: string, random: Random) => Omit<Story, 'name' | 'mark'>;

const oneOf = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

const complete = words('urgent.actions.complete');

const urgent: Teller = (mark, random) => ({
  begins: 'urgent',
  steps: [
    {
      title: words('urgent.submit'),
      fields: {
        caseRef: `C-${mark}`,
        risk: `Risk of ${mark}`,
        shared: `Shared for ${mark}`,
        with: `Team of ${mark}`,
        whyNow: `Because ${mark}`,
      },
    },
    { title: complete, fields: {} },
    next({
      reached: oneOf(['yes', 'not-yet'], random),
      ...{ advice: 'police', told: 'not-yet' },
    }),
    next({ adviceOutcome: `Advised on ${mark}`, toldReason: `Not told ${mark}` }),
    { title: 'This is right: record it', fields: {} },
  ],
  ends: 'Kept and complete',
  leaves: { decision: 1 },
});

const aboutCase = (steps: readonly Step[], subjectRef: string): Step[] =>
  steps.map((step) =>
    'subjectRef' in step.fields ? { ...step, fields: { ...step.fields, subjectRef } } : step,
  );

const routine: Teller = (mark) => ({
  begins: 'decide',
  steps: [
    ...aboutCase(ways.consent, `C-${mark}`),
    endings.follows,
    { title: words('decision.actions.sent'), fields: {} },
    { title: words('decision.sent.questions.rightPerson.options.yes'), fields: { route: 'secure-email' } },
    { title: words('decision.actions.received'), fields: {} },
    next({ reached: 'yes', helped: 'too-soon', note: `They rang back ${mark}` }),
  ],
  ends: `They rang back ${mark}`,
  leaves: { decision: 1, consent: 1 },
});

/** Otherwise than was advised, and a manager is asked. */
const approval: Teller = (mark) => ({
  begins: 'decide',
  steps: [
    ...aboutCase(ways.consent, `C-${mark}`),
    pick('final', 'differ'),
    next({ finalOutcome: 'DO_NOT_SHARE', departureReason: `Zebediah moved in ${mark}`, escalated: 'no' }),
    next({ consequences: `He may go back ${mark}`, mitigation: `Weekly visits ${mark}` }),
    { title: words('decision.begins.approval'), fields: {} },
    {
      title: words('approval.submit'),
      fields: { question: 'agree', urgency: 'today', note: `Rang ${mark}` },
    },
  ],
  ends: `Rang ${mark}`,
  leaves: { decision: 1, approval: 1 },
});

export const partnersTold = ['k001', 'k002', 'k003', 'k004'] as const;

const consent: Teller = (mark) => ({
  begins: 'consent',
  steps: [
    {
      title: words('consent.questions.answer.options.agreed'),
      fields: { subjectRef: `C-${mark}`, ageBand: 'adult' },
    },
    next({ giver: 'self', basis: 'presumed' }),
    next({
      ...{ informed: 'why,what,who,use,effects,rights', free: 'yes', form: 'explicit' },
      ...{ medium: 'verbal', givenOn: '2026-11-19' },
    }),
    next({ words: `Okapi said yes ${mark}` }),
    next({ items: `Quokka missed visits ${mark}`, recipients: partnersTold.join(','), purposes: 'P7' }),
    { title: words('consent.actions.withdraw'), fields: {} },
  ],
  ends: 'It counts from this moment',
  leaves: { consent: 1 },
});

const breach: Teller = (mark) => ({
  begins: 'report a breach',
  steps: [
    { title: words('breach.questions.class.options.misdirected'), fields: {} },
    {
      title: words('breach.submit'),
      fields: {
        ...{ what: `The letter went astray ${mark}`, refs: `C-${mark}`, exposed: 'outsider', count: 'one' },
        ...{ whose: 'police-public-protection', done: 'recalled' },
      },
    },
  ],
  ends: `The letter went astray ${mark}`,
  leaves: { breach: 1, liaison: 1 },
});

export const askedAgencies = ['county-police', 'riverside-nhs', 'lantern-voluntary'] as const;

const enquiry: Teller = (mark, random) => ({
  begins: 'enquiry',
  steps: [
    { title: words('enquiry-request.questions.safety.options.can-wait'), fields: {} },
    next({
      ...{ caseRef: `C-${mark}`, question: 'Is anyone in this home known to you?' },
      ...{
        rating: oneOf(['amber', 'green'], random),
        why: `Bruises ${mark}`,
        agencies: askedAgencies.join(','),
      },
    }),
    { title: words('engine.confirm'), fields: {} },
  ],
  ends: `Bruises ${mark}`,
  leaves: { enquiryRequest: 1, enquiry: 1 },
});

const tellers = { urgent, routine, approval, consent, breach, enquiry };
export const storyNames = Object.keys(tellers) as StoryName[];

export const tellStory = (name: StoryName, mark: string, random: Random): Story => ({
  name,
  mark,
  ...tellers[name](mark, random),
});

/** Whoever gets such a card presses it, each one once. */
export const reactions: readonly { title: string; next?: { title: string; fields: Fields } }[] = [
  { title: words('approval.actions.approve') },
  { title: words('consent-notice.actions.stopped') },
  {
    title: words('enquiry.actions.answer'),
    next: { title: words('enquiry.answer.questions.state.options.nothing'), fields: {} },
  },
  { title: words('lists.noted') },
];
