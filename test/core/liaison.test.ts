import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { Breach } from '../../dialogs/breach/record.ts';
import { classes } from '../../dialogs/breach/record.ts';
import { abouts } from '../../dialogs/complaint/record.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import { liaison } from '../../dialogs/liaison/dialog.ts';
import { heardFrom, notReached, type PartnerTold } from '../../dialogs/liaison/partners.ts';
import { chainFor, toldBeside } from '../../dialogs/liaison/people.ts';
import { kinds, type Liaison, type LiaisonInput, statuses } from '../../dialogs/liaison/record.ts';
import { otherPartners, tellPartner } from '../../dialogs/liaison/telling.ts';
import { policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import {
  action,
  type ComplaintHouse,
  council,
  logs,
  next,
  openComplaintHouse,
  police,
} from '../support/complaint-house.ts';
import { contextAt } from '../support/context.ts';

/** What another agency tells us: who of ours hears, what they press, and what goes back. */

const policy = policyPackSchema.parse(samplePack);
const monday = '2026-11-23T10:00:00.000Z';
const carys = { id: 'p-nadia', name: 'Nadia Hussain', agency: police, roles: [] };
const ctx: Context = { ...contextAt(monday, { person: carys, reference: 'V-2222-22' }), policy };

const told: LiaisonInput = {
  kind: 'breach',
  code: 'misdirected',
  from: council,
  thread: `${council}/B-7K3M-Q2`,
  theirRef: 'B-7K3M-Q2',
  partner: 'police-public-protection',
  about: ['D-7K3M-Q2'],
  urgent: false,
};
const origin = { agency: council, id: 'B-7K3M-Q2/liaison' };
const takes = (input: object = {}, context = ctx) => {
  const effect = liaison.takes?.({ ...told, origin, name: 'a-thread', ...input }, context);
  if (!effect) throw new Error('nothing was taken');
  return effect;
};
const act = (record: Liaison, name: string, input: object = {}, context: Context = ctx) => {
  const effect = liaison.lifecycle.actions[name]?.apply(record, input, context);
  if (!effect) throw new Error(`no action ${name}`);
  return effect;
};

describe('who hears of it', () => {
  it.each([
    ['breach', council, 'p-colin', ['p-helen', 'p-vera']],
    ['breach', police, 'p-carys', []],
    ['breach', 'riverside-nhs', 'p-ruth', ['p-elena']],
    ['complaint', council, 'p-colin', []],
    ['complaint', 'eastmoor-council', 'p-hugh', []],
    ['claim', council, 'p-vera', []],
    ['claim', 'riverside-nhs', 'p-elena', []],
    ['claim', 'lantern-voluntary', 'p-joy', []],
  ] as const)('a %s at %s: %s, and beside them %j', (kind, agency, lead, beside) => {
    expect(chainFor(kind, agency, policy)[0]).toBe(lead);
    expect(toldBeside(kind, agency, lead, policy)).toEqual(beside);
  });

  it('is whoever was written to, where the agency names nobody', () => {
    const agencies = policy.agencies.map(({ dutyLead: _, ...one }) => ({ ...one, posts: {} }));
    expect(chainFor('breach', police, { ...policy, agencies }, 'p-nadia')).toEqual(['p-nadia']);
    expect(chainFor('claim', 'nowhere', policy)).toEqual([]);
  });

  it.each([
    ['breach', true, 'urgent-breach'],
    ['breach', false, 'breach'],
    ['complaint', false, 'complaint'],
    ['claim', false, 'claim'],
  ] as const)('by a notice of a %s that can be answered as it stands, urgent %s', (kind, urgent, name) => {
    const { notices, record } = takes({ kind, urgent });
    expect(notices[0]).toMatchObject({
      kind: `liaison.${name}`,
      actions: ['heardIt', 'add'],
      reports: origin,
    });
    expect(JSON.stringify(notices)).not.toContain('D-7K3M-Q2');
    const [lead] = words.list(`liaison.notices.${name}.lead`, { agency: 'A', theirs: 'B' });
    expect(lead?.startsWith('**Urgent.**')).toBe(urgent);
    expect(record.createdBy.id).toBe('clock');
  });

  it('among them people who are told without being asked', () => {
    const there = { ...ctx, person: { ...carys, agency: council } };
    const { notices, record } = takes({ from: police, urgent: true }, there);
    expect(notices.map(({ to, kind, actions }) => [to, kind, actions?.length ?? 0])).toEqual([
      ['p-colin', 'liaison.urgent-breach', 2],
      ['p-helen', 'liaison.urgent-breach-told', 0],
      ['p-vera', 'liaison.urgent-breach-told', 0],
    ]);
    expect(record).toMatchObject({ asked: ['p-colin'], readers: ['p-helen', 'p-vera'] });
  });
});

describe('what it says', () => {
  const codes = { breach: [...classes, 'new'], complaint: [...abouts, 'new'], claim: ['claim'] };

  it.each(kinds.flatMap((kind) => codes[kind].map((code) => [kind, code] as const)))(
    'has words for a %s of the sort %s, in every state',
    (kind, code) => {
      for (const status of statuses) {
        const { record } = takes({ kind, code, urgent: true });
        const notes = [{ at: monday, text: 'We rang', by: record.createdBy }];
        const view = liaison.show({ ...record, status, notes }, ctx);
        for (const { key, params } of [view.status, ...view.lead]) expect(words(key, params)).not.toBe('');
        for (const fact of view.facts) {
          expect(words(fact.label)).not.toBe('');
          if ('said' in fact) expect(words(fact.said.key, fact.said.params)).not.toBe('');
        }
        for (const name of view.actions) expect(words(`liaison.actions.${name}`)).not.toBe('');
        for (const { dialog } of view.begins ?? []) expect(words(`liaison.begins.${dialog}`)).not.toBe('');
      }
    },
  );

  it('lets no reference of another agency look like a mark', () => {
    const { notices } = takes({ theirRef: '[x](https://evil.example) **B**' });
    expect(notices[0]?.params.theirs).toBe('xhttps//evil.exampleB');
  });

  it('refuses what is not of the shape', () => {
    expect(() => takes({ about: 'a story' })).toThrow();
  });
});

describe('what goes back', () => {
  it('is all that was said so far, each word with a name of its own', () => {
    const heard = act(takes().record, 'heardIt');
    const added = act(heard.record, 'add', { text: 'We have deleted it' });
    const linked = act(added.record, 'link', { ref: ' b-3333-33 ' });
    const tells = [heard, added, linked].map(({ tells: all = [] }) => all[0]);
    expect(new Set(tells.map((tell) => tell?.id)).size).toBe(3);
    expect(tells.at(-1)).toMatchObject({
      dialog: 'breach',
      agency: council,
      thread: told.thread,
      input: { heardAt: monday, theirRef: 'B-3333-33', notes: [{ text: 'We have deleted it' }] },
    });
    expect(JSON.stringify(tells)).not.toContain('p-nadia');
    expect(heard.answers).toEqual({ ...origin, code: 'heard' });
    expect(added.answers).toBeUndefined();
    expect(linked.due).toMatchObject([{ action: 'tellOwn' }]);
    expect(act(linked.record, 'tellOwn').also).toEqual([
      { dialog: 'breach', ref: 'B-3333-33', action: 'linked', input: { ref: 'V-2222-22' } },
    ]);
  });

  it('says that we know, whatever is pressed first', () => {
    for (const [name, input] of [
      ['add', { text: 'x' }],
      ['link', { ref: 'B-3333-33' }],
      ['linked', { ref: 'B-3333-33' }],
    ] as const)
      expect(act(takes().record, name, input).record.heardAt).toBe(monday);
  });

  it.each([
    ['breach', 'B-3333-33', undefined],
    ['breach', 'T-3333-33', 'not-such-a-record'],
    ['complaint', 'T-3333-33', undefined],
    ['claim', 'L-3333-33', undefined],
    ['claim', 'Jane Smith', 'not-such-a-record'],
  ] as const)('links a %s with %s: %s', (kind, ref, fault) => {
    const { ref: question } = liaison.lifecycle.actions.link?.ask?.questions ?? {};
    const { record } = takes({ kind });
    expect(question?.check?.(ref, {}, { ...ctx, record })).toBe(fault);
  });
});

describe('told more of the same', () => {
  it('what we know already changes nothing', () => {
    const { record } = takes();
    for (const input of [told, { ...told, about: [] }, {}, { kind: 'nonsense' }])
      expect(act(record, 'heard', input).record).toBe(record);
  });

  it('that it is urgent now is said at once, whatever order the words come in', () => {
    const calm = act(takes().record, 'heard', { ...told, urgent: true, about: ['C-1'] });
    const hot = act(takes({ urgent: true, about: ['C-1'] }).record, 'heard', told);
    expect(calm.notices).toMatchObject([{ to: 'p-carys', kind: 'liaison.urgent-breach' }]);
    expect(hot.notices).toEqual([]);
    for (const { record } of [calm, hot]) {
      expect(record.urgent).toBe(true);
      expect([...record.about].sort()).toEqual(['C-1', 'D-7K3M-Q2']);
    }
    const known = act(takes().record, 'heardIt').record;
    const [later] = act(known, 'heard', { ...told, urgent: true }).notices;
    expect(later?.actions).toEqual(['add']);
  });
});

describe('nobody answers', () => {
  it('is asked again, then of whoever stands in, and at last the teller hears of it', () => {
    let { record, due } = takes();
    const seen: string[][] = [];
    const answers: unknown[] = [];
    while (due.length > 0) {
      const effect = act(record, 'chase');
      ({ record, due } = effect);
      seen.push(effect.notices.map(({ to, kind }) => `${to} ${kind}`));
      answers.push(effect.answers?.code);
    }
    expect(seen).toEqual([
      ['p-carys liaison.chase'],
      ['p-carys liaison.chase', 'p-dev liaison.breach'],
      ['p-carys liaison.chase', 'p-dev liaison.chase'],
    ]);
    expect(answers).toEqual([undefined, undefined, 'late']);
  });
});

describe('what a partner says of a record of ours', () => {
  const partner: PartnerTold = { partner: 'p', agency: 'a', at: monday, notes: [] };
  const note = (at: string) => ({ at, text: 'x' });
  const one = { partner: 'p', agency: 'a', heardAt: '2026-11-23T11:00:00.000Z', notes: [] };
  const two = { ...one, notes: [note('2026-11-23T12:00:00.000Z')] };
  const three = { ...two, theirRef: 'B-3333-33', notes: [...two.notes, note('2026-11-23T13:00:00.000Z')] };

  it.each([[[one, two, three]], [[three, two, one]], [[two, two, three, one, three]]])(
    'ends the same in whatever order it comes, %#',
    (order) => {
      const end = order.reduce<PartnerTold[]>((all, news) => heardFrom(all, news)?.all ?? all, [partner]);
      expect(end).toEqual([{ ...partner, ...three }]);
    },
  );

  it.each([[undefined], [{}], [{ ...one, partner: 'other' }], [{ partner: 'p', notes: 'x' }]])(
    'is left aside where we told them nothing, or it has another shape: %j',
    (news) => expect(heardFrom([partner], news)).toBeUndefined(),
  );

  it('takes back that they must be rung, once they have answered', () => {
    const rung = notReached([partner], 'p');
    expect(rung[0]?.toRing).toBe(true);
    expect(heardFrom(rung, one)?.all[0]?.toRing).toBeUndefined();
    expect(notReached(heardFrom([partner], one)?.all ?? [], 'p')[0]?.toRing).toBeUndefined();
  });
});

describe('telling a partner', () => {
  const record = { agencyId: council, reference: 'T-2222-22', asked: ['p-colin'] };
  const what = { kind: 'complaint', code: 'too-much', about: [] } as const;

  it('goes to whoever answers for them, and nobody where nobody does', () => {
    expect(tellPartner(record, { ...what, partner: 'police-public-protection' }, ctx)).toMatchObject({
      agency: police,
      to: 'p-nadia',
      asker: 'p-colin',
      thread: `${council}/T-2222-22/police-public-protection`,
    });
    expect(tellPartner(record, { ...what, partner: 'nobody' }, ctx)).toBeUndefined();
  });

  it('is for other agencies only', () => {
    const picks = otherPartners(undefined, ctx).map(({ value }) => value);
    expect(picks).not.toContain('police-public-protection');
    expect(picks).toContain('childrens-duty-team');
  });
});

describe('two agencies', () => {
  let there: ComplaintHouse;
  beforeEach(async () => {
    there = await openComplaintHouse();
  });
  afterEach(() => there.close());

  const theirs = async () => {
    const [found] = await there.liaisons(police);
    if (!found) throw new Error('nothing came');
    return found;
  };
  const opened = async () => {
    await logs(there.person('sam'), { alleges: 'yes' });
    await there.quiet();
    const ref = (await theirs()).reference;
    return { ref, who: await there.open('carys', ref) };
  };
  const breachAt = async (agency: string) =>
    (await there.records(agency, 'breach')) as unknown as (Breach & { reference: string })[];

  it('answer by a press on the notice itself, twice and on an old card too', async () => {
    const { ref, who } = await opened();
    const press = { do: 'act', ref, action: 'heardIt', seq: 1 } as const;
    await who.send(press, {}, 'one');
    await who.send(press, {}, 'one');
    await who.send(press, {}, 'two');
    await there.quiet();
    expect((await theirs()).versions).toHaveLength(2);
    expect((await breachAt(council))[0]?.partnersNotified[0]?.heardAt).toBeDefined();
  });

  it('let whoever is asked add a note without names, and nobody else', async () => {
    const { ref, who } = await opened();
    await who.press(action('liaison.add'));
    await who.press(next, { text: 'Ring Mrs Ann Porter on 01632 960 555' });
    expect((await theirs()).notes).toEqual([]);
    await who.press(next, { text: 'We have locked our copy' });
    await there.quiet();
    expect((await breachAt(council))[0]?.partnersNotified[0]?.notes).toMatchObject([
      { text: 'We have locked our copy' },
    ]);
    const nadia = await there.open('nadia', ref);
    await nadia.send({ do: 'act', ref, action: 'add', seq: 3 });
    expect(nadia.message().title).not.toBe('');
  });

  it('report their own breach from it, linked on both sides', async () => {
    const { who } = await opened();
    expect(who.record().buttons?.map(({ title }) => title)).toContain(words('liaison.begins.breach'));
    await who.press(words('liaison.begins.breach'));
    expect(who.page().title).toBe(words('breach.pages.class.title'));
  });

  it('link a breach that is there already: it hears of it, and so does the other side', async () => {
    const first = await opened();
    const other = await logs(there.person('nadia'), { alleges: 'yes', partner: '', complainantRef: 'P-1' });
    await there.quiet();
    const own = (await breachAt(police))[0]?.reference ?? '';
    expect(other).not.toBe('');
    const who = await there.open('carys', first.ref);
    await who.press(action('liaison.heardIt'));
    await who.press(action('liaison.link'));
    await who.press(next, { ref: own });
    await there.quiet();
    // Two words at once reach one record: the second is carried again a little later.
    there.house.wait(6000);
    await there.quiet();
    expect(await theirs()).toMatchObject({ status: 'linked', ownRef: own });
    expect((await breachAt(police))[0]).toMatchObject({ links: expect.arrayContaining([first.ref]) });
    expect((await breachAt(council))[0]?.partnersNotified[0]?.theirRef).toBe(own);
  });

  it('cross each other without harm', async () => {
    const sams = await logs(there.person('sam'));
    const nadias = await logs(there.person('nadia'), {
      partner: 'childrens-duty-team',
      complainantRef: 'P-1',
    });
    await there.quiet();
    expect((await theirs()).theirRef).toBe(sams);
    expect((await there.liaisons(council)).map(({ theirRef }) => theirRef)).toEqual([nadias]);
    await (await there.open('carys', (await theirs()).reference)).press(action('liaison.heardIt'));
    const [ours] = await there.liaisons(council);
    await (await there.open('colin', ours?.reference ?? '')).press(action('liaison.heardIt'));
    await there.quiet();
    expect((await there.complaints())[0]?.partnersLiaised[0]?.heardAt).toBeDefined();
  });
});
