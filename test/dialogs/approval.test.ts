import { describe, expect, it } from 'vitest';
import { approval } from '../../dialogs/approval/dialog.ts';
import { lifecycle } from '../../dialogs/approval/lifecycle.ts';
import type { ApprovalRecord } from '../../dialogs/approval/record.ts';
import { needsApproval, offeredFor, triggersOf } from '../../dialogs/approval/triggers.ts';
import approvalWords from '../../dialogs/approval/words.en-GB.json' with { type: 'json' };
import awayWords from '../../dialogs/away/words.en-GB.json' with { type: 'json' };
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import type { Actor, Context } from '../../dialogs/engine/types.ts';
import { type PolicyPack, type PolicyPackInput, policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import { dialogs, words } from '../../dialogs/registry.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

/** What the capability says and does, without a house around it. */

const ctx = contextAt(monday, { reference: 'M-7K3M-Q2' });
const at = (now: string, more: Partial<Context> = {}) =>
  contextAt(now, { reference: 'M-7K3M-Q2', person: { ...priya, id: 'clock' }, ...more });
const manager: Actor = { id: 'p-anika', name: 'Anika Rao', agency: priya.agency, roles: ['manager'] };

const decisionOf = (more: object = {}): DecisionRecord =>
  ({
    reference: 'D-2222-22',
    type: 'decision',
    lane: 'decision',
    agencyId: priya.agency,
    createdBy: { id: priya.id, role: 'practitioner', agency: priya.agency },
    status: 'decided',
    subjectRef: 'C-1',
    purpose: ['P7'],
    harmMarks: [],
    answers: [],
    links: [],
    recommendation: { outcome: 'SHARE', reasons: ['CONSENT'], citations: [] },
    final: { outcome: 'SHARE', by: { id: priya.id, role: '', agency: priya.agency }, at: monday },
    ...more,
  }) as unknown as DecisionRecord;

const started = (more: Partial<Context> = {}): ApprovalRecord => {
  const found = [decisionOf()];
  return approval.record(
    { decision: 'd-2222-22 ', question: 'agree', urgency: 'today' },
    { outcome: 'ASKED', reasons: [], citations: [] },
    { ...ctx, found, ...more },
    {},
  ).record;
};

describe('when it is offered', () => {
  const final = (outcome: string) => ({ final: { ...decisionOf().final, outcome } });
  const table: [string, object, string[]][] = [
    ['all as advised', {}, []],
    ['advice leaves doubt', final('SEEK_ADVICE'), ['doubt']],
    ['the advice is to take it further', final('ESCALATE'), ['doubt']],
    ['decided otherwise', { departure: { reason: 'r', escalated: false } }, ['departs']],
    ['shared though they said no', { consentResult: 'REFUSED' }, ['objection']],
    ['shared though they took it back', { consentResult: 'WITHDRAWN' }, ['objection']],
    [
      'shared though they would rather not',
      { answers: [{ row: 'decision.objects', value: 'yes', at: monday }] },
      ['objection'],
    ],
    ['not shared, as they said no', { consentResult: 'REFUSED', ...final('DO_NOT_SHARE') }, []],
    ['they would not take it', { receipt: { answer: 'refused' } }, ['refused']],
    ['whoever was asked said no', { answered: { answer: 'no', at: monday } }, ['refused']],
    ['whoever was asked said yes', { answered: { answer: 'yes', at: monday } }, []],
  ];
  it.each(table)('%s', (_, more, triggers) => {
    expect(triggersOf(decisionOf(more), samplePolicy)).toEqual(triggers);
    expect(offeredFor(decisionOf(more), samplePolicy)).toBe(triggers[0]);
  });

  const departs = { departure: { reason: 'r', escalated: false } };
  const stands = (status: string) => ({ approvals: [{ ref: 'M-1', status, at: monday }] });
  it.each([
    ['asked already', stands('asked'), undefined],
    ['a question is open', stands('question'), undefined],
    ['approved', stands('approved'), undefined],
    ['rejected: again', stands('rejected'), 'departs'],
    ['taken back: again', stands('withdrawn'), 'departs'],
    ['sent', { transferAt: monday }, undefined],
    ['sent, and refused', { transferAt: monday, receipt: { answer: 'refused' } }, 'refused'],
    ['went on as another', { resumedBy: 'D-3333-33' }, undefined],
  ])('once: %s', (_, more, offered) =>
    expect(offeredFor(decisionOf({ ...departs, ...more }), samplePolicy)).toBe(offered),
  );
});

describe('the policy', () => {
  const packWith = (...rules: object[]): PolicyPack =>
    policyPackSchema.parse({ ...samplePack, approval: { rules } } as PolicyPackInput);

  it('makes nothing compulsory unless somebody says so', () => {
    expect(samplePolicy.approval).toEqual({ rules: [] });
    expect(needsApproval(decisionOf(), samplePolicy)).toBe(false);
  });

  it.each([
    ['offers where it is not compulsory', { outcomes: ['SHARE'] }, false, 'rule'],
    ['holds where it is', { outcomes: ['SHARE'], compulsory: true }, true, 'rule'],
    [
      'meets all that a rule names',
      { outcomes: ['SHARE'], triggers: ['departs'], compulsory: true },
      false,
      undefined,
    ],
    [
      'knows families of purposes',
      { families: [samplePolicy.purposes.P7?.family], compulsory: true },
      true,
      'rule',
    ],
  ])('%s', (_, rule, needed, offered) => {
    const pack = packWith(rule);
    expect(needsApproval(decisionOf(), pack)).toBe(needed);
    expect(offeredFor(decisionOf(), pack)).toBe(offered);
    const yes = decisionOf({ approvals: [{ ref: 'M-1', status: 'approved', at: monday }] });
    expect(needsApproval(yes, pack)).toBe(false);
  });

  it.each([
    ['no condition', { compulsory: true }],
    ['an outcome that is none', { outcomes: ['MAYBE'] }],
    ['a family that is none', { families: ['gossip'] }],
    ['a rule that follows from itself', { triggers: ['rule'] }],
    ['an empty list', { outcomes: [] }],
    ['something unknown', { outcomes: ['SHARE'], urgent: true }],
  ])('refuses a rule with %s', (_, rule) => {
    expect(policyPackSchema.safeParse({ ...samplePack, approval: { rules: [rule] } }).success).toBe(false);
  });
});

describe('who is asked', () => {
  it('is the first of the line, and the decision learns of it', () => {
    const effect = approval.record(
      { decision: 'D-2222-22', question: 'agree', urgency: 'today' },
      { outcome: 'ASKED', reasons: [], citations: [] },
      { ...ctx, found: [decisionOf()] },
      {},
    );
    expect(effect.record).toMatchObject({
      asked: ['p-anika'],
      links: ['D-2222-22'],
      dueAt: '2026-11-24T10:30:00.000Z',
    });
    expect(effect.notices.map(({ to }) => to)).toEqual(['p-anika']);
    expect(effect.also).toMatchObject([
      {
        dialog: 'decision',
        ref: 'D-2222-22',
        action: 'approval',
        input: { status: 'asked', readers: ['p-anika'] },
      },
    ]);
  });

  it('is never whoever asks, even where they stand in for managers', () => {
    const person = { ...priya, id: 'p-omar', manager: 'p-omar' };
    const found = [decisionOf({ createdBy: { id: 'p-omar', role: '', agency: priya.agency } })];
    expect(started({ person, found }).asked).toEqual(['p-helen']);
  });

  it('is nobody where nobody is on the register: whom to ring is said instead', () => {
    const policy = { ...samplePolicy, agencies: samplePolicy.agencies.map((one) => ({ ...one, posts: {} })) };
    const { manager: _, ...person } = priya;
    const fault = approval.questions.question.check?.('agree', {}, { ...ctx, person, policy });
    expect(fault).toBe('nobody-to-ask');
    expect(words(`engine.errors.${fault}`)).toContain('ring');
  });
});

describe('the clock', () => {
  const { chase, standIn } = lifecycle.actions;
  const effectOf = (record: ApprovalRecord, now: string) => chase?.apply(record, {}, at(now));

  it('comes to nothing where the time was set anew since', () => {
    const record = started();
    expect(chase?.when?.(record, at('2026-11-24T10:29:59.999Z'))).toBe(false);
    expect(chase?.when?.(record, at(record.dueAt))).toBe(true);
  });

  it('asks again, then the next, then the last; each time is one of its own', () => {
    const seen: [string[], string[], number][] = [];
    const ids = new Set<string>();
    let record = started();
    for (let n = 0; n < 3; n += 1) {
      const effect = effectOf(record, record.dueAt);
      record = effect?.record as ApprovalRecord;
      seen.push([
        record.asked as string[],
        effect?.notices.map(({ kind }) => kind) ?? [],
        effect?.due.length ?? 0,
      ]);
      for (const { id } of [...(effect?.due ?? []), ...(effect?.notices ?? [])]) {
        expect(ids).not.toContain(id);
        ids.add(id);
      }
    }
    expect(seen).toEqual([
      [['p-anika'], ['approval.chase'], 1],
      [['p-anika', 'p-omar'], ['approval.deputy', 'approval.moved'], 1],
      [['p-anika', 'p-omar', 'p-helen'], ['approval.deputy', 'approval.ring'], 0],
    ]);
  });

  it('says whom to ring as soon as nobody is left', () => {
    const policy = { ...samplePolicy, agencies: samplePolicy.agencies.map((one) => ({ ...one, posts: {} })) };
    const record = { ...started(), chases: 1 };
    const effect = chase?.apply(record, {}, at(record.dueAt, { policy }));
    expect(effect?.notices.map(({ kind }) => kind)).toEqual(['approval.ring']);
    expect(effect?.due).toEqual([]);
  });

  it.each([
    ['somebody else', 'p-omar', ['p-anika', 'p-omar']],
    ['whoever asks', 'p-priya', ['p-anika']],
    ['who is asked already', 'p-anika', ['p-anika']],
    ['nobody', undefined, ['p-anika']],
  ])('lets %s stand in, or not', (_, to, asked) => {
    const effect = standIn?.apply(started(), { to }, at(monday));
    expect(effect?.record.asked).toEqual(asked);
    expect(effect?.notices).toHaveLength(asked.length - 1);
  });
});

describe('what every notice says', () => {
  const record = started();
  const by = { ...ctx, person: manager, record };
  const { actions } = lifecycle;
  const effects = [
    approval.record(
      { decision: 'D-2222-22', question: 'refused', urgency: 'soon', note: 'typed' },
      { outcome: '', reasons: [], citations: [] },
      { ...ctx, found: [decisionOf({ harmMarks: ['child'] })] },
      {},
    ),
    actions.approve?.apply(record, {}, by),
    actions.reject?.apply(record, { reason: 'typed' }, by),
    actions.ask?.apply(record, { question: 'typed' }, by),
    actions.reassign?.apply(record, { to: 'manager', reason: 'typed' }, by),
    actions.chase?.apply(record, {}, by),
    actions.chase?.apply({ ...record, chases: 2 }, {}, by),
    actions.standIn?.apply(record, { to: 'p-omar' }, by),
    actions.reply?.apply({ ...record, status: 'question' }, { reply: 'typed' }, ctx),
  ].flatMap((effect) => effect ?? []);
  const notices = effects.flatMap((effect) => effect.notices);

  it('stands in our words, and holds nothing that was typed', () => {
    expect(notices.length).toBeGreaterThan(9);
    for (const { kind, params, more = [], facts = [] } of notices) {
      const key = kind.replace('.', '.notices.');
      const said = [
        words(`${key}.title`),
        ...words.list(`${key}.lead`, { who: 'w', ref: 'r', ...params }),
        ...more.map((one) => words(one.key, one.params)),
        ...facts.flatMap(({ label, said: one }) => [words(label), words(one.key, one.params)]),
      ].join(' ');
      expect(said).not.toContain('typed');
      expect(said).not.toContain('C-1');
    }
  });

  it('reminds of people’s safety where it is about that, and only there', () => {
    const protect = (effect: (typeof effects)[number]) =>
      effect.notices.some(({ more = [] }) => more.some(({ key }) => key === 'approval.notices.protect'));
    expect(effects.map(protect).filter(Boolean)).toHaveLength(1);
    expect(protect(effects[0] as (typeof effects)[number])).toBe(true);
  });
});

describe('how it reads', () => {
  it.each([
    ['approval', approvalWords],
    ['away', awayWords],
  ])('the words of %s are those of a twelve-year-old, or easier', (_, bundle) => {
    const texts = textsOf(bundle).filter(([key]) => !key.startsWith('command.words'));
    const prose = texts.map(([, text]) => text).filter((text) => wordsOf(text).length >= 8);
    expect(gradeOf(prose)).toBeLessThanOrEqual(7);
    for (const [key, text] of texts)
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });

  it('gives every reference a letter of its own, but for the four that a lane tells apart', () => {
    const prefixes = Object.values(dialogs).map(({ prefix }) => prefix);
    expect(prefixes.length - new Set(prefixes).size).toBe(4);
  });
});
