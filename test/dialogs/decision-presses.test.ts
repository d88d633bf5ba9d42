import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { ChannelName } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { renderMessages } from '../../bot/slack/render.ts';
import { renderReply } from '../../bot/teams/render.ts';
import type { QuestionName } from '../../dialogs/decision/questions.ts';
import { buttonOf, dataOf, type House, openHouse } from '../support/house.ts';

/**
 * How much a person has to do. Each choice and each button is a press, and so is the command that starts it; what is
 * filled in already is none. Each text that must be written is a field.
 */

const most = { presses: 12, fields: 3 };

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** What the channel puts in front of the person. */
const onScreen = (channel: ChannelName, replies: readonly Reply[]): string =>
  JSON.stringify(
    replies.map((reply) => (channel === 'teams' ? renderReply(reply).card : renderMessages(reply))),
  );

type Entered = Readonly<Record<string, string>>;
/** A button, and what was entered above it. */
type Step = readonly [button: string, entered?: Entered];

const typedKinds = ['text', 'long', 'date', 'time', 'number'];

const handsOf = (channel: ChannelName) => {
  const person = house.as(channel, channel === 'teams' ? 'sam' : 'USAM');
  let shown: readonly Reply[] = [];
  const done = { presses: 0, fields: 0 };
  const inputs = () => (shown[0]?.card === 'page' ? (dataOf(shown, 'page').inputs ?? []) : []);
  const enter = (entered: Entered): void => {
    for (const [id, value] of Object.entries(entered)) {
      const input = inputs().find((one) => one.id === id);
      if (!input) throw new Error(`nothing asks ${id} on ${dataOf(shown, 'page').title}`);
      if (value === (input.value ?? '')) continue;
      if (typedKinds.includes(input.kind)) done.fields += 1;
      else done.presses += value.split(',').length;
    }
  };
  const press = async ([button, entered = {}]: Step): Promise<void> => {
    const found = buttonOf(shown, button);
    expect(onScreen(channel, shown)).toContain(JSON.stringify(button));
    enter(entered);
    const held = Object.fromEntries(inputs().map(({ id, value }) => [id, value ?? '']));
    done.presses += 1;
    shown = await person.press(found, { ...held, ...entered });
    const alert = shown[0]?.card === 'page' ? dataOf(shown, 'page').alert : '';
    expect(alert || '', `after ${button}`).toBe('');
  };
  return {
    done,
    run: async (steps: readonly Step[]) => {
      shown = await person.type('decide');
      done.presses += 1;
      for (const step of steps) await press(step);
      return dataOf(shown, 'record');
    },
  };
};

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
    const hands = handsOf(channel);
    await hands.run(steps);
    const { recommendation, final } = await record();
    process.stdout.write(`${channel}, ${name}: ${hands.done.presses} presses, ${hands.done.fields} fields\n`);
    expect(recommendation).toMatchObject({ outcome, reasons: expect.arrayContaining([reason]) });
    expect(final.outcome).toBe(outcome);
    expect(hands.done.presses).toBeLessThanOrEqual(most.presses);
    expect(hands.done.fields).toBeLessThanOrEqual(most.fields);
  });
});
