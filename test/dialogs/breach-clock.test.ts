import { describe, expect, it } from 'vitest';
import { clockDues, markReached, reportByOf, sayLeft } from '../../dialogs/breach/clock-time.ts';
import { sayWhen } from '../../dialogs/engine/say.ts';
import { words } from '../../dialogs/registry.ts';
import { oneBreach } from '../support/breaches.ts';
import { contextAt, monday, samplePolicy } from '../support/context.ts';

/** 72 real hours from when the agency knew: whatever the day, and whatever the clocks on the wall do. */

const local = (at: string): string => sayWhen(at, samplePolicy);

describe('by when the regulator is to know', () => {
  it.each([
    ['an ordinary Monday', '2026-11-23T14:30:00.000Z', '14:30 on Thursday 26 November 2026'],
    ['a minute before midnight', '2026-11-23T23:59:00.000Z', '23:59 on Thursday 26 November 2026'],
    ['at midnight', '2026-11-24T00:00:00.000Z', '00:00 on Friday 27 November 2026'],
    ['a Friday evening, over the weekend', '2026-11-20T17:02:00.000Z', '17:02 on Monday 23 November 2026'],
    ['over Christmas', '2026-12-24T16:00:00.000Z', '16:00 on Sunday 27 December 2026'],
    ['over a bank holiday', '2027-05-01T09:00:00.000Z', '10:00 on Tuesday 4 May 2027'],
    ['over the end of the year', '2026-12-31T23:30:00.000Z', '23:30 on Sunday 3 January 2027'],
    ['over a leap day', '2028-02-27T12:00:00.000Z', '12:00 on Wednesday 1 March 2028'],
    // In spring an hour is left out: 72 hours later the clock on the wall shows one more.
    ['when clocks go forward', '2027-03-26T18:00:00.000Z', '19:00 on Monday 29 March 2027'],
    ['in the hour that is left out', '2027-03-25T01:30:00.000Z', '02:30 on Sunday 28 March 2027'],
    // In autumn one comes twice: the clock on the wall shows one less.
    ['when clocks go back', '2027-10-29T17:00:00.000Z', '17:00 on Monday 1 November 2027'],
    [
      'into the hour that comes twice, first time',
      '2027-10-28T00:30:00.000Z',
      '01:30 on Sunday 31 October 2027',
    ],
    [
      'into the hour that comes twice, second time',
      '2027-10-28T01:30:00.000Z',
      '01:30 on Sunday 31 October 2027',
    ],
  ])('%s', (_, aware, said) => {
    const by = reportByOf(aware, samplePolicy);
    expect(Date.parse(by) - Date.parse(aware)).toBe(72 * 3_600_000);
    expect(local(by)).toBe(said);
  });

  it('is what the policy pack says', () => {
    const timers = { ...samplePolicy.timers, breach: { ...samplePolicy.timers.breach, hours: 24 } };
    expect(reportByOf('2027-03-27T18:00:00.000Z', { timers })).toBe('2027-03-28T18:00:00.000Z');
  });
});

describe('how much time is left', () => {
  const by = '2026-11-26T14:30:00.000Z';
  const before = (ms: number): string => {
    const { key, params } = sayLeft({ reportBy: by }, contextAt(new Date(Date.parse(by) - ms).toISOString()));
    return words(key, params)
      .replace(/^.*?\*\* ?/, '')
      .replace(/^.*?\*\* /, '');
  };
  const hour = 3_600_000;
  it.each([
    [72 * hour, 'There are 3 days left.'],
    [71.9 * hour, 'There are 2 days 23 hours left.'],
    [48 * hour, 'There are 2 days left.'],
    [27 * hour, 'There is 1 day 3 hours left.'],
    [25 * hour, 'There is 1 day 1 hour left.'],
    [24 * hour, 'There is 1 day left.'],
    [6 * hour, 'There are 6 hours left.'],
    [hour, 'There is 1 hour left.'],
    [60_000, 'There is less than an hour left.'],
    [0, 'That was less than an hour ago.'],
    [-hour, 'That was 1 hour ago.'],
    [-49 * hour, 'That was 2 days 1 hour ago.'],
  ])('%d ms before the end: %s', (ms, said) => {
    expect(before(ms)).toContain(said);
  });
});

/** When whoever leads and those who were told hear of it. */
const clockOf = (at: string, until: string, found?: Record<string, string>) => {
  const one = oneBreach(found, at);
  one.act('more', { more: 'I have seen it' });
  return { one, told: one.runTo(until).filter(({ kind }) => /remind|overdue/.test(kind)) };
};

describe('reminders', () => {
  it('come 48, 24, 6 and 1 hours before the end, to the lead; to all at the last two', () => {
    const { told } = clockOf('2026-11-20T17:02:00.000Z', '2026-11-23T17:01:59.000Z');
    const heard = (id: string) => told.filter(({ to }) => to === id).map(({ at }) => at);
    const last = ['2026-11-23T11:02:00.000Z', '2026-11-23T16:02:00.000Z'];
    expect(heard('p-colin')).toEqual(['2026-11-21T17:02:00.000Z', '2026-11-22T17:02:00.000Z', ...last]);
    expect(heard('p-helen')).toEqual(last);
    expect(heard('p-vera')).toEqual(last);
    expect(told.every(({ kind }) => kind === 'breach.remind')).toBe(true);
  });

  it('count real hours over a change of the clocks', () => {
    const { told } = clockOf('2027-03-26T18:00:00.000Z', '2027-03-29T17:59:59.000Z');
    expect(told.filter(({ to }) => to === 'p-colin').map(({ at }) => local(at))).toEqual([
      '18:00 on Saturday 27 March 2027',
      '19:00 on Sunday 28 March 2027',
      '13:00 on Monday 29 March 2027',
      '18:00 on Monday 29 March 2027',
    ]);
  });

  it('that come all at once after a stop say it once, and what is over is only said to be over', () => {
    const one = oneBreach();
    one.act('more', { more: 'Seen' });
    one.sleepTo('2026-11-26T09:00:00.000Z');
    const told = one.runTo('2026-11-26T09:00:00.000Z').filter(({ to }) => to === 'p-colin');
    expect(told.map(({ kind }) => kind)).toEqual(['breach.remind']);
    one.sleepTo('2026-11-27T09:00:00.000Z');
    const later = one.runTo('2026-11-27T09:00:00.000Z').filter(({ to }) => to === 'p-colin');
    expect(later.map(({ kind }) => kind)).toEqual(['breach.overdue']);
  });

  it('are harmless twice', () => {
    const one = oneBreach();
    one.sleepTo('2026-11-24T14:30:00.000Z');
    expect(one.act('remind', {}, 'clock')).toBeDefined();
    expect(one.act('remind', {}, 'clock')).toBeUndefined();
    expect(one.act('overdue', {}, 'clock')).toBeUndefined();
  });
});

describe('when the time is over', () => {
  it('all hear it every 24 hours until it is decided', () => {
    const { one, told } = clockOf(monday, '2026-11-28T15:00:00.000Z');
    const over = told.filter(({ kind, to }) => kind === 'breach.overdue' && to === 'p-helen');
    expect(over.map(({ at }) => at)).toEqual([
      '2026-11-26T14:30:00.000Z',
      '2026-11-27T14:30:00.000Z',
      '2026-11-28T14:30:00.000Z',
    ]);
    decide(one, false);
    expect(one.runTo('2027-01-01T00:00:00.000Z').filter(({ kind }) => kind === 'breach.overdue')).toEqual([]);
  });

  it('and it is to be reported, they hear it until the regulator has been told', () => {
    const { one } = clockOf(monday, '2026-11-24T15:00:00.000Z');
    decide(one, true);
    expect(one.runTo('2026-11-26T15:00:00.000Z').map(({ kind }) => kind)).toContain('breach.overdue');
    one.act('regulatorTold', { toldDate: '2026-11-26', toldTime: '14:45', lateReason: 'It took long' });
    expect(one.record()).toMatchObject({ status: 'notified', regulator: { lateReason: 'It took long' } });
    expect(one.record().dueAt).toBeUndefined();
    expect(one.runTo('2027-01-01T00:00:00.000Z').filter(({ kind }) => /remind|overdue/.test(kind))).toEqual(
      [],
    );
  });
});

/** As the form of the lead leaves it. */
const decide = (one: ReturnType<typeof oneBreach>, report: boolean): void => {
  const given = one.act('assess', {
    ...{
      happened: ['sent'],
      danger: 'no',
      personal: 'yes',
      holder: 'us',
      kinds: ['contact'],
      whose: ['public'],
    },
    ...{ count: 'one', exposedTo: 'professional', back: 'back', protected: 'none', purpose: 'mistake' },
    ...{ report: report ? 'yes' : 'no', reportWhy: 'As it stands', tell: 'no', tellWhy: 'As it stands' },
  });
  expect(given).toBeDefined();
};

describe('a report that comes late', () => {
  it.each([
    ['at once', undefined, undefined, 'lead', undefined],
    ['after a day', '2026-11-22', '14:00', 'lead', 48],
    ['after 70 hours', '2026-11-20', '16:30', 'lead', 6],
    ['after 71 hours and a half', '2026-11-20', '15:00', 'lead', 1],
    ['after 73 hours', '2026-11-20', '13:30', 'lead-over', 1],
    ['after months', '2026-06-01', undefined, 'lead-over', 1],
  ])('%s warns at once as it must', (_, foundDate, foundTime, kind, warned) => {
    const one = oneBreach({ ...(foundDate ? { foundDate } : {}), ...(foundTime ? { foundTime } : {}) });
    const [effect] = one.seen;
    const [lead] = effect?.notices.filter(({ to }) => to === 'p-colin') ?? [];
    expect(lead?.kind).toBe(`breach.${kind}`);
    expect(lead?.more?.at(-1)?.key).toMatch(kind === 'lead' ? /clock\.left/ : /clock\.over/);
    expect(one.record().warned).toBe(warned);
    expect(one.record().overdueSaidAt !== undefined).toBe(kind === 'lead-over');
  });

  it('and over already is said again a day after that', () => {
    const { told } = clockOf(monday, '2026-11-25T14:30:00.000Z', { foundDate: '2026-11-20' });
    expect(told.filter(({ to }) => to === 'p-colin')).toEqual([
      { at: '2026-11-24T14:30:00.000Z', kind: 'breach.overdue', to: 'p-colin' },
      { at: '2026-11-25T14:30:00.000Z', kind: 'breach.overdue', to: 'p-colin' },
    ]);
  });
});

describe('when somebody knew earlier', () => {
  it('moves the clock, tells all, and forgets the old times', () => {
    const one = oneBreach();
    const effect = one.act('aware', { knownDate: '2026-11-21', knownTime: '09:00', why: 'The desk knew' });
    expect(one.record()).toMatchObject({
      awareAt: '2026-11-21T09:00:00.000Z',
      reportBy: '2026-11-24T09:00:00.000Z',
      dueAt: '2026-11-24T09:00:00.000Z',
      warned: 24,
      foundAt: monday,
    });
    expect(effect?.notices.map(({ to, kind }) => [to, kind])).toEqual([
      ['p-helen', 'breach.moved'],
      ['p-vera', 'breach.moved'],
    ]);
    const told = one
      .runTo('2026-11-24T08:59:59.000Z')
      .filter(({ kind, to }) => kind === 'breach.remind' && to === 'p-colin');
    expect(told.map(({ at }) => at)).toEqual(['2026-11-24T03:00:00.000Z', '2026-11-24T08:00:00.000Z']);
  });

  it('so early that it is over already, that is said', () => {
    const one = oneBreach();
    const effect = one.act('aware', { knownDate: '2026-11-01', knownTime: '09:00', why: 'The desk knew' });
    expect(effect?.notices[0]?.more?.[0]?.key).toMatch(/clock\.over/);
    expect(one.record().overdueSaidAt).toBe(monday);
  });

  it('asks why it was late of whoever told the regulator in time, as it seemed', () => {
    const one = oneBreach();
    decide(one, true);
    one.runTo('2026-11-25T12:00:00.000Z');
    one.act('regulatorTold', { toldDate: '2026-11-25', toldTime: '11:00' });
    expect(one.record().status).toBe('notified');
    one.act('aware', { knownDate: '2026-11-20', knownTime: '09:00', why: 'The desk knew' });
    expect(one.act('close')).toBeUndefined();
    expect(one.record().regulator?.lateReason).toBeUndefined();
    one.act('regulatorTold', { toldDate: '2026-11-25', toldTime: '11:00', lateReason: 'We did not know' });
    expect(one.record().regulator).toMatchObject({ lateReason: 'We did not know' });
  });
});

describe('what is decided anew', () => {
  it('starts the clock again where the regulator is to be told after all', () => {
    const one = oneBreach();
    decide(one, false);
    expect(one.record()).toMatchObject({ status: 'not-notified' });
    expect(one.runTo('2026-11-25T14:30:00.000Z').filter(({ kind }) => kind === 'breach.remind')).toEqual([]);
    decide(one, true);
    expect(one.record()).toMatchObject({ status: 'assessed', warned: 24, assessedBefore: [{}] });
    const told = one.runTo('2026-11-26T14:30:00.000Z').filter(({ to }) => to === 'p-colin');
    expect(told.map(({ kind }) => kind)).toEqual(['breach.remind', 'breach.remind', 'breach.overdue']);
  });
});

describe('whoever leads and does nothing', () => {
  it('is asked again after four office hours; from the second time somebody stands in', () => {
    const one = oneBreach({}, '2026-11-23T10:00:00.000Z');
    const told = one.runTo('2026-11-25T16:00:00.000Z').filter(({ kind }) => /chase|deputy/.test(kind));
    expect(told).toEqual([
      { at: '2026-11-23T14:00:00.000Z', kind: 'breach.chase', to: 'p-colin' },
      { at: '2026-11-24T10:00:00.000Z', kind: 'breach.chase', to: 'p-colin' },
      { at: '2026-11-24T10:00:00.000Z', kind: 'breach.deputy', to: 'p-helen' },
      { at: '2026-11-24T14:00:00.000Z', kind: 'breach.chase', to: 'p-colin' },
      { at: '2026-11-24T14:00:00.000Z', kind: 'breach.chase', to: 'p-helen' },
      { at: '2026-11-24T14:00:00.000Z', kind: 'breach.deputy', to: 'p-vera' },
    ]);
    expect(one.record()).toMatchObject({
      asked: ['p-colin', 'p-helen', 'p-vera'],
      readers: [],
      lead: 'p-colin',
    });
  });

  it('is left alone once they have done something', () => {
    const one = oneBreach({}, '2026-11-23T10:00:00.000Z');
    one.act('contained', { did: 'It is back', out: 'no' });
    expect(one.runTo('2026-11-25T09:59:00.000Z').filter(({ kind }) => /chase|deputy/.test(kind))).toEqual([]);
  });

  it('and is away has somebody who answers for them, once, and never whoever reported it', () => {
    const one = oneBreach();
    one.act('standIn', { to: 'p-omar' }, 'clock');
    one.act('standIn', { to: 'p-omar' }, 'clock');
    one.act('standIn', { to: 'p-priya' }, 'clock');
    one.act('standIn', {}, 'clock');
    expect(one.record().asked).toEqual(['p-colin', 'p-omar']);
    expect(one.seen.flatMap(({ notices }) => notices).filter(({ to }) => to === 'p-omar')).toHaveLength(1);
  });
});

describe('what somebody was given to do', () => {
  it('is asked for the morning after its day, and each week, until it is done', () => {
    const one = oneBreach();
    one.act('addTask', { task: 'Train the team', owner: 'Team manager', due: '2026-11-27' });
    one.act('addTask', { task: 'Change the list', owner: 'Systems', due: '2026-12-01' });
    const of = (until: string) =>
      one
        .runTo(until)
        .filter(({ kind }) => kind === 'breach.task')
        .map(({ at }) => at);
    expect(of('2026-11-28T09:29:00.000Z')).toEqual([]);
    expect(of('2026-12-01T23:00:00.000Z')).toEqual(['2026-11-28T09:30:00.000Z']);
    expect(one.record().actions.map(({ overdue }) => overdue)).toEqual([true, false]);
    // The second is late now too; after that both are asked for once a week.
    expect(of('2026-12-08T23:00:00.000Z')).toEqual(['2026-12-02T09:30:00.000Z']);
    expect(of('2026-12-10T23:00:00.000Z')).toEqual(['2026-12-09T09:30:00.000Z']);
    one.act('taskDone', { which: '1' });
    one.act('taskDone', { which: '2' });
    expect(one.record().actions.every(({ doneAt, overdue }) => doneAt && !overdue)).toBe(true);
    expect(of('2027-02-01T23:00:00.000Z')).toEqual([]);
  });
});

describe('what is due', () => {
  it('is nothing for what is settled', () => {
    const one = oneBreach();
    const settled = { ...one.record(), regulator: { decision: 'not-report' as const, reasons: 'No risk' } };
    expect(clockDues(settled, one.ctx())).toEqual([]);
    expect(clockDues(one.record(), one.ctx()).map(({ action }) => action)).toEqual([
      ...['remind', 'remind', 'remind', 'remind', 'overdue'],
    ]);
  });

  it('has a name of its own each time, so that nothing of it is lost', () => {
    const one = oneBreach();
    one.act('aware', { knownDate: '2026-11-21', knownTime: '09:00', why: 'Known' });
    const ids = one.seen.flatMap(({ due }) => due.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has been reached at the mark itself', () => {
    const reportBy = '2026-11-26T14:30:00.000Z';
    const at = (when: string) => markReached({ reportBy }, contextAt(when));
    expect(at('2026-11-24T14:29:59.999Z')).toBeUndefined();
    expect(at('2026-11-24T14:30:00.000Z')).toBe(48);
    expect(at('2026-11-26T14:30:00.000Z')).toBe(1);
  });
});
