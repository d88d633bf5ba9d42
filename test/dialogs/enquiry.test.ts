import { describe, expect, it } from 'vitest';
import type { Seat } from '../../dialogs/engine/types.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import {
  atTable,
  council,
  decisionNews,
  effectOf,
  health,
  heardBy,
  newsInOrder,
  opened,
  police,
  ref,
  requested,
  schools,
  seats,
  through,
} from '../support/enquiries.ts';

const later = (record: Enquiry, at: string) => through(record, ['tick', {}, { at }]);
const kindsOf = ({ notices }: { notices: readonly { kind: string; to: string }[] }) =>
  notices.map(({ kind, to }) => `${kind.split('.')[1]} ${to}`);
const requestIn = (record: Enquiry, agency = police) =>
  record.requests.find((request) => request.agency === agency);

const start = opened().record;
const red = opened({ rating: 'red' }).record;

describe('asking agencies', () => {
  it('tells each of their members, who may answer there; and who leads of those with nobody', () => {
    const effect = opened({ agencies: [police, schools] });
    expect(kindsOf(effect)).toEqual(['asked-amber p-dev', 'asked-amber p-nadia', 'nobody p-anika']);
    expect(effect.notices[0]).toMatchObject({ agency: police, actions: ['answer'] });
    expect(effect.thread).toBe(ref);
  });

  it('tells guests of an agency who were invited to it, and no others', () => {
    const guest = (person: string, enquiries: string[]): Seat => ({
      ...{ person, agency: schools, name: person, role: 'guest', enquiries },
    });
    const all = [...seats, guest('p-tom', [ref]), guest('p-tim', ['S-2222-NB'])];
    const effect = opened({ agencies: [schools] }, { seats: all });
    expect(kindsOf(effect)).toEqual(['asked-amber p-tom']);
  });

  it('sends so many messages at a time, and the rest at once after them', () => {
    const many = Array.from(
      { length: 45 },
      (_, n): Seat => ({
        ...{ person: `p-${n}`, agency: police, name: 'x', role: 'member' },
      }),
    );
    let effect = opened({ agencies: [police] }, { seats: many });
    const told = effect.notices.map(({ to }) => to);
    const ids = effect.notices.map(({ id }) => id);
    while (effect.record.owed.length > 0) {
      expect(effect.notices.length).toBeLessThanOrEqual(20);
      expect(effect.due.map(({ at }) => at)).toEqual(['2026-11-23T14:30:00.000Z']);
      effect = effectOf(effect.record, 'tick', {}, { seats: many });
      told.push(...effect.notices.map(({ to }) => to));
      ids.push(...effect.notices.map(({ id }) => id));
    }
    expect(new Set(told).size).toBe(45);
    expect(new Set(ids).size).toBe(45);
    expect(effect.reason).toBe('enquiry.told');
    // What the clock is to do next is set when there is nothing left to send.
    expect(effect.due.map(({ at }) => at)).toEqual(['2026-11-25T10:30:00.000Z']);
  });

  it('takes out what somebody should never have written', () => {
    const { record } = opened({ question: 'Is Jane Potter, 12/03/1990, known?', why: 'Ring 07700 900123' });
    expect(JSON.stringify(record)).not.toMatch(/Potter|1990|900123/);
  });
});

describe('the clock', () => {
  it('reminds once, names who is late, asks again, and stops asking', () => {
    const steps = ['16:30', '18:30', '22:30'].map((time) => `2026-11-23T${time}:00.000Z`);
    let record = red;
    const seen: string[][] = [];
    for (const at of [...steps, '2026-11-24T02:30:00.000Z', '2026-11-24T06:30:00.000Z']) {
      expect(enquiry.lifecycle.actions.tick?.when?.(record, atTable({ at }))).toBe(seen.length < 4);
      const effect = effectOf(record, 'tick', {}, { at });
      seen.push(kindsOf(effect).filter((one) => one.includes('p-ruth') || one.includes('p-anika')));
      record = effect.record;
    }
    expect(seen).toEqual([
      ['remind p-ruth'],
      ...Array.from({ length: 3 }, () => ['late-lead p-anika', 'late p-ruth', 'late-lead p-anika']),
      [],
    ]);
    expect(record.requests.every(({ late, chases }) => late && chases === 3)).toBe(true);
  });

  it('has nothing to say to who has answered, nor about answers once it is closed', () => {
    const answered = through(red, ['answer', { state: 'nothing' }, { who: 'p-nadia' }]);
    expect(requestIn(later(answered, '2026-11-24T14:30:00Z'))?.late).toBe(false);
    const closed: Enquiry = { ...red, status: 'closed' };
    const { notices, reason } = effectOf(closed, 'tick', {}, { at: '2026-11-24T14:30:00Z' });
    expect([notices, reason]).toEqual([[], 'enquiry.told']);
  });

  it('is set anew only when it would look too late', () => {
    const first = effectOf(start, 'answer', { state: 'nothing' }, { who: 'p-nadia' });
    expect(first.due).toEqual([]);
    const sooner = { state: 'needs-time', untilDate: '2026-11-23', untilTime: '15:00', whyTime: 'away' };
    expect(effectOf(start, 'answer', sooner, { who: 'p-nadia' }).due.map(({ at }) => at)).toEqual([
      '2026-11-23T15:00:00.000Z',
    ]);
  });

  it('asks for the decision of who holds something, and tells who leads when that does not help', () => {
    let record = through(red, ['answer', { state: 'holds', mark: 'low' }, { who: 'p-nadia' }]);
    record = { ...record, requests: record.requests.filter(({ agency }) => agency === police) };
    const seen: string[][] = [];
    for (const at of ['18:30', '22:30'].map((time) => `2026-11-23T${time}:00Z`)) {
      const effect = effectOf(record, 'tick', {}, { at });
      seen.push(kindsOf(effect));
      record = effect.record;
    }
    expect(seen).toEqual([
      ['decide p-dev', 'decide p-nadia'],
      ['decide p-dev', 'decide p-nadia', 'decide-lead p-anika'],
    ]);
    const decided = through(record, ['heard', decisionNews('waiting')]);
    expect(enquiry.lifecycle.actions.tick?.when?.(decided, atTable({ at: '2026-12-24T10:00:00Z' }))).toBe(
      false,
    );
  });

  it('tells everybody what is overdue in the plan, also after it is closed', () => {
    const planned = through(start, [
      'joint',
      { what: 'plan', planText: 'Visit', planAgency: health, planOwner: 'Nurse', planDue: '2026-11-24' },
    ]);
    const closed = { ...planned, requests: [], status: 'closed' as const };
    const late = later(closed, '2026-11-25T09:00:00Z');
    expect(late.plan[0]).toMatchObject({ overdue: true, chases: 1, chaseAt: '2026-11-26T09:00:00.000Z' });
    const { plan } = through(late, ['joint', { what: 'done', task: '1' }, { who: 'p-ruth' }]);
    expect(plan[0]).toMatchObject({ overdue: false, doneAt: '2026-11-23T14:30:00.000Z' });
  });
});

describe('what an agency tells the hub of its decision', () => {
  const held = through(start, ['answer', { state: 'holds', mark: 'low' }, { who: 'p-nadia' }]);

  it.each([
    ['the same again', ['to-send', 1], ['to-send', 1], 'to-send'],
    ['older news late', ['shared', 2], ['to-send', 1], 'shared'],
    ['in order', ['to-send', 1], ['shared', 2], 'shared'],
  ] as const)('%s', (_, one, two, stands) => {
    const say = ([decided, n]: readonly [string, number]) => ['heard', decisionNews(decided, { n })] as const;
    const record = through(held, say(one), say(two));
    expect(requestIn(record)?.decided).toBe(stands);
    expect(record.links).toEqual(['D-2222-22']);
  });

  it('of another decision counts when it is later', () => {
    const other = (at: string) => ['heard', decisionNews('not-shared', { ref: 'D-3333-33', at })] as const;
    const first = ['heard', decisionNews('shared')] as const;
    expect(requestIn(through(held, first, other('2026-11-23T14:00:00.000Z')))?.decided).toBe('shared');
    expect(requestIn(through(held, first, other('2026-11-23T15:00:00.000Z')))?.decided).toBe('not-shared');
  });

  it('leaves no trace where it is nothing new, of nobody who was asked, or of nothing', () => {
    const once = through(held, ['heard', decisionNews('shared')]);
    for (const news of [
      decisionNews('shared'),
      decisionNews('shared', {}, schools),
      { origin: { agency: police } },
    ])
      expect(effectOf(once, 'heard', news).record).toBe(once);
  });

  it('goes on being asked for, where what it waited for has come and it is decided again', () => {
    const again = through(
      held,
      ['heard', decisionNews('waiting')],
      ['heard', decisionNews('deciding', { n: 2 })],
    );
    expect(requestIn(again)?.chaseAt).toBe('2026-11-24T10:30:00.000Z');
    const unanswered = through(start, ['heard', decisionNews('waiting')]);
    expect(requestIn(unanswered)).toMatchObject({ state: 'asked', remindAt: requestIn(start)?.remindAt });
  });

  it('is an answer by itself where it is shared before anybody answered', () => {
    const shared = through(later(red, '2026-11-23T18:30:00Z'), ['heard', decisionNews('shared')]);
    expect(requestIn(shared)).toMatchObject({ state: 'holds', late: false, decided: 'shared' });
  });

  it('makes it known to who leads that something is not shared, disputed, or not enough', () => {
    expect(kindsOf(effectOf(held, 'heard', decisionNews('not-shared')))).toEqual(['not-shared p-anika']);
    const dispute = {
      origin: { agency: council },
      dispute: { with: police, ref: 'X-2222-22', at: start.openedAt },
    };
    const disputed = effectOf(held, 'heard', dispute);
    expect(kindsOf(disputed)).toEqual(['disputed p-anika']);
    expect(effectOf(disputed.record, 'heard', dispute).record).toBe(disputed.record);
    const ended = { ...dispute, dispute: { ...dispute.dispute, say: 'share' } };
    const settled = effectOf(disputed.record, 'heard', ended);
    expect(kindsOf(settled)).toEqual(['settled p-anika']);
    expect((settled.record as typeof held).disputes).toMatchObject([{ agency: police, say: 'share' }]);
    // Whichever comes first, and however often: that it was opened says nothing new afterwards.
    for (const late of [dispute, ended])
      expect(effectOf(settled.record, 'heard', late).record).toBe(settled.record);
    expect((effectOf(held, 'heard', ended).record as typeof held).disputes).toHaveLength(1);
    const feedback = { origin: { agency: council }, feedback: { code: 'more-needed', at: start.openedAt } };
    const said = effectOf(held, 'heard', feedback);
    expect(kindsOf(said)).toEqual(['more-needed p-anika']);
    expect(effectOf(said.record, 'heard', feedback).record).toBe(said.record);
    expect(effectOf(held, 'heard', { ...feedback, origin: { agency: police } }).record).toBe(held);
  });
});

describe('what whoever asked hears', () => {
  it('is how many, never who; and older news changes nothing', () => {
    const ordered = newsInOrder.reduce((one, news) => heardBy(one, news).record, requested().record);
    const last = newsInOrder.at(-1);
    const turned = [...newsInOrder]
      .reverse()
      .reduce((one, news) => heardBy(one, news).record, requested().record);
    expect(turned).toEqual({ ...ordered });
    expect(ordered).toMatchObject({ status: 'closed', n: last?.n, enquiry: ref, outcome: 'together' });
    expect(JSON.stringify(newsInOrder)).not.toContain(police);
  });

  it('is a message at the beginning, at the last answer and at the end', () => {
    let record = requested().record;
    const kinds = newsInOrder.map((news) => {
      const effect = heardBy(record, news);
      record = effect.record;
      return effect.notices.map(({ kind }) => kind.split('.')[1]);
    });
    expect(kinds).toEqual([['opened'], [], ['all-in'], [], ['closed']]);
  });

  it('is told each time something changes for them, and only then', () => {
    const noted = { what: 'risk', riskText: 'Violence', riskLevel: 'low' };
    expect(effectOf(start, 'joint', noted, { who: 'p-dev' }).tells).toEqual([]);
    const answered = effectOf(start, 'answer', { state: 'cannot', point: 'law' }, { who: 'p-nadia' });
    expect(answered.tells).toMatchObject([{ agency: council, thread: start.from.thread, id: 'news-2' }]);
    expect(JSON.stringify(answered.tells)).not.toContain(police);
  });
});
