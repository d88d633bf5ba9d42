import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { QuestionName } from '../../dialogs/decision/questions.ts';
import { type Entered, handsOf, type Step } from '../support/counted-hands.ts';
import { type House, openHouse } from '../support/house.ts';

/** How much a person has to do for a decision. */

const most = { presses: 12, fields: 3 };

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const answerOf = (question: QuestionName, value: string, entered: Entered = {}): Step => [
  words(`decision.questions.${question}.options.${value}`),
  entered,
];
const next = (entered: Entered): Step => [words('engine.next'), entered];

const theCase = (entered: Entered): Step =>
  next({ subjectRef: 'C-2041', recipient: 'school-dsl', purpose: 'P7', ...entered });
const items = 'Missed three health visits in May\nAttendance is at 62 per cent';
const upTo = (wants: string): readonly Step[] => [answerOf('actToday', 'no'), answerOf('wants', wants)];
const share: readonly Step[] = [answerOf('wellbeing', 'person', { items }), answerOf('lets', 'agreed-now')];
const agreed = (entered: Entered = {}): Step => next({ consentWords: 'Yes, tell the school', ...entered });
const follow = answerOf('final', 'as-recommended');
const nothingGoes = next({ consequences: 'Help may come later', mitigation: 'A visit on Monday' });

type Run = { name: string; steps: readonly Step[]; outcome: string; reason: string };
const runs: readonly Run[] = [
  {
    name: 'an adult who agreed just now',
    steps: [...upTo('own'), theCase({ ageBand: 'adult' }), ...share, agreed(), follow],
    outcome: 'SHARE',
    reason: 'CONSENT',
  },
  {
    name: 'a child who understands it and agreed just now',
    steps: [...upTo('own'), theCase({ ageBand: '13-15' }), ...share, agreed({ giver: 'child-able' }), follow],
    outcome: 'SHARE',
    reason: 'CONSENT',
  },
  {
    name: 'a small child whose parent agreed just now',
    steps: [...upTo('own'), theCase({ ageBand: 'under-13' }), ...share, agreed({ giver: 'parent' }), follow],
    outcome: 'SHARE',
    reason: 'CONSENT',
  },
  {
    name: 'no clear purpose',
    steps: [...upTo('own'), theCase({ ageBand: 'adult', purpose: 'none' }), follow, nothingGoes],
    outcome: 'DO_NOT_SHARE',
    reason: 'NO_PURPOSE',
  },
  {
    name: 'a service that nobody has checked',
    steps: [
      ...upTo('agency'),
      theCase({ ageBand: 'adult' }),
      answerOf('verified', 'no'),
      follow,
      nothingGoes,
    ],
    outcome: 'DO_NOT_SHARE',
    reason: 'NOT_VERIFIED',
  },
];

type Kept = { recommendation: { outcome: string; reasons: readonly string[] }; final: { outcome: string } };
const record = async (): Promise<Kept> => {
  const term = 'owner:p-sam';
  const kept = await house.store.list('northborough-council', { term, kinds: ['record'], limit: 5 });
  // A yes given just now leaves a consent beside the decision.
  const decisions = kept.items.filter(({ body }) => (body as KeptRecord).type === 'decision');
  expect(decisions).toHaveLength(1);
  return decisions[0]?.body as Kept;
};

describe.each(['teams', 'slack'] as const)('on %s', (channel) => {
  it.each(runs.map((run) => [run.name, run] as const))('%s', async (name, { steps, outcome, reason }) => {
    const hands = handsOf(house, channel);
    await hands.run('decide', steps);
    const { recommendation, final } = await record();
    process.stdout.write(`${channel}, ${name}: ${hands.done.presses} presses, ${hands.done.fields} fields\n`);
    expect(recommendation).toMatchObject({ outcome, reasons: expect.arrayContaining([reason]) });
    expect(final.outcome).toBe(outcome);
    expect(hands.done.presses).toBeLessThanOrEqual(most.presses);
    expect(hands.done.fields).toBeLessThanOrEqual(most.fields);
  });
});
