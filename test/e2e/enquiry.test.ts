import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import type { Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import type { EnquiryRequest } from '../../dialogs/enquiry-request/record.ts';
import { samplePolicy } from '../support/context.ts';
import { victim } from '../support/enquiries.ts';
import type { House } from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { agency as council, registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A hub of six agencies on two platforms, by the built bot over real HTTP: a red and an amber enquiry at once. */

const homes = {
  SAM: council,
  ANIKA: council,
  NADIA: 'county-police',
  LEE: 'eastmoor-council',
  RUTH: 'riverside-nhs',
  TOM: 'hillside-schools',
  JOY: 'lantern-voluntary',
} as const;
type Name = keyof typeof homes;

const names = Object.keys(homes) as Name[];
const channelOf: Readonly<Record<Name, Hand['channel']>> = {
  ...{ SAM: 'teams', ANIKA: 'teams', LEE: 'teams', TOM: 'teams' },
  ...{ NADIA: 'slack', RUTH: 'slack', JOY: 'slack' },
};
const people: Registered[] = names.map((name) => ({
  ...registered(name, name === 'ANIKA' ? ['safeguarding-lead'] : ['practitioner']),
  agency: homes[name],
}));
const others = Object.values(homes).filter((agency) => agency !== council);

const hub = 'hub-NB';
const room = '19:hub@thread.tacv2';
const next = words('engine.next');
const say = (key: string): string => words(`enquiry.${key}`);
const state = (name: string): string => say(`answer.questions.state.options.${name}`);

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  const hands = new Map<Name, Hand>();
  const hand = (name: Name): Hand => {
    const known = hands.get(name) ?? service.world.hand(channelOf[name], name);
    hands.set(name, known);
    return known;
  };

  beforeAll(async () => {
    hands.clear();
    service = await startService(await place(), people);
    for (const name of names) await done(hand(name), hand(name).type('help'));
    const members = names
      .filter((name) => name !== 'ANIKA')
      .map((name) => ({ person: `p-${name.toLowerCase()}`, agency: homes[name], role: 'member' as const }));
    await rosterWith({ store: service.store, clock: () => new Date() } as unknown as House, members);
    await addRoom();
  }, 60_000);
  afterAll(() => service?.close());

  /** The hub meets on both platforms. */
  const addRoom = async () => {
    const [found] = await service.store.read(hub, [{ kind: 'record', id: 'U-TEAM-NB' }]);
    if (!found) throw new Error('no roster');
    const { rev, ...item } = found;
    const body = item.body as { places: readonly object[] };
    const [first] = body.places;
    const address = {
      ...{ channel: 'teams', tenant: 'tenant-1', conversation: room },
      serviceUrl: service.world.teams.connector.url(),
    };
    const places = [...body.places, { ...first, address }];
    await service.store.commit(hub, [{ op: 'replace', item: { ...item, body: { ...body, places } }, rev }]);
  };

  const listed = async <T>(agency: string, term: string, kind: 'record' | 'notice' = 'record') => {
    const { items } = await service.store.list(agency, { term, kinds: [kind], limit: 200 });
    return items.map(({ body }) => body as T);
  };
  const enquiries = () => listed<KeptRecord & Enquiry>(hub, 'type:enquiry');
  const one = async (rating: Enquiry['rating']) => (await enquiries()).find((each) => each.rating === rating);

  const onSlack = (ref: string) =>
    service.world.slack.api.messages
      .filter(({ channel, blocks }) => channel === 'C-HUB' && JSON.stringify(blocks).includes(ref))
      .map(({ blocks }) => JSON.stringify(blocks));
  const onTeams = (ref: string) =>
    service.world.teams.connector
      .done('send', 'reply', 'update')
      .filter(({ conversation, body }) => conversation === room && JSON.stringify(body).includes(ref))
      .map(({ body }) => JSON.stringify(body));
  /** The last that each of the two rooms was shown. */
  const boards = (ref: string) => [onSlack(ref).at(-1) ?? '', onTeams(ref).at(-1) ?? ''];
  const shows = (ref: string, text: string) =>
    eventually(() => boards(ref).every((board) => board.includes(text)), `"${text}" in both rooms`, 45_000);

  /** News may come in between: then it is opened again. */
  const pressOn = (name: Name, ref: string, title: string) =>
    eventually(async () => {
      const { buttons } = await done(hand(name), hand(name).type(ref));
      if (!buttons.includes(title)) return undefined;
      await done(hand(name), hand(name).press(title));
      return true;
    }, `the button ${title} for ${name}`);
  const answers = async (name: Name, ref: string, what: string): Promise<void> => {
    await pressOn(name, ref, say('actions.answer'));
    await done(hand(name), hand(name).press(state(what)));
  };

  test('a request that was kept when the power failed is asked once, in both rooms', async () => {
    const sam = hand('SAM');
    await done(sam, sam.type('enquiry'));
    await done(sam, sam.press(words('enquiry-request.questions.safety.options.can-wait')));
    await done(
      sam,
      sam.press(next, {
        ...{ caseRef: 'C-2041', question: 'Is anyone in this home known to you?', rating: 'amber' },
        ...{ why: 'Bruises on a small child.', agencies: others.join(',') },
      }),
    );
    await done(sam, sam.press(words('engine.confirm')));
    await service.restart('crash');
    const amber = await eventually(() => one('amber'), 'the enquiry', 45_000);
    await shows(amber.reference, 'Amber: 0 of 5 have answered.');
    expect(await enquiries()).toHaveLength(1);
    expect(onSlack(amber.reference)).toHaveLength(1);
    await eventually(async () => {
      const told = await listed<KeptNotice>(hub, 'to:p-joy', 'notice');
      return told.length === 1 && told[0]?.deliveredAt !== undefined;
    }, 'that every agency is told');
    const [request] = await eventually(async () => {
      const all = await listed<KeptRecord & EnquiryRequest>(council, 'type:enquiryRequest');
      return all[0]?.enquiry ? all : undefined;
    }, 'the reference of the hub');
    expect(request?.enquiry).toBe(amber.reference);
  }, 90_000);

  test('a red one beside it is late, and names who', async () => {
    const past = new Date(Date.now() - 5 * 3_600_000);
    const { store } = service;
    const seeded = { store, policy: samplePolicy, clock: () => past, outbox: async () => 0 };
    const ref = await openEnquiry(seeded as unknown as House, {
      agencies: ['county-police', 'eastmoor-council'],
    });
    await shows(ref, 'Red: 0 of 2 have answered. Late: 2.');
    await answers('NADIA', ref, 'nothing');
    await shows(ref, 'Red: 1 of 2 have answered. Late: 1.');
  }, 90_000);

  test('every answer is in both rooms, also of two who press in the same instant', async () => {
    const { reference } = (await one('amber')) ?? { reference: '' };
    for (const name of ['LEE', 'TOM'] as const) await pressOn(name, reference, say('actions.answer'));
    await Promise.all(
      (['LEE', 'TOM'] as const).map((name) => done(hand(name), hand(name).press(state('nothing')))),
    );
    await shows(reference, 'Amber: 2 of 5 have answered.');
    await answers('NADIA', reference, 'holds');
    await done(hand('NADIA'), hand('NADIA').press(say('answer.questions.mark.options.high')));
    expect(hand('NADIA').screen().buttons).toContain(say('begins.decision'));
    await shows(reference, 'Holds something. They are deciding.');
    await answers('JOY', reference, 'nothing');
    await answers('RUTH', reference, 'cannot');
    await done(hand('RUTH'), hand('RUTH').press(words('dispute.questions.point.options.law')));
    await shows(reference, 'Cannot share: not sure that the law allows it.');
    await shows(reference, 'Amber: 5 of 5 have answered.');
  }, 90_000);

  test('a refusal becomes a dispute, and the hub knows of it', async () => {
    const { reference } = (await one('amber')) ?? { reference: '' };
    const sam = hand('SAM');
    await eventually(async () => {
      const told = await listed<KeptNotice>(council, 'to:p-sam', 'notice');
      return told.some(({ kind, deliveredAt }) => kind === 'enquiry-request.all-in' && deliveredAt);
    }, 'that whoever asked knows of the last answer');
    await pressOn('SAM', reference, say('begins.dispute'));
    const canWait = words('dispute.questions.safety.options.can-wait');
    await eventually(() => sam.look().buttons.includes(canWait), 'the first question of the dispute');
    await done(sam, sam.press(canWait));
    await done(sam, sam.press(next, { sentence: 'The law lets them.' }));
    await done(sam, sam.press(words('engine.confirm')));
    const disputed = await eventually(async () => {
      const found = await one('amber');
      return found && found.disputes.length > 0 ? found : undefined;
    }, 'the dispute in the hub');
    expect(disputed.disputes).toMatchObject([{ agency: 'riverside-nhs', by: council }]);
    await eventually(
      async () => (await listed('riverside-nhs', 'type:dispute')).length === 1,
      'the dispute at the other agency',
    );
  }, 90_000);

  test('it ends with an outcome of all, which whoever asked hears; and nothing named the case', async () => {
    const { reference } = (await one('amber')) ?? { reference: '' };
    const anika = hand('ANIKA');
    await pressOn('ANIKA', reference, say('actions.joint'));
    await done(anika, anika.press(say('joint.questions.what.options.close')));
    await done(anika, anika.press(next, victim));
    await done(anika, anika.press(say('joint.questions.level.options.high')));
    await done(anika, anika.press(next, { outcome: 'together', outcomeText: 'A visit is planned.' }));
    await shows(reference, 'Closed. 5 of 5 had answered.');
    const [request] = await eventually(async () => {
      const all = await listed<KeptRecord & EnquiryRequest>(council, 'type:enquiryRequest');
      return all[0]?.status === 'closed' ? all : undefined;
    }, 'the outcome for whoever asked');
    expect(request).toMatchObject({ outcome: 'together', words: 'A visit is planned.' });
    const rooms = [...onSlack(''), ...onTeams('')].join(' ');
    expect(rooms).not.toMatch(/C-2041|Bruises|aunt/);
  }, 90_000);
});
