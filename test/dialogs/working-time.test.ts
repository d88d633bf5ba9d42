import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayWhen } from '../../dialogs/engine/say.ts';
import {
  atLocal,
  isWorkingDay,
  localDate,
  localTime,
  workingDaysAfter,
  workingDaysBetween,
  workingHoursAfter,
} from '../../dialogs/engine/working-time.ts';
import { policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePolicy } from '../support/context.ts';

const after = (from: string, days: number, time: string) =>
  workingDaysAfter(new Date(from), days, time, samplePolicy).toISOString();

/** Instants only, so that the table holds whatever the clock of the machine shows. */
const table: [why: string, from: string, days: number, time: string, expected: string][] = [
  ['an ordinary Monday', '2026-11-23T14:30:00Z', 1, '17:00', '2026-11-24T17:00:00.000Z'],
  ['the same day', '2026-11-23T14:30:00Z', 0, '17:00', '2026-11-23T17:00:00.000Z'],
  ['a week of working days', '2026-11-23T14:30:00Z', 5, '17:00', '2026-11-30T17:00:00.000Z'],
  ['Friday afternoon', '2026-11-27T15:00:00Z', 1, '17:00', '2026-11-30T17:00:00.000Z'],
  ['Friday, a minute before midnight', '2026-11-27T23:59:00Z', 1, '17:00', '2026-11-30T17:00:00.000Z'],
  ['Saturday at midnight', '2026-11-28T00:00:00Z', 1, '17:00', '2026-11-30T17:00:00.000Z'],
  ['Sunday night', '2026-11-29T23:30:00Z', 1, '09:30', '2026-11-30T09:30:00.000Z'],
  ['Monday at midnight, which is Monday', '2026-11-30T00:00:00Z', 1, '09:30', '2026-12-01T09:30:00.000Z'],
  ['the evening before Christmas Eve', '2026-12-23T22:00:00Z', 1, '17:00', '2026-12-24T17:00:00.000Z'],
  ['Christmas Eve, a Thursday', '2026-12-24T16:00:00Z', 1, '17:00', '2026-12-29T17:00:00.000Z'],
  ['Christmas Day', '2026-12-25T09:00:00Z', 1, '17:00', '2026-12-29T17:00:00.000Z'],
  ['New Year’s Eve', '2026-12-31T20:00:00Z', 1, '09:30', '2027-01-04T09:30:00.000Z'],
  ['the day before Good Friday', '2027-03-25T12:00:00Z', 1, '17:00', '2027-03-30T16:00:00.000Z'],
  ['the Friday before the clocks go forward', '2028-03-24T12:00:00Z', 1, '17:00', '2028-03-27T16:00:00.000Z'],
  ['the Friday before the clocks go back', '2027-10-29T12:00:00Z', 1, '17:00', '2027-11-01T17:00:00.000Z'],
  ['summer, just before midnight here', '2027-07-05T22:59:00Z', 1, '09:30', '2027-07-06T08:30:00.000Z'],
  ['summer, midnight here', '2027-07-05T23:00:00Z', 1, '09:30', '2027-07-07T08:30:00.000Z'],
  ['Friday in summer, past midnight here', '2027-07-09T23:30:00Z', 1, '09:30', '2027-07-12T08:30:00.000Z'],
  ['across a summer bank holiday', '2027-08-27T16:00:00Z', 1, '17:00', '2027-08-31T16:00:00.000Z'],
];

describe('the working days after a moment', () => {
  it.each(table)('from %s', (_why, from, days, time, expected) => {
    expect(after(from, days, time)).toBe(expected);
  });

  it('land on a working day at the time asked, later than the moment, whatever the moment', () => {
    const noInvalid = { min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(noInvalid), fc.integer({ min: 1, max: 10 }), (from, days) => {
        const due = workingDaysAfter(from, days, '17:00', samplePolicy);
        expect(localTime(due, samplePolicy)).toBe('17:00');
        expect(isWorkingDay(localDate(due, samplePolicy), samplePolicy)).toBe(true);
        expect(due.getTime()).toBeGreaterThan(from.getTime());
        const earlier = workingDaysAfter(from, days - 1, '17:00', samplePolicy);
        expect(earlier.getTime()).toBeLessThan(due.getTime());
      }),
    );
  });
});

describe('the wall clock', () => {
  it.each([
    ['winter', '2027-01-15', '09:30', '2027-01-15T09:30:00.000Z'],
    ['summer', '2027-07-15', '09:30', '2027-07-15T08:30:00.000Z'],
    ['midnight in summer', '2027-07-15', '00:00', '2027-07-14T23:00:00.000Z'],
    ['the last minute before the clocks go forward', '2027-03-28', '00:59', '2027-03-28T00:59:00.000Z'],
    ['the hour that does not exist: the later one', '2027-03-28', '01:30', '2027-03-28T01:30:00.000Z'],
    ['the first minute after it', '2027-03-28', '02:00', '2027-03-28T01:00:00.000Z'],
    ['the day the clocks go back, before', '2027-10-31', '00:30', '2027-10-30T23:30:00.000Z'],
    ['the day the clocks go back, after', '2027-10-31', '02:00', '2027-10-31T02:00:00.000Z'],
  ])('%s', (_why, date, time, expected) => {
    expect(atLocal(date, time, samplePolicy).toISOString()).toBe(expected);
  });

  it('in the hour that comes twice is one of the two', () => {
    expect(['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']).toContain(
      atLocal('2027-10-31', '01:30', samplePolicy).toISOString(),
    );
  });

  it('shows midnight as the first minute of the new day', () => {
    const midnight = new Date('2027-07-14T23:00:00Z');
    expect([localDate(midnight, samplePolicy), localTime(midnight, samplePolicy)]).toEqual([
      '2027-07-15',
      '00:00',
    ]);
  });

  it('comes back to every minute it showed', () => {
    const noInvalid = { min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(noInvalid), (at) => {
        const [date, time] = [localDate(at, samplePolicy), localTime(at, samplePolicy)];
        const again = atLocal(date, time, samplePolicy);
        expect([localDate(again, samplePolicy), localTime(again, samplePolicy)]).toEqual([date, time]);
      }),
    );
  });
});

describe('the clock of the machine', () => {
  const program = `
    const { atLocal, workingDaysAfter } = await import('./out.mjs');
    const policy = ${JSON.stringify({ workingDay: samplePolicy.workingDay })};
    const rows = ${JSON.stringify(table)};
    const got = rows.map(([, from, days, time]) => workingDaysAfter(new Date(from), days, time, policy).toISOString());
    process.stdout.write(JSON.stringify({ zone: new Date('2027-01-01T00:00:00Z').getHours(), got }));`;

  it.each([
    ['America/New_York', 19],
    ['Pacific/Auckland', 13],
    ['UTC', 0],
  ])('does not matter: %s', async (zone, hourThere) => {
    const source = readFileSync(new URL('../../dialogs/engine/working-time.ts', import.meta.url), 'utf8');
    const { code } = await transform(source, { loader: 'ts', format: 'esm' });
    const module = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    const out = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', program.replace('./out.mjs', module)],
      { env: { TZ: zone }, encoding: 'utf8' },
    );
    expect(JSON.parse(out)).toEqual({ zone: hourThere, got: table.map((row) => row[4]) });
  });
});

describe('a moment in words', () => {
  it.each([
    ['2026-11-24T17:00:00Z', '17:00 on Tuesday 24 November 2026'],
    ['2027-07-05T23:00:00Z', '00:00 on Tuesday 6 July 2027'],
    ['2027-03-28T01:00:00Z', '02:00 on Sunday 28 March 2027'],
  ])('%s is %s', (at, said) => {
    expect(sayWhen(at, samplePolicy)).toBe(said);
  });
});

describe('the working day of a policy pack', () => {
  const withDay = (changes: object) =>
    policyPackSchema.safeParse({ ...samplePolicy, workingDay: { ...samplePolicy.workingDay, ...changes } });

  it.each([
    [{ zone: 'Europe/Lundon' }],
    [{ zone: '' }],
    [{ days: [] }],
    [{ days: [7] }],
    [{ holidays: ['25/12/2026'] }],
  ])('is refused at the start when it could never be used: %j', (changes) => {
    expect(withDay(changes).success).toBe(false);
  });

  it('knows the bank holidays of England until the pack is reviewed', () => {
    for (const day of ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29'])
      expect(isWorkingDay(day, samplePolicy)).toBe(false);
  });
});

describe('office hours', () => {
  // Nine to five, London; Christmas 2026 is on a Friday, and the Monday after it is a holiday too.
  it.each([
    ['within a day', '2026-11-23T10:00:00Z', 4, '2026-11-23T14:00:00.000Z'],
    ['over the night', '2026-11-23T15:30:00Z', 4, '2026-11-24T11:30:00.000Z'],
    ['from before the office opens', '2026-11-23T03:00:00Z', 4, '2026-11-23T13:00:00.000Z'],
    ['from the evening', '2026-11-23T22:00:00Z', 4, '2026-11-24T13:00:00.000Z'],
    ['over a weekend', '2026-11-20T16:00:00Z', 4, '2026-11-23T12:00:00.000Z'],
    ['from a Saturday', '2026-11-21T12:00:00Z', 1, '2026-11-23T10:00:00.000Z'],
    ['over holidays', '2026-12-24T16:00:00Z', 4, '2026-12-29T12:00:00.000Z'],
    ['to the very end of a day', '2026-11-23T13:00:00Z', 4, '2026-11-23T17:00:00.000Z'],
    ['over the clocks going forward', '2027-03-25T16:00:00Z', 2, '2027-03-30T09:00:00.000Z'],
    ['over the clocks going back', '2026-10-23T15:30:00Z', 1, '2026-10-26T09:30:00.000Z'],
    ['over several days', '2026-11-23T09:00:00Z', 20, '2026-11-25T13:00:00.000Z'],
  ])('count %s', (_, from, hours, to) => {
    expect(workingHoursAfter(new Date(from), hours, samplePolicy).toISOString()).toBe(to);
  });
});

describe('the working days between two moments', () => {
  it.each([
    ['the same day', '2026-11-23T10:00:00Z', '2026-11-23T17:00:00Z', 0],
    ['over a weekend', '2026-11-27T10:00:00Z', '2026-11-30T09:00:00Z', 1],
    ['over Christmas', '2026-12-24T10:00:00Z', '2026-12-29T17:00:00Z', 1],
    ['over the change of clocks', '2027-03-25T23:30:00Z', '2027-03-30T16:00:00Z', 1],
    ['of what is over', '2026-11-25T10:00:00Z', '2026-11-23T17:00:00Z', 0],
  ])('are counted: %s', (_, from, to, days) => {
    expect(workingDaysBetween(new Date(from), new Date(to), samplePolicy)).toBe(days);
  });
});
