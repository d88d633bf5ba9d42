import { describe, expect, it } from 'vitest';
import { type AdviceAnswers, advice } from '../../dialogs/advice/dialog.ts';
import { mends, spots } from '../../dialogs/advice/gist.ts';
import { type AdviceRecord, type Role, roles } from '../../dialogs/advice/record.ts';
import { contactOf, empty, lineOf, noteOf, offered } from '../../dialogs/advice/whom.ts';
import { questions } from '../../dialogs/decision/questions.ts';
import type { Action, Context, Effect, Question, Said, Stuck } from '../../dialogs/engine/types.ts';
import { words } from '../../dialogs/registry.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';

/** Whom one asks, what about, and what the clock does when nobody answers. */

const ctx = contextAt(monday, { reference: 'A-7K3M-Q2' });
const home = 'northborough-council';

const withPosts = (posts: (typeof samplePolicy.agencies)[number]['posts']) => ({
  ...samplePolicy,
  agencies: samplePolicy.agencies.map((one) => (one.id === home ? { ...one, posts } : one)),
});

const said = (lines: readonly (readonly Said[])[] = []): string =>
  lines.map((line) => line.map(({ key, params }) => words(key, params)).join(' ')).join('\n');

const stuckAt = (question: string, answers: Stuck['answers'] = {}): Stuck => ({
  about: { ref: 'D-7K3M-Q2', dialog: 'decision', draft: '7K3M-Q2', page: 'case', question },
  answers,
  label: Object.hasOwn(questions, question) ? `decision.questions.${question}.label` : undefined,
});

const typedValue = (name: string): string => {
  const { kind } = (questions as Readonly<Record<string, Question>>)[name] as Question;
  return kind === 'text' || kind === 'long' ? 'Sarah Jones of PO16 7GZ' : '';
};

describe('the first draft of what to ask', () => {
  const typed = Object.fromEntries(Object.keys(questions).map((name) => [name, typedValue(name)]));
  const ages = questions.ageBand.options;
  const kinds = questions.infoKind.options;

  it.each(Object.keys(samplePolicy.purposes))(
    'for purpose %s names nobody, whatever the question',
    (purpose) => {
      for (const [at, question] of Object.keys(questions).entries()) {
        const answers = {
          ...typed,
          subjectRef: 'C-2041',
          purpose,
          ageBand: ages[at % ages.length],
          infoKind: kinds.slice(at % 3).join(','),
        };
        const begun = advice.starts?.(ctx, stuckAt(question, answers));
        const text = said(begun?.said?.gist);
        expect(spots(text, { ...ctx, about: { ref: 'D', dialog: 'decision', case: 'C-2041' } })).toEqual([]);
        expect(text).toContain(words(`decision.questions.${question}.label`));
        expect(text).toContain(samplePolicy.purposes[purpose]?.label);
        expect(text).not.toContain('Sarah');
        expect(text.length).toBeLessThan(1500);
      }
    },
  );

  it('takes nothing that is no option, from a draft that somebody tampered with', () => {
    const answers = { ageBand: 'Sarah Jones', infoKind: 'health,Sarah Jones', purpose: 'Sarah Jones' };
    const text = said(advice.starts?.(ctx, stuckAt('canAsk', answers)).said?.gist);
    expect(text).not.toContain('Sarah');
    expect(text).toContain(words('decision.questions.infoKind.options.health'));
  });

  it('by its word is empty, with somebody chosen; from a record that is no decision it is not begun', () => {
    expect(advice.starts?.(ctx)).toEqual({ filled: { role: 'manager' } });
    const made = asked();
    expect(advice.begins?.(made, ctx)).toBeUndefined();
  });

  it('of a draft with no such question says nothing of it', () => {
    const begun = advice.starts?.(ctx, stuckAt('nothing'));
    expect(said(begun?.said?.gist)).toBe(words('advice.gist.ask'));
  });
});

describe('the case reference', () => {
  const about = (text: string): Context => ({ ...ctx, about: { ref: 'D', dialog: 'decision', case: text } });

  it.each([
    ['C-2041', 'about c-2041 and C-2041', 'about … and …'],
    ['a.b*c(1)', 'x A.B*C(1) y', 'x … y'],
    ['[12]\\3/', 'see [12]\\3/', 'see …'],
  ])('%j is kept back, in %j', (ref, text, expected) => {
    expect(spots(text, about(ref))).toEqual(['case']);
    expect(mends(text, about(ref))).toBe(expected);
    expect(spots(expected, about(ref))).toEqual([]);
  });

  it.each([
    ['none yet', undefined],
    ['14', undefined],
    ['C-2041 ', 'C-2041'],
  ])('%j is known as %j: words and ages are no reference', (subjectRef, known) => {
    expect(advice.starts?.(ctx, stuckAt('canAsk', { subjectRef })).about?.case).toBe(known);
  });

  it('is not in the record', () => {
    const begun = advice.starts?.(ctx, stuckAt('canAsk', { subjectRef: 'C-2041' }));
    expect(JSON.stringify(asked({}, begun?.about ? { about: begun.about } : {}))).not.toContain('2041');
  });
});

describe('whom one may ask', () => {
  const by = (id: string, more: Partial<Context> = {}): Context => ({
    ...ctx,
    person: { ...priya, id },
    ...more,
  });

  it.each<[string, Context, readonly Role[]]>([
    ['a social worker', ctx, roles],
    ['the Caldicott Guardian', by('p-vera'), ['manager', 'safeguarding-lead', 'dpo', 'siro']],
    ['somebody with no posts', by('p-x', { policy: withPosts({}) }), ['manager']],
  ])('%s: those who exist, and never oneself', (_, context, expected) => {
    expect(offered(context)).toEqual(expected);
  });

  it.each(['health', 'capacity', 'duties'])(
    'the Caldicott Guardian comes first where it is about %s',
    (note) => {
      expect(offered({ ...ctx, about: { ref: 'D', dialog: 'decision', note } })[0]).toBe('caldicott');
    },
  );

  it.each<[string, Record<string, unknown>, string, string | undefined]>([
    ['health ticked', { infoKind: 'social-care,health' }, 'canAsk', 'health'],
    ['other kinds ticked', { infoKind: 'offence' }, 'canAsk', undefined],
    ['who can agree', {}, 'giver', 'capacity'],
    ['somebody who cannot decide', { giver: 'cannot' }, 'canAsk', 'capacity'],
    ['a confidence', {}, 'confidential', 'duties'],
    ['a law against it', {}, 'restriction', 'duties'],
    ['anything else', {}, 'purpose', undefined],
  ])('%s', (_, answers, question, note) => expect(noteOf(answers, question, ctx)).toBe(note));

  it('of an empty post it says so, with whom to ring', () => {
    const policy = withPosts({ dpo: ['p-colin'] });
    expect(empty(by('p-x', { policy })).map(({ label }) => label)).toEqual([
      'advice.empty.caldicott',
      'advice.empty.safeguarding-lead',
      'advice.empty.legal',
    ]);
    for (const role of roles) expect(contactOf(role, policy)).toMatch(/: 01632 960 1/);
  });

  it('the post comes first, then the line of managers; each once', () => {
    expect(
      lineOf('safeguarding-lead', { id: 'p-sam', agency: home, manager: 'p-omar' }, samplePolicy),
    ).toEqual(['p-anika', 'p-omar', 'p-helen']);
  });
});

function asked(answers: Partial<AdviceAnswers> = {}, more: Partial<Context> = {}): AdviceRecord {
  const given = { role: 'manager', gist: 'May I?', ...answers } as AdviceAnswers;
  const outcome = { outcome: 'ASKED', reasons: [], citations: [] };
  const { record } = advice.record(given, outcome, { ...ctx, ...more }, {});
  return advice.schema.parse(record);
}

const clock = (record: AdviceRecord, policy = samplePolicy): Effect<AdviceRecord> => {
  const now = new Date(record.dueAt);
  const chase = advice.lifecycle.actions.chase as Action<AdviceRecord>;
  const at = { ...ctx, policy, now };
  expect(chase.when?.(record, at)).toBe(true);
  expect(chase.when?.(record, { ...at, now: new Date(now.getTime() - 1) })).toBe(false);
  return chase.apply(record, {}, at);
};

/** Every step of the clock until it rests. */
const whole = (record: AdviceRecord, policy = samplePolicy): Effect<AdviceRecord>[] => {
  const effect = clock(record, policy);
  return effect.record.status === 'asked' ? [effect, ...whole(effect.record, policy)] : [effect];
};

describe('the clock', () => {
  const mostChases = (most: number) => ({
    ...samplePolicy,
    timers: { ...samplePolicy.timers, ask: { workingHours: 4, mostChases: most } },
  });

  it.each([
    ['three in line', {}, samplePolicy, ['chased', 'chased', 'reminded', 'unanswered']],
    ['as often as the policy allows', {}, mostChases(1), ['chased', 'unanswered']],
    ['one in line', {}, withPosts({}), ['reminded', 'unanswered']],
    [
      'more in line than times',
      { role: 'legal' as const },
      samplePolicy,
      ['chased', 'chased', 'chased', 'unanswered'],
    ],
  ])('%s', (_, answers, policy, reasons) => {
    const steps = whole(asked(answers), policy);
    expect(steps.map(({ reason }) => reason)).toEqual(reasons.map((one) => `advice.${one}`));
  });

  it('asks nobody twice before all were asked, never the asker, and sets each deadline in office hours', () => {
    for (const role of roles) {
      const steps = whole(asked({ role }));
      const ids = steps.flatMap(({ notices }) => notices.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      const due = steps.flatMap(({ due: all }) => all.map(({ id }) => id));
      expect(new Set(due).size).toBe(due.length);
      const last = steps.at(-1)?.record as AdviceRecord;
      expect(last.asked).not.toContain(priya.id);
      expect(new Set(last.asked).size).toBe(last.asked?.length);
      for (const { record } of steps) {
        const [hour] = record.dueAt.slice(11).split(':').map(Number);
        expect(hour).toBeGreaterThanOrEqual(9);
        expect(hour).toBeLessThanOrEqual(17);
        expect(advice.schema.parse(record)).toEqual(record);
      }
    }
  });

  it('tells references only: no notice has anything of what is asked', () => {
    for (const role of roles)
      for (const { notices } of whole(asked({ role, gist: 'Quokka' })))
        expect(JSON.stringify(notices)).not.toContain('Quokka');
  });
});

describe('the pages', () => {
  const next = (answers: Partial<AdviceAnswers>) => advice.next(answers, ctx);

  it.each<[Partial<AdviceAnswers>, string]>([
    [{}, 'ask'],
    [{ role: 'dpo' }, 'ask'],
    [{ role: 'dpo', gist: 'May I?', identity: 'yes' }, 'why'],
  ])('%j: %s', (answers, page) => expect(next(answers)).toMatchObject({ page }));

  it.each<Partial<AdviceAnswers>>([
    { role: 'dpo', gist: 'May I?' },
    { role: 'dpo', gist: 'May I?', identity: 'no' },
    { role: 'dpo', gist: 'May I?', identity: 'yes', identityReason: 'So' },
  ])('%j is all', (answers) => expect(next(answers)).toMatchObject({ outcome: 'ASKED' }));

  it('identity that nobody gave a reason for is not revealed', () => {
    expect(asked({ identity: 'yes' }).identityRevealed).toEqual({ b: false });
    expect(asked({ identity: 'no', identityReason: 'left over' }).identityRevealed).toEqual({ b: false });
  });
});
