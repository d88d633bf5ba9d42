import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import type { Context, Question } from '../../dialogs/engine/types.ts';
import { dialogOf, words } from '../../dialogs/registry.ts';
import { urgent } from '../../dialogs/urgent/dialog.ts';
import type { CompletionAnswers } from '../../dialogs/urgent/lifecycle.ts';
import { type UrgentRecord, urgentRecordSchema } from '../../dialogs/urgent/record.ts';
import { alone, contextAt, monday, samplePolicy } from '../support/context.ts';
import { type AnyForm, walk } from '../support/paths.ts';
import { actOn, givenAt, recordUrgent, urgentAnswers } from '../support/urgent.ts';

const ctx = contextAt(monday);
const tuesday = contextAt('2026-11-24T09:30:00.000Z');
const { record } = recordUrgent(ctx);
const completion = urgent.lifecycle.actions.complete?.ask as unknown as AnyForm;
const done: CompletionAnswers = { reached: 'yes', advice: 'none', told: 'yes' };

describe('the urgent page', () => {
  const step = nextStep(urgent, {}, ctx);

  it('is the only one, asks five fields, and shows whom to ring first', () => {
    expect(step).toMatchObject({
      kind: 'page',
      page: { page: 'now', ask: ['caseRef', 'risk', 'shared', 'with', 'whyNow'], contacts: true },
    });
    expect(walk(urgent as unknown as AnyForm, ctx).pages).toHaveLength(1);
    expect(Object.keys(urgent.questions)).toHaveLength(5);
  });

  it('needs every field, each short, and checks what is typed for details that identify someone', () => {
    for (const question of Object.values<Question>(urgent.questions)) {
      expect(question).toMatchObject({ required: true, spot: true });
      expect(question.maxLength).toBeLessThanOrEqual(600);
      expect(question.citations.length).toBeGreaterThan(0);
    }
  });

  it.each(Object.keys(urgentAnswers))('stays open while %s is missing', (name) => {
    const given = givenAt({ ...urgentAnswers, [name]: ' ' }, ctx);
    expect(nextStep(urgent, given, ctx)).toMatchObject({ kind: 'page', errors: { [name]: 'missing' } });
  });

  it('records at once: nothing is checked, agreed, advised or approved before', () => {
    expect(urgent.review).toBe(false);
    const asked = [...Object.keys(urgent.questions), ...Object.keys(completion.questions)];
    for (const name of asked) expect(name).not.toMatch(/consent|agree|approv|permission/i);
    for (const question of Object.values<Question>(urgent.questions))
      expect(question.judgement).toBeUndefined();
  });

  it('tells people that consent is not needed, and never asks for it', () => {
    const questions = [...words.list('urgent.pages.now.lead'), ...labels()].join(' ');
    expect(questions).toContain('You do not need consent');
    for (const label of labels()) expect(label).not.toMatch(/consent|agreement|approv/i);
  });

  it('recommends sharing without delay, for one reason, under current law', () => {
    const end = nextStep(urgent, givenAt(urgentAnswers, ctx), ctx);
    expect(end).toMatchObject({ kind: 'end', end: { outcome: 'SHARE', reasons: ['URGENT_HARM'] } });
  });
});

const labels = (): string[] => [
  ...Object.keys(urgent.questions).map((name) => words(`urgent.questions.${name}.label`)),
  ...Object.keys(completion.questions).map((name) => words(`urgent.complete.questions.${name}.label`)),
];

describe('the urgent record', () => {
  it('passes its schema and holds every field of the base and of the urgent lane', () => {
    expect(urgentRecordSchema.parse(record)).toEqual(record);
    expect(record).toMatchObject({
      id: 'D-7K3M-Q2',
      reference: 'D-7K3M-Q2',
      type: 'decision',
      lane: 'urgent',
      schemaVersion: 1,
      agencyId: 'northborough-council',
      status: 'to-complete',
      createdAt: monday,
      createdBy: { id: 'p-priya', role: 'practitioner', agency: 'northborough-council' },
      platform: 'teams',
      channelKind: 'personal',
      guidanceVersion: samplePolicy.guidanceVersion,
      lawVersion: samplePolicy.lawVersion,
      practice: false,
      links: [],
      retention: { rule: 'sample-6-years', reviewOn: '2032-11-23', hold: false },
      direction: 'out',
      subjectRef: 'CR-20417',
      ...urgentAnswers,
      sharedAt: monday,
      managerTold: { who: 'p-anika', at: monday },
      recommendation: { outcome: 'SHARE', reasons: ['URGENT_HARM'] },
      final: { outcome: 'SHARE', by: { id: 'p-priya' }, at: monday },
    });
  });

  it('keeps every answer with its time, and the sources of the recommendation', () => {
    const rows = Object.entries(urgentAnswers).map(([name, value]) => ({
      row: `U1.${name}`,
      value,
      at: monday,
    }));
    expect(record.answers).toEqual(rows);
    expect(record.recommendation.citations.length).toBeGreaterThanOrEqual(2);
    for (const { id } of record.recommendation.citations)
      expect(id.startsWith('law:') ? samplePolicy.law[id.slice(4)] : samplePolicy.sources[id]).toBeDefined();
  });

  it('holds nothing of the person but what was typed', () => {
    expect(JSON.stringify(record)).not.toContain('Priya');
  });

  it('is refused by its schema when any of its own fields is lost', () => {
    // Only some people have a manager on the register.
    for (const field of Object.keys(record).filter((name) => name !== 'manager')) {
      const { [field as keyof UrgentRecord]: _, ...rest } = record;
      expect([field, urgentRecordSchema.safeParse(rest).success]).toEqual([field, false]);
    }
  });

  it('is found again by its reference', () => {
    expect(dialogOf(record)).toBe(urgent);
  });

  it('of somebody nobody registered has no role, and still stands', () => {
    expect(recordUrgent(contextAt(monday, { person: alone })).record.createdBy.role).toBe('unregistered');
  });
});

describe('the manager', () => {
  it('is told, not asked: one notice with references only', () => {
    const { notices } = recordUrgent(ctx);
    expect(notices).toEqual([{ id: 'told', to: 'p-anika', kind: 'urgent.told', params: {} }]);
  });

  it('is nobody where nobody is registered: no notice, and the card says so', () => {
    const effect = recordUrgent(contextAt(monday, { person: alone }));
    expect(effect.record.managerTold).toBeNull();
    expect(effect.notices).toEqual([]);
    expect(urgent.show(effect.record, ctx).lead).toContainEqual({ key: 'urgent.record.no-manager' });
  });

  it('never reads anything that was typed, in any notice of the whole life of the record', () => {
    const overdue = actOn(record, 'overdue', tuesday);
    const all = [
      recordUrgent(ctx),
      actOn(record, 'remind', tuesday),
      overdue,
      actOn(record, 'complete', tuesday, done),
    ];
    const notices = JSON.stringify(all.flatMap((effect) => effect.notices));
    for (const typed of Object.values(urgentAnswers))
      for (const word of typed.split(/\W+/).filter((part) => part.length > 5))
        expect(notices).not.toContain(word);
  });
});

describe('the deadlines', () => {
  it('are a reminder on the next working morning and completion by its end', () => {
    expect(recordUrgent(ctx).due).toEqual([
      { id: 'remind-0', at: '2026-11-24T09:30:00.000Z', action: 'remind' },
      { id: 'overdue', at: '2026-11-24T17:00:00.000Z', action: 'overdue' },
    ]);
    expect(record.completeBy).toBe('2026-11-24T17:00:00.000Z');
  });

  it('wait for the working week after a Friday night', () => {
    const friday = recordUrgent(contextAt('2026-11-27T23:30:00.000Z'));
    expect(friday.due.map(({ at }) => at)).toEqual(['2026-11-30T09:30:00.000Z', '2026-11-30T17:00:00.000Z']);
  });

  it('follow the timers of the policy pack', () => {
    const urgentTimers = { ...samplePolicy.timers.urgent, completeWithinWorkingDays: 3, completeAt: '12:00' };
    const policy = { ...samplePolicy, timers: { ...samplePolicy.timers, urgent: urgentTimers } };
    expect(recordUrgent(contextAt(monday, { policy })).record.completeBy).toBe('2026-11-26T12:00:00.000Z');
  });

  it('remind every working morning, and stop after the most', () => {
    const most = samplePolicy.timers.urgent.mostReminders;
    const mornings: string[] = [];
    const notices: string[] = [];
    let current = record;
    let [due] = recordUrgent(ctx).due;
    while (due) {
      mornings.push(due.at);
      const effect = actOn(current, 'remind', contextAt(due.at));
      notices.push(...effect.notices.map(({ id, to }) => `${to}:${id}`));
      current = effect.record;
      [due] = effect.due;
    }
    expect(current.reminders).toBe(most);
    expect(new Set(mornings).size).toBe(most);
    expect(mornings.at(-1)).toBe('2026-12-07T09:30:00.000Z');
    expect(new Set(notices).size).toBe(most);
    expect(notices.every((notice) => notice.startsWith('p-priya:'))).toBe(true);
  });

  it('tell owner and manager once it is overdue, and the record says so', () => {
    const effect = actOn(record, 'overdue', contextAt(record.completeBy));
    expect(effect.record).toEqual({ ...record, overdue: true });
    expect(effect.notices.map(({ to, kind }) => [to, kind])).toEqual([
      ['p-priya', 'urgent.overdue'],
      ['p-anika', 'urgent.overdue-manager'],
    ]);
    expect(effect.due).toEqual([]);
  });

  it('tell only the owner where no manager was told', () => {
    const { record: mine } = recordUrgent(contextAt(monday, { person: alone }));
    expect(actOn(mine, 'overdue', tuesday).notices.map(({ to }) => to)).toEqual(['v-1']);
  });
});

describe('the lifecycle', () => {
  const allowed = { 'to-complete': ['complete', 'remind', 'overdue'], completed: [] as string[] };
  const everyPair = urgent.lifecycle.states.flatMap((state) =>
    Object.keys(urgent.lifecycle.actions).map((action) => [state, action] as const),
  );

  it('has the two states that its schema has', () => {
    expect([...urgent.lifecycle.states]).toEqual(Object.keys(allowed));
    expect(urgentRecordSchema.shape.status.options).toEqual([...urgent.lifecycle.states]);
  });

  it.each(everyPair)('from %s: may %s be done?', (state, action) => {
    const { from } = urgent.lifecycle.actions[action] as { from: readonly string[] };
    expect(from.includes(state)).toBe(allowed[state as keyof typeof allowed].includes(action));
  });

  it.each([
    ['complete', ['owner']],
    ['remind', ['clock']],
    ['overdue', ['clock']],
  ])('%s is done by %j', (action, by) => {
    expect(urgent.lifecycle.actions[action]?.by).toEqual(by);
  });

  it('offers a button only for what may be done now', () => {
    expect(urgent.show(record, ctx).actions).toEqual(['complete']);
    expect(urgent.show(actOn(record, 'complete', tuesday, done).record, ctx).actions).toEqual([]);
  });

  it('never changes the recommendation, the decision or what was written, whatever is done in whatever order', () => {
    const kept = [
      'recommendation',
      'final',
      'answers',
      'risk',
      'shared',
      'sharedAt',
      'managerTold',
      'id',
    ] as const;
    const step = fc.constantFrom('complete' as const, 'remind' as const, 'overdue' as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        let current = record;
        for (const name of steps) {
          if (!urgent.lifecycle.actions[name]?.from.includes(current.status)) continue;
          current = actOn(current, name, tuesday, done).record;
          expect(urgentRecordSchema.parse(current)).toEqual(current);
        }
        for (const field of kept) expect(current[field]).toEqual(record[field]);
      }),
    );
  });
});

describe('completing the record', () => {
  const pagesFor = (answers: Partial<CompletionAnswers>, context: Context = ctx) => {
    const step = nextStep(completion, givenAt(answers, context), context);
    return step.kind === 'end' ? step.end : [step.page.page, ...step.page.ask];
  };
  const combinations = (['yes', 'not-yet'] as const).flatMap((reached) =>
    (
      ['none', 'manager', 'safeguarding-lead', 'dpo', 'caldicott', 'legal', 'police', 'other'] as const
    ).flatMap((advice) => (['yes', 'not-yet', 'no'] as const).map((told) => ({ reached, advice, told }))),
  );

  it('asks three things first, and all options of the record', () => {
    expect(pagesFor({})).toEqual(['afterwards', 'reached', 'advice', 'told']);
    expect(combinations).toHaveLength(walk(completion, ctx).paths.length);
  });

  it.each(combinations)('asks only for what %j makes necessary', (answers) => {
    const details = [
      ...(answers.advice === 'none' ? [] : ['adviceOutcome']),
      ...(answers.told === 'yes' ? [] : ['toldReason']),
    ];
    expect(pagesFor(answers)).toEqual(details.length === 0 ? 'done' : ['details', ...details]);
    const all = { ...answers, adviceOutcome: 'Act.', toldReason: 'Not safe.' };
    expect(pagesFor(all)).toBe('done');
  });

  it.each(combinations)('keeps the outcome of advice and whether the person was told: %j', (answers) => {
    const typed = { adviceOutcome: 'Act.', toldReason: 'Not safe.' };
    const effect = actOn(record, 'complete', tuesday, { ...answers, ...typed });
    const completed = urgentRecordSchema.parse(effect.record);
    expect(completed).toMatchObject({
      status: 'completed',
      overdue: false,
      completedAt: tuesday.now.toISOString(),
      adviceFrom: answers.advice,
      told: { b: answers.told === 'yes', when: answers.told },
    });
    expect(completed.adviceOutcome).toBe(answers.advice === 'none' ? undefined : 'Act.');
    expect(completed.told?.reason).toBe(answers.told === 'yes' ? undefined : 'Not safe.');
    expect(completed.receiptConfirmed?.at).toBe(
      answers.reached === 'yes' ? tuesday.now.toISOString() : undefined,
    );
    expect([effect.notices, effect.due]).toEqual([[], []]);
  });

  it('takes no blank reason for not having told the person', () => {
    expect(pagesFor({ ...done, told: 'no', toldReason: '   ' })).toEqual(['details', 'toldReason']);
  });

  it('shows all answers for checking before they count', () => {
    expect(urgent.lifecycle.actions.complete?.ask?.review).toBe(true);
  });
});
