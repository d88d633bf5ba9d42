import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { give, inOrder, nextStep, reached, type Step } from '../../dialogs/engine/next-step.ts';
import type { Context, Form, Given, Page, Question } from '../../dialogs/engine/types.ts';
import { contextAt, monday } from '../support/context.ts';

type Answers = {
  who: 'child' | 'adult';
  name: string;
  age: number;
  capacity: 'yes' | 'no' | 'not-sure';
  marks: string[];
  seen: string;
  at: string;
  agreed: boolean;
  note?: string;
};

const ask = (question: Partial<Question> & Pick<Question, 'kind'>): Question => ({
  required: true,
  citations: [],
  ...question,
});

const postcode = (name: unknown) => (/^[A-Z]/.test(String(name)) ? undefined : 'not-a-name');

const questions: Form<Answers, unknown>['questions'] = {
  who: ask({ kind: 'choice', options: ['child', 'adult'] }),
  name: ask({ kind: 'text', maxLength: 10, check: postcode }),
  age: ask({ kind: 'number' }),
  capacity: ask({ kind: 'choice', options: ['yes', 'no'], judgement: true }),
  marks: ask({ kind: 'many', options: ['harm', 'neglect', 'other'], judgement: true }),
  seen: ask({ kind: 'date' }),
  at: ask({ kind: 'time' }),
  agreed: ask({ kind: 'toggle' }),
  note: ask({ kind: 'long', required: false, maxLength: 20 }),
};

/** Three pages; the second is for adults only, with a question of judgement; the third has an optional question. */
const form: Pick<Form<Answers, string>, 'questions' | 'next'> = {
  questions,
  next: inOrder<Answers, string>(
    [
      { page: 'start', ask: ['who', 'name', 'age'] },
      { page: 'adult', ask: ['capacity', 'marks'], when: ({ who }) => who === 'adult' },
      { page: 'when', ask: ['seen', 'at', 'agreed', 'note'] },
    ],
    ({ who, capacity }) => `${who}/${capacity ?? 'none'}`,
  ),
};

const ctx = contextAt(monday);
const run = (given: Given, context: Context = ctx): Step<Answers, string> => nextStep(form, given, context);
const write = (answers: Record<string, unknown>, before: Given = {}): Given => give(before, answers, monday);

const start = { who: 'adult', name: 'Anna', age: '41' };
const adult = { capacity: 'yes', marks: 'harm,neglect' };
const when = { seen: '2026-11-20', at: '09:30', agreed: 'true' };

const pageOf = (step: Step<Answers, string>) =>
  step.kind === 'end' ? step.end : `${step.kind}:${step.page.page}`;
const errorsOf = (answers: Record<string, unknown>) => {
  const step = run(write(answers));
  return step.kind === 'page' ? step.errors : undefined;
};

describe('the next step', () => {
  it('is the first page when nothing is answered, and a question nobody answered is no error', () => {
    expect(run({})).toMatchObject({ kind: 'page', page: { page: 'start' }, errors: {}, before: [] });
  });

  it.each([
    [{ who: 'adult' }, 'page:start'],
    [start, 'page:adult'],
    [{ ...start, who: 'child' }, 'page:when'],
    [{ ...start, capacity: 'yes' }, 'page:adult'],
    [{ ...start, ...adult }, 'page:when'],
    [{ ...start, ...adult, capacity: 'no' }, 'page:when'],
    [{ ...start, ...adult, ...when }, 'adult/yes'],
    [{ ...start, ...adult, capacity: 'no', ...when }, 'adult/no'],
    [{ ...start, ...adult, ...when, note: 'Seen twice.' }, 'adult/yes'],
    [{ ...start, who: 'child', ...when }, 'child/none'],
  ])('after %j is %s', (answers, expected) => {
    expect(pageOf(run(write(answers)))).toBe(expected);
  });

  it('hands the end every answer in the shape of its kind', () => {
    expect(run(write({ ...start, ...adult, ...when }))).toMatchObject({
      kind: 'end',
      answers: {
        who: 'adult',
        name: 'Anna',
        age: 41,
        capacity: 'yes',
        marks: ['harm', 'neglect'],
        seen: '2026-11-20',
        at: '09:30',
        agreed: true,
        note: undefined,
      },
    });
  });

  it('passes an optional question that was left blank', () => {
    expect(pageOf(run(write({ ...start, ...adult, ...when, note: '   ' })))).toBe('adult/yes');
  });

  it('gives a condition only the answers that were accepted', () => {
    expect(pageOf(run(write({ ...start, who: 'ghost' })))).toBe('page:start');
  });
});

describe('an answer that cannot be accepted', () => {
  it.each([
    ['who', 'ghost', 'not-an-option'],
    ['who', '', 'missing'],
    ['who', null, 'missing'],
    ['who', {}, 'missing'],
    ['name', '  \n ', 'missing'],
    ['name', 'Annabella Jane', 'too-long'],
    ['name', 'anna', 'not-a-name'],
    ['age', 'forty', 'not-a-number'],
    ['age', 'Infinity', 'not-a-number'],
  ])('is named on its page: %s = %j is %s', (name, value, error) => {
    expect(errorsOf({ ...start, [name]: value })).toEqual({ [name]: error });
  });

  it.each([
    ['seen', '2026-02-30', 'not-a-date'],
    ['seen', '2026-13-01', 'not-a-date'],
    ['seen', '21/11/2026', 'not-a-date'],
    ['seen', '2026-11-21T10:00', 'not-a-date'],
    ['at', '24:00', 'not-a-time'],
    ['at', '9:30', 'not-a-time'],
    ['at', '09:60', 'not-a-time'],
    ['agreed', '', 'missing'],
    ['note', 'more than twenty letters', 'too-long'],
  ])('on a later page too: %s = %j is %s', (name, value, error) => {
    expect(errorsOf({ ...start, ...adult, ...when, [name]: value })).toEqual({ [name]: error });
  });

  it('says every fault of the page at once', () => {
    expect(errorsOf({ who: 'ghost', name: '', age: 'x' })).toEqual({
      who: 'not-an-option',
      name: 'missing',
      age: 'not-a-number',
    });
  });

  it('accepts a leap day, and the last minute of a day', () => {
    const leap = run(write({ ...start, ...adult, ...when, seen: '2028-02-29', at: '23:59' }));
    expect(leap.kind).toBe('end');
  });

  it('takes no name that is only inherited for an option', () => {
    expect(errorsOf({ ...start, who: 'constructor' })).toEqual({ who: 'not-an-option' });
  });
});

describe('not sure', () => {
  const first = write({ capacity: 'not-sure', marks: 'harm' }, write(start));

  it('opens advice the first time, and settles nothing', () => {
    expect(run(first)).toMatchObject({ kind: 'advice', question: 'capacity', page: { page: 'adult' } });
    expect(pageOf(run(write(when, first)))).toBe('advice:adult');
  });

  it('counts as an answer of its own the second time', () => {
    const second = write({ capacity: 'not-sure' }, first);
    expect(pageOf(run(second))).toBe('page:when');
    expect(pageOf(run(write(when, second)))).toBe('adult/not-sure');
  });

  it('is never read as yes or no, however often it is pressed', () => {
    let given = write(start);
    for (let presses = 1; presses <= 6; presses += 1) {
      given = write({ ...when, capacity: 'not-sure', marks: 'harm' }, given);
      const step = run(given);
      expect(step.kind === 'end' ? step.answers.capacity : 'open').toBe(presses < 2 ? 'open' : 'not-sure');
    }
  });

  it('starts afresh after another answer', () => {
    const changed = write({ capacity: 'not-sure' }, write({ capacity: 'yes' }, first));
    expect(run(changed).kind).toBe('advice');
  });

  it.each([[['harm', 'not-sure']], ['harm,not-sure'], [['not-sure']], ['not-sure, harm']])(
    'opens advice also among several that were picked: %j',
    (marks) => {
      const once = write({ capacity: 'yes', marks }, write(start));
      expect(run(once)).toMatchObject({ kind: 'advice', question: 'marks' });
      expect(run(write({ marks }, once))).toMatchObject({ kind: 'page', page: { page: 'when' } });
    },
  );

  it('is refused where the question is a matter of fact', () => {
    expect(errorsOf({ ...start, who: 'not-sure' })).toEqual({ who: 'not-an-option' });
  });
});

describe('going back and changing', () => {
  const all = write({ ...start, ...adult, ...when });

  it('keeps what still fits when an earlier answer changes', () => {
    expect(pageOf(run(write({ who: 'child' }, all)))).toBe('child/none');
    expect(pageOf(run(write({ who: 'adult' }, write({ who: 'child' }, all))))).toBe('adult/yes');
  });

  it('asks what the change makes necessary, and nothing else again', () => {
    const child = write({ ...start, who: 'child', ...when });
    const changed = write({ who: 'adult' }, child);
    expect(pageOf(run(changed))).toBe('page:adult');
    expect(pageOf(run(write(adult, changed)))).toBe('adult/yes');
  });

  it('asks again what no longer fits, and says why', () => {
    const newer = {
      ...form,
      questions: { ...questions, capacity: ask({ kind: 'choice', options: ['full'] }) },
    };
    expect(nextStep(newer, all, ctx)).toMatchObject({
      kind: 'page',
      page: { page: 'adult' },
      errors: { capacity: 'not-an-option' },
    });
  });

  it('ignores answers to questions that a newer version dropped', () => {
    expect(pageOf(run(write({ gone: 'x', constructor: 'y' }, all)))).toBe('adult/yes');
  });

  it('knows the settled pages before, so that back goes to the last of them', () => {
    const names = (step: Step<Answers, string>) => step.before.map(({ page }) => page);
    expect(names(run({}))).toEqual([]);
    expect(names(run(write({ ...start, ...adult })))).toEqual(['start', 'adult']);
    expect(names(run(all))).toEqual(['start', 'adult', 'when']);
  });

  it('counts a page as reached when the answers lead to it, the open one last', () => {
    const names = (given: Given) => reached(run(given)).map(({ page }) => page);
    expect(names({})).toEqual(['start']);
    expect(names(write({ ...start, who: 'child' }))).toEqual(['start', 'when']);
    expect(names(write({ ...start, capacity: 'not-sure' }))).toEqual(['start', 'adult']);
    expect(names(all)).toEqual(['start', 'adult', 'when']);
  });

  it('keeps the time of an answer that is handed in again unchanged', () => {
    const again = give(write({ name: 'Anna' }), { name: 'Anna' }, '2026-11-24T09:00:00.000Z');
    expect(again.name?.at).toBe(monday);
    const changed = give(again, { name: 'Beth' }, '2026-11-24T09:00:00.000Z');
    expect(changed.name?.at).toBe('2026-11-24T09:00:00.000Z');
  });
});

describe('a dialog that is put together wrongly', () => {
  it('throws when a page leads to itself', () => {
    const loop: Page<Answers> = { page: 'loop', ask: ['note'] };
    expect(() => nextStep({ questions, next: () => loop }, {}, ctx)).toThrow('page loop leads to itself');
  });

  it('throws when a page asks a question that is not there', () => {
    const broken = {
      questions: {} as typeof questions,
      next: () => ({ page: 'start', ask: ['who' as const] }),
    };
    expect(() => nextStep(broken, {}, ctx)).toThrow('no question named who');
  });
});

const values: Readonly<Record<keyof Answers, fc.Arbitrary<unknown>>> = {
  who: fc.constantFrom('child', 'adult', 'ghost', ''),
  name: fc.constantFrom('Anna', 'anna', '', 'far too long a name'),
  age: fc.constantFrom('41', 41, 'x'),
  capacity: fc.constantFrom('yes', 'no', 'not-sure', 'maybe'),
  marks: fc.constantFrom('harm', ['harm', 'other'], 'not-sure', 'x'),
  seen: fc.constantFrom('2026-11-20', '2026-02-30'),
  at: fc.constantFrom('09:30', 'noon'),
  agreed: fc.constantFrom('true', 'false', true, ''),
  note: fc.constantFrom('', 'short', 'longer than it may be at most'),
};

const anyGiven: fc.Arbitrary<Given> = fc
  .record(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        fc.record({ value, at: fc.constant(monday), unsure: fc.integer({ min: 0, max: 3 }) }),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((given) => given as Given);

describe('replaying any answers', () => {
  it('always gives the same step', () => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const before = structuredClone(given);
        expect(run(given)).toEqual(run(given));
        expect(given).toEqual(before);
      }),
    );
  });

  it('gives the same step in whatever order the answers came', () => {
    const shuffled = anyGiven.chain((given) => {
      const entries = Object.entries(given);
      return fc
        .shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length })
        .map((order) => [given, Object.fromEntries(order)] as const);
    });
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(run(other)).toEqual(run(given));
      }),
    );
  });

  it('gives the same step whatever was answered on pages that were not reached', () => {
    fc.assert(
      fc.property(anyGiven, anyGiven, (given, other) => {
        const step = run(given);
        const asked = new Set<string>(reached(step).flatMap((page) => page.ask));
        const keep = ([name]: [string, unknown]) => asked.has(name);
        const reachedOnly = Object.fromEntries(Object.entries(given).filter(keep));
        expect(run({ ...other, ...withBlanks(asked), ...reachedOnly })).toEqual(step);
      }),
    );
  });

  it('never ends while a question on the way is without an accepted answer', () => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const step = run(given);
        if (step.kind !== 'end') return;
        for (const page of step.before)
          for (const name of page.ask)
            expect(
              Object.hasOwn(step.answers, name) && (step.answers[name] !== undefined || name === 'note'),
            ).toBe(true);
      }),
    );
  });
});

/** Takes back what another run answered to the questions that were reached. */
const withBlanks = (asked: ReadonlySet<string>): Given =>
  Object.fromEntries([...asked].map((name) => [name, undefined])) as unknown as Given;
