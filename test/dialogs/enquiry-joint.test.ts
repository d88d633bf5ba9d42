import { describe, expect, it } from 'vitest';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import type { ActionForm, Seat } from '../../dialogs/engine/types.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import { offersFor } from '../../dialogs/enquiry/joint-questions.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import { monday } from '../support/context.ts';
import {
  atTable,
  council,
  effectOf,
  health,
  opened,
  police,
  ref,
  schools,
  seats,
  through,
  victim,
} from '../support/enquiries.ts';

/** What agencies do together: who may do what, and what must be there before it can close. */

const start = opened().record;
const form = enquiry.lifecycle.actions.joint?.ask as ActionForm<Record<string, unknown>>;

const planned = through(start, [
  'joint',
  { what: 'plan', planText: 'Visit', planAgency: police, planOwner: 'Sergeant', planDue: '2026-11-28' },
]);
const closed: Enquiry = { ...planned, status: 'closed' };

/** Where the questions of the joint work stand after these answers. */
const stepAfter = (record: Enquiry, answers: object, who: string) => {
  const given = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, { value, at: monday }]),
  );
  return nextStep(form, given, { ...atTable({ who }), record });
};

describe('what somebody can do', () => {
  const all = ['risk', 'victim', 'dissent', 'plan'];
  it.each<[string, string, Enquiry, string[]]>([
    ['a member', 'p-ruth', start, all],
    ['a member with an action of theirs', 'p-dev', planned, [...all, 'done']],
    ['who leads this one', 'p-anika', start, [...all, 'level', 'more', 'rating', 'close']],
    [
      'another lead',
      'p-anika',
      { ...start, ledBy: undefined } as never,
      [...all, 'level', 'more', 'rating', 'lead', 'close'],
    ],
    ['a member, once it is closed', 'p-ruth', closed, []],
    ['a member with an action of theirs, once it is closed', 'p-dev', closed, ['done']],
  ])('%s', (_, who, record, offers) => {
    expect(offersFor(record, atTable({ who }))).toEqual(offers);
    const { joint } = enquiry.lifecycle.actions;
    expect(joint?.when?.(record, atTable({ who }))).toBe(offers.length > 0);
  });

  it('is refused where it is for who leads, whatever the press says', () => {
    const step = stepAfter(start, { what: 'close' }, 'p-ruth');
    expect(step).toMatchObject({ kind: 'page', page: { page: 'what' }, errors: { what: 'not-an-option' } });
  });

  it('never offers agencies that were asked, and offers those of guests who were invited', () => {
    const guest: Seat = {
      person: 'p-gil',
      agency: 'far-council',
      name: 'gil',
      role: 'guest',
      enquiries: [ref],
    };
    const ctx = { ...atTable({ who: 'p-anika', seats: [...seats, guest] }), record: start };
    const options = form.questions.agencies?.pick?.({}, ctx).map(({ value }) => value);
    expect(options).toEqual([council, schools, 'eastmoor-council', 'lantern-voluntary', 'far-council']);
  });
});

describe('closing', () => {
  it.each<[string, Partial<Enquiry>, object, string]>([
    ['asks for what the person wants first', {}, {}, 'victim'],
    ['then for the level', {}, victim, 'level'],
    ['asks only for the level where the rest is there', { victim: victim as never }, {}, 'level'],
    ['asks what came of it where nothing is missing', { victim: victim as never, level: 'low' }, {}, 'close'],
  ])('%s', (_, has, answers, page) => {
    const step = stepAfter({ ...start, ...has }, { what: 'close', ...answers }, 'p-anika');
    expect(step).toMatchObject({ kind: 'page', page: { page } });
  });

  it.each(['wishes', 'needs', 'safety'])('is refused while %s is blank', (name) => {
    const step = stepAfter(start, { what: 'close', ...victim, [name]: '' }, 'p-anika');
    expect(step).toMatchObject({ kind: 'page', page: { page: 'victim' }, errors: { [name]: 'missing' } });
  });

  it('keeps what was written before, and tells whoever asked what came of it', () => {
    const written = through(
      start,
      ['joint', { what: 'victim', ...victim }, { who: 'p-ruth' }],
      ['joint', { what: 'level', level: 'high' }, { who: 'p-anika' }],
    );
    expect(written).toMatchObject({
      status: 'assessed',
      level: 'high',
      victim: { ...victim, by: { id: 'p-ruth' } },
    });
    const end = { what: 'close', outcome: 'one-agency', outcomeText: 'The school goes on.' };
    const effect = effectOf(written, 'joint', end, { who: 'p-anika' });
    expect(effect.record).toMatchObject({
      status: 'closed',
      level: 'high',
      victim: { by: { id: 'p-ruth' } },
    });
    expect(effect.tells?.[0]?.input).toMatchObject({ status: 'closed', outcome: 'one-agency' });
  });
});

describe('the plan', () => {
  it('takes no day that has passed', () => {
    const plan = {
      what: 'plan',
      planText: 'Visit',
      planAgency: police,
      planOwner: 'Nurse',
      planDue: '2026-11-22',
    };
    expect(stepAfter(start, plan, 'p-ruth')).toMatchObject({ errors: { planDue: 'in-the-past' } });
  });

  it('tells the agency whose action it is, and not whoever wrote it down', () => {
    const plan = {
      what: 'plan',
      planText: 'Visit',
      planAgency: police,
      planOwner: 'Nurse',
      planDue: '2026-11-28',
    };
    const { notices } = effectOf(start, 'joint', plan, { who: 'p-dev' });
    expect(notices.map(({ to, kind, actions }) => [to, kind, actions])).toEqual([
      ['p-nadia', 'enquiry.plan', ['joint']],
    ]);
  });

  it('is marked done by the agency whose action it is', () => {
    const done = { what: 'done', task: '1' };
    expect(through(planned, ['joint', done, { who: 'p-ruth' }]).plan[0]?.doneAt).toBeUndefined();
    expect(through(planned, ['joint', done, { who: 'p-dev' }]).plan[0]?.doneAt).toBe(monday);
  });
});

describe('whoever leads', () => {
  it('can be somebody else from now on', () => {
    const second: Seat = { person: 'p-omar', agency: council, name: 'omar', role: 'lead' };
    const effect = effectOf(start, 'joint', { what: 'lead' }, { who: 'p-omar', seats: [...seats, second] });
    expect(effect.record.ledBy).toEqual({ person: 'p-omar', agency: council, name: 'omar' });
    expect(effect.reason).toBe('enquiry.led');
  });

  it('asks an agency once, even if it is on the list twice', () => {
    const more = { what: 'more', agencies: [police, schools] };
    const { record, notices } = effectOf(start, 'joint', more, { who: 'p-anika' });
    expect(record.requests.map(({ agency }) => agency)).toEqual([police, health, schools]);
    // Nobody of the school is here, and whoever leads has just asked it: nobody else must be told.
    expect(notices).toEqual([]);
  });

  it('gives a new time with a new rating, and leaves answers as they are', () => {
    const answered = through(start, ['answer', { state: 'nothing' }, { who: 'p-nadia' }]);
    const late: Enquiry = {
      ...answered,
      requests: answered.requests.map((one) =>
        one.agency === health ? { ...one, late: true, chases: 2 } : one,
      ),
    };
    const rating = { what: 'rating', rating: 'red', ratingWhy: 'She is at home again.' };
    const { record, notices } = effectOf(late, 'joint', rating, { who: 'p-anika' });
    expect(record.requests).toMatchObject([
      { agency: police, state: 'nothing' },
      { agency: health, state: 'asked', late: false, chases: 0, dueAt: '2026-11-23T18:30:00.000Z' },
    ]);
    expect(notices.map(({ to, kind }) => [to, kind])).toEqual([['p-ruth', 'enquiry.rated-red']]);
    expect(record.ratingWhy).toBe('She is at home again.');
  });
});
