import { describe, expect, it } from 'vitest';
import type { Action, Actor, Context, Effect, RecordBody, Seat, View } from '../../dialogs/engine/types.ts';
import { firstRoster, hub } from '../../dialogs/hub/dialog.ts';
import type { HubRecord, HubSeat } from '../../dialogs/hub/record.ts';
import { refsFault, untilFault } from '../../dialogs/hub/seats.ts';
import { type AnyDialog, dialogWords, words } from '../../dialogs/registry.ts';
import { seat } from '../../dialogs/seat/dialog.ts';
import type { SeatRecord } from '../../dialogs/seat/record.ts';
import { contextAt, monday, samplePolicy } from '../support/context.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

/** The people of a hub, as data: what each action changes, whom it tells, and that there are words for all of it. */

const code = 'NB';
const [known] = samplePolicy.hubs;
if (!known) throw new Error('no hub');

const actorOf = (id: string, agency: string): Actor => ({
  id,
  name: `Name ${id}`,
  agency,
  roles: ['practitioner'],
});
const seatAt = (person: string, over: Partial<HubSeat> = {}): HubSeat => ({
  person,
  agency: 'county-police',
  name: `Name ${person}`,
  role: 'member',
  since: '2026-11-01T09:00:00.000Z',
  ...over,
});

const ctxAs = (id: string, agency: string, seats: readonly HubSeat[], now = monday): Context => {
  const mine = seats.find((one) => one.person === id && one.agency === agency);
  const person = {
    ...actorOf(id, agency),
    ...(mine ? { seat: { ...mine, in: 'hub-NB' } as Actor['seat'] } : {}),
  };
  return {
    ...contextAt(now),
    person: person as Actor,
    reference: 'U-TEAM-NB',
    hub: { code, seats: seats as readonly Seat[] },
    another: () => 'U-7K3M-NB',
  };
};

const clock = (now = monday) => ctxAs('clock', 'hub-NB', [], now);

const rosterOf = (seats: readonly HubSeat[], over: Partial<HubRecord> = {}): HubRecord => ({
  ...firstRoster(known, clock()).record,
  seats: [...seats],
  ...over,
});

const act = (name: string, record: HubRecord, answers: object, ctx: Context): Effect<HubRecord> => {
  const action = hub.lifecycle.actions[name] as Action<HubRecord, object>;
  const effect = action.apply(record, answers, ctx);
  expect(hub.schema.parse(effect.record)).toEqual(effect.record);
  return effect;
};

const lead = seatAt('p-1', { role: 'lead' });
const member = seatAt('p-2');
const guest = seatAt('p-3', {
  role: 'guest',
  agency: 'hillside-schools',
  until: '2026-11-25',
  reason: 'They moved',
  enquiries: ['S-7K3M-NB'],
});
const all = [lead, member, guest];
const asLead = ctxAs('p-1', 'county-police', all);

describe('a change of a seat', () => {
  it.each([
    ['p-1', 'lead', 'member', 'hub.made-member', []],
    ['p-2', 'member', 'lead', 'hub.made-lead', ['p-2']],
    ['p-2', 'member', 'end', 'hub.ended', ['p-2']],
  ])('of %s: from %s to %s', (who, role, what, reason, told) => {
    const record = rosterOf(all);
    const effect = act('change', record, { who: `county-police/${who}`, [role]: what }, asLead);
    expect(effect.reason).toBe(reason);
    expect(effect.notices.map(({ to }) => to)).toEqual(told);
    const after = effect.record.seats.find(({ person }) => person === who)?.role;
    expect(after).toBe(what === 'end' ? undefined : what);
  });

  it('of a guest: another last day, and more to see', () => {
    const answers = {
      who: 'hillside-schools/p-3',
      guest: 'until',
      until: '2026-12-01',
      enquiries: 's-2222-nb',
    };
    const effect = act('change', rosterOf(all), answers, asLead);
    expect(effect.record.seats.at(-1)).toMatchObject({
      until: '2026-12-01',
      enquiries: ['S-7K3M-NB', 'S-2222-NB'],
    });
    expect(effect.due.map(({ at, action }) => [action, at])).toEqual([
      ['warn', '2026-11-30T09:00:00.000Z'],
      ['expire', '2026-12-02T00:00:00.000Z'],
    ]);
  });

  it('of whoever went meanwhile: nothing', () => {
    const effect = act('change', rosterOf([lead]), { who: 'county-police/p-2', member: 'end' }, asLead);
    expect([effect.reason, effect.record.seats]).toEqual(['hub.looked', [lead]]);
  });

  it.each([
    ['the only lead', [lead, member], 'last-lead'],
    ['one of two', [lead, { ...member, role: 'lead' as const }], undefined],
  ])('of %s', (_, seats, fault) => {
    const check = hub.lifecycle.actions.change?.ask?.questions.lead?.check;
    const ctx = { ...ctxAs('p-1', 'county-police', seats), record: rosterOf(seats) as RecordBody };
    expect(check?.('end', { who: 'county-police/p-1' }, ctx)).toBe(fault);
  });
});

describe('going', () => {
  it.each([
    ['a member', 'p-2', all, true],
    ['one of two leads', 'p-1', [lead, { ...member, role: 'lead' as const }], true],
    ['the only lead', 'p-1', all, false],
    ['somebody who is not there', 'p-9', all, false],
  ])('is for %s', (_, who, seats, open) => {
    const { leave } = hub.lifecycle.actions;
    expect(leave?.when?.(rosterOf(seats), ctxAs(who, 'county-police', seats))).toBe(open);
  });

  it.each([
    ['a member', { person: 'p-2', agency: 'county-police' }, ['member-left p-1']],
    ['the only lead', { person: 'p-1', agency: 'county-police' }, ['no-lead p-2']],
    ['somebody of that name elsewhere', { person: 'p-2', agency: 'riverside-nhs' }, []],
  ])('of %s from the register', (_, whose, told) => {
    const effect = act('gone', rosterOf(all), whose, clock());
    expect(effect.notices.map(({ kind, to }) => `${kind.slice(4)} ${to}`)).toEqual(told);
  });

  it('takes what they asked for along', () => {
    const asking = [
      { person: 'p-8', agency: 'county-police', name: 'N', at: '2026-11-20T10:00:00.000Z', ref: 'U-2222-NB' },
    ];
    const effect = act(
      'gone',
      rosterOf(all, { asking }),
      { person: 'p-8', agency: 'county-police' },
      clock(),
    );
    expect([effect.record.asking, effect.notices]).toEqual([[], []]);
  });

  it('happens to the people of an agency that leaves the hub, and to nobody else', () => {
    const policy = structuredClone(samplePolicy);
    for (const each of policy.hubs) each.agencies = each.agencies.filter((id) => id !== 'county-police');
    const ctx = { ...clock(), policy };
    expect(hub.lifecycle.actions.tidy?.when?.(rosterOf(all), clock())).toBe(false);
    expect(hub.lifecycle.actions.tidy?.when?.(rosterOf(all), ctx)).toBe(true);
    const effect = act('tidy', rosterOf(all), {}, ctx);
    expect(effect.record.seats).toEqual([guest]);
    expect(effect.notices.map(({ kind }) => kind)).toEqual(['hub.ended', 'hub.ended']);
    // Until that is written down, they have no seat either.
    const unseated = { ...ctxAs('p-1', 'county-police', []), policy };
    expect(hub.show(rosterOf(all), unseated).status.key).toBe('hub.status.outside');
  });
});

describe('a guest', () => {
  it.each([
    ['2026-11-24T09:00:01Z', 'warn', true],
    ['2026-11-23T09:00:01Z', 'warn', false],
    ['2026-11-25T23:59:59Z', 'expire', false],
    ['2026-11-26T00:00:01Z', 'expire', true],
  ])('at %s: %s is %s', (at, name, open) => {
    expect(hub.lifecycle.actions[name]?.when?.(rosterOf(all), clock(at as never))).toBe(open);
  });

  it('is told once', () => {
    const ctx = clock('2026-11-24T09:00:01Z' as never);
    const { record } = act('warn', rosterOf(all), {}, ctx);
    expect(hub.lifecycle.actions.warn?.when?.(record, ctx)).toBe(false);
  });
});

describe('what may be given', () => {
  it.each([
    ['2026-11-22', 'in-the-past'],
    ['2026-11-23', undefined],
    ['2027-11-24', undefined],
    ['2027-11-25', 'too-far'],
  ])('as a last day: %s', (day, fault) => expect(untilFault(day, contextAt(monday))).toBe(fault));

  it.each([
    ['S-7K3M-NB', undefined],
    [' s-7k3m-nb, S-2222-NB;S-3333-NB ', undefined],
    ['S-7K3M-XX', 'not-of-this-hub'],
    ['Jane Example', 'not-of-this-hub'],
    ['S-7K3M-NB and more', 'not-of-this-hub'],
  ])('as enquiries: %s', (text, fault) => expect(refsFault(text, code)).toBe(fault));
});

/** Says the words, which throws where there are none or a value is missing. */
const say = (key: string, params: Readonly<Record<string, string>> = {}) =>
  expect(words.list(key, params).join('').length, key).toBeGreaterThan(0);

const sayView = (name: string, { status, lead: leads, facts, actions, begins = [] }: View) => {
  for (const said of [status, ...leads]) say(said.key, said.params);
  for (const fact of facts) {
    say(fact.label);
    if ('said' in fact) say(fact.said.key, fact.said.params);
  }
  for (const action of actions) say(`${name}.actions.${action}`);
  for (const begun of begins) say(`${name}.begins.${begun.dialog}`, { ref: 'r' });
};

const sayEffect = ({ reason, notices }: Effect<RecordBody>) => {
  say(reason.replace('.', '.reasons.'));
  for (const { kind, params, actions = [] } of notices) {
    const [name] = kind.split('.');
    for (const part of ['title', 'lead', 'summary'])
      say(`${kind.replace('.', '.notices.')}.${part}`, { who: 'w', ref: 'r', ...params });
    for (const action of actions) say(`${name}.actions.${action}`);
  }
};

const requestFor = (over: object): Effect<SeatRecord> => {
  const given = {
    code,
    as: 'member',
    invited: false,
    person: 'p-9',
    agency: 'county-police',
    name: 'Nine',
    ...over,
  };
  const effect = seat.takes?.(given, { ...asLead, reference: 'U-7K3M-NB' });
  if (!effect) throw new Error('nothing was taken');
  expect(seat.schema.parse(effect.record)).toEqual(effect.record);
  return effect;
};

const guestOf = { as: 'guest', reason: 'Why', until: '2026-12-01', enquiries: 'S-7K3M-NB' };
const viewers = [
  asLead,
  ctxAs('p-2', 'county-police', all),
  ctxAs('p-3', 'hillside-schools', all),
  ctxAs('p-9', 'county-police', all),
  ctxAs('p-9', 'eastmoor-council', all),
  ctxAs('p-8', 'west-nowhere', all),
];

describe('the words of a hub and its seats', () => {
  it('are there for every form', () => {
    for (const dialog of [hub, seat] as unknown as AnyDialog[])
      for (const [name, { ask }] of Object.entries(dialog.lifecycle.actions)) {
        if (!ask) continue;
        const key = `${dialog.name}.${name}`;
        for (const part of ['name', 'pages'])
          expect(words.has(key) || words.has(`${key}.name`), `${key} ${part}`).toBe(true);
        say(`${dialog.name}.actions.${name}`);
        for (const [question, { options = [] }] of Object.entries(ask.questions)) {
          for (const part of ['label', 'why']) say(`${key}.questions.${question}.${part}`);
          for (const option of options) say(`${key}.questions.${question}.options.${option}`);
        }
      }
  });

  it('are there for everything that happens, and for everybody who looks', () => {
    const asking = [
      {
        person: 'p-9',
        agency: 'eastmoor-council',
        name: 'N',
        at: '2026-11-20T10:00:00.000Z',
        ref: 'U-2222-NB',
      },
    ];
    const rosters = [rosterOf(all), rosterOf(all, { asking }), rosterOf([])];
    for (const record of rosters) for (const ctx of viewers) sayView('hub', hub.show(record, ctx));
    const address = { channel: 'slack', tenant: 'T1', conversation: 'C1' } as const;
    const outsider = ctxAs('p-9', 'eastmoor-council', all);
    const effects = [
      ...['ask', 'askGuest'].map((name) => act(name, rosterOf(all), { reason: 'Why' }, outsider)),
      act('invite', rosterOf(all), { ...guestOf, agency: 'eastmoor-council', name: 'N' }, asLead),
      act(
        'sit',
        rosterOf(all),
        { person: 'p-9', agency: 'eastmoor-council', name: 'N', role: 'member' },
        asLead,
      ),
      act('notNow', rosterOf(all, { asking }), { person: 'p-9', agency: 'eastmoor-council' }, asLead),
      act('leave', rosterOf(all), { sure: 'yes' }, ctxAs('p-2', 'county-police', all)),
      act('warn', rosterOf(all), {}, clock('2026-11-24T09:00:01Z' as never)),
      act('expire', rosterOf(all), {}, clock('2026-11-26T00:00:01Z' as never)),
      act('here', rosterOf(all), { address }, asLead),
      act('notHere', rosterOf(all), { address }, asLead),
    ];
    for (const effect of effects) sayEffect(effect);
  });

  it('are there for a seat that is asked for or offered, whatever becomes of it', () => {
    const seen = new Set<string>();
    const todo = [
      requestFor({}),
      requestFor(guestOf),
      requestFor({ ...guestOf, invited: true, person: undefined }),
    ];
    for (const effect of todo) {
      sayEffect(effect);
      const { record } = effect;
      for (const ctx of viewers) sayView('seat', seat.show(record, ctx));
      const look = `${record.status} ${record.as} ${record.chases > 0}`;
      if (seen.has(look)) continue;
      seen.add(look);
      for (const action of Object.values(seat.lifecycle.actions) as Action<SeatRecord, object>[])
        if (action.from.includes(record.status)) todo.push(action.apply(record, { ...guestOf }, asLead));
    }
    expect([...new Set([...seen].map((look) => look.split(' ')[0]))].sort()).toEqual(
      [...seat.lifecycle.states].sort(),
    );
  });

  it.each([
    ['hub', dialogWords.hub],
    ['seat', dialogWords.seat],
  ])('%s: read like those of a twelve-year-old, or easier', (_, bundle) => {
    const texts = textsOf(bundle).map(([, text]) => text);
    expect(gradeOf(texts.filter((text) => wordsOf(text).length >= 8))).toBeLessThanOrEqual(7);
    for (const text of texts)
      for (const sentence of sentencesOf(text))
        expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(25);
  });
});

describe('whoever has no seat', () => {
  it('reads no name of anybody in it', () => {
    const [, , , ...outside] = viewers;
    for (const ctx of outside)
      expect(JSON.stringify(hub.show(rosterOf(all), ctx))).not.toMatch(/Name p-|They moved/);
    const invitation = requestFor({
      ...guestOf,
      invited: true,
      person: undefined,
      name: 'Somebody Else',
    }).record;
    expect(JSON.stringify(seat.show(invitation, outside[0] as Context))).not.toContain('Somebody');
  });
});
