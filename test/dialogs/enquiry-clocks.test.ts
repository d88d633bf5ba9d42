import { describe, expect, it } from 'vitest';
import {
  chaseFor,
  dueFor,
  mostUntil,
  overdueFrom,
  planChaseFor,
  remindFor,
} from '../../dialogs/enquiry/clocks.ts';
import type { Request } from '../../dialogs/enquiry/record.ts';
import type { Rating } from '../../dialogs/policy/catalogue.ts';
import { samplePolicy } from '../support/context.ts';

/** Red runs on through the night; amber and green count the hours of the office. The sample pack: 4, 24 and 72 hours. */

const at = (text: string) => new Date(text);

describe('the time to answer', () => {
  it.each<[string, Rating, string, string]>([
    ['red by day', 'red', '2026-11-23T10:00:00Z', '2026-11-23T14:00:00.000Z'],
    ['red in the evening, into the night', 'red', '2026-11-23T22:30:00Z', '2026-11-24T02:30:00.000Z'],
    ['red on a Saturday', 'red', '2026-11-28T10:00:00Z', '2026-11-28T14:00:00.000Z'],
    ['red on Christmas Day', 'red', '2026-12-25T10:00:00Z', '2026-12-25T14:00:00.000Z'],
    ['red over the clock going forward', 'red', '2027-03-28T00:00:00Z', '2027-03-28T04:00:00.000Z'],
    ['red over the clock going back', 'red', '2026-10-25T00:00:00Z', '2026-10-25T04:00:00.000Z'],
    ['amber, three office days', 'amber', '2026-11-23T09:00:00Z', '2026-11-25T17:00:00.000Z'],
    ['amber from the middle of a day', 'amber', '2026-11-23T14:30:00Z', '2026-11-26T14:30:00.000Z'],
    ['amber asked at night', 'amber', '2026-11-23T22:00:00Z', '2026-11-26T17:00:00.000Z'],
    ['amber over a weekend', 'amber', '2026-11-26T12:00:00Z', '2026-12-01T12:00:00.000Z'],
    ['amber asked on a Saturday', 'amber', '2026-11-28T12:00:00Z', '2026-12-02T17:00:00.000Z'],
    ['amber over bank holidays', 'amber', '2026-12-24T09:00:00Z', '2026-12-30T17:00:00.000Z'],
    ['amber over the clock going forward', 'amber', '2027-03-24T15:00:00Z', '2027-03-31T14:00:00.000Z'],
    ['amber over the clock going back', 'amber', '2026-10-22T14:00:00Z', '2026-10-27T15:00:00.000Z'],
    ['green, nine office days', 'green', '2026-11-23T09:00:00Z', '2026-12-03T17:00:00.000Z'],
  ])('%s', (_, rating, asked, due) => {
    expect(dueFor(rating, 'NB', at(asked), samplePolicy)).toBe(due);
  });

  it.each<[Rating, string, string]>([
    ['red', '2026-11-23T22:30:00Z', '2026-11-24T00:30:00.000Z'],
    ['amber', '2026-11-23T09:00:00Z', '2026-11-24T13:00:00.000Z'],
  ])('is half over, %s, and a reminder goes out', (rating, asked, half) => {
    expect(remindFor(rating, 'NB', at(asked), samplePolicy)).toBe(half);
  });

  it.each<[Rating, string, string]>([
    ['red', '2026-11-23T14:00:00.000Z', '2026-11-23T18:00:00.000Z'],
    ['amber', '2026-11-25T17:00:00.000Z', '2026-11-30T17:00:00.000Z'],
  ])('can be had once more, %s', (rating, dueAt, most) => {
    expect(mostUntil({ hub: 'NB', rating }, { dueAt } as Request, samplePolicy)).toBe(most);
  });

  it.each<[Rating, string, string]>([
    ['red', '2026-11-23T20:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['amber', '2026-11-27T16:00:00Z', '2026-11-30T12:00:00.000Z'],
  ])('is over, %s, and who is late is asked again', (rating, now, again) => {
    expect(chaseFor({ hub: 'NB', rating }, at(now), samplePolicy)).toBe(again);
  });

  it('is that of red where the pack no longer has the hub', () => {
    const asked = at('2026-11-28T10:00:00Z');
    expect(dueFor('green', 'ZZ', asked, samplePolicy)).toBe('2026-11-28T14:00:00.000Z');
    expect(chaseFor({ hub: 'ZZ', rating: 'green' }, asked, samplePolicy)).toBe('2026-11-28T14:00:00.000Z');
  });
});

describe('an action of the plan', () => {
  it('is overdue on the next working morning', () => {
    expect(overdueFrom('2026-11-27', samplePolicy)).toBe('2026-11-30T09:00:00.000Z');
    expect(overdueFrom('2026-12-24', samplePolicy)).toBe('2026-12-29T09:00:00.000Z');
  });

  it('is chased every working day, and then every week', () => {
    const now = at('2026-11-27T09:00:00Z');
    expect(planChaseFor({ chases: 1 }, now, samplePolicy)).toBe('2026-11-30T09:00:00.000Z');
    expect(planChaseFor({ chases: 5 }, now, samplePolicy)).toBe('2026-12-04T09:00:00.000Z');
  });
});
