import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptNotice, KeptRecord, Version } from '../../bot/core/records.ts';
import { firstBroken } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { ApprovalRecord } from '../../dialogs/approval/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { endings, next, pick, type Step, ways } from '../support/decision-drive.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** Two cases, each lived on both channels over both stores by the built bot: four times the same record. */

type Kept = KeptRecord & DecisionRecord;
type Story = 'routine' | 'not shared';

const people = [registered('SAM', ['practitioner'], 'MO'), registered('MO', ['manager'])];
const { follows, notShared } = endings;

const received: Step[] = [
  { title: words('decision.actions.sent'), fields: {} },
  { title: words('decision.sent.questions.rightPerson.options.yes'), fields: { route: 'secure-email' } },
  { title: words('decision.actions.received'), fields: {} },
  next({ reached: 'yes', helped: 'too-soon', note: 'They rang back' }),
  { title: words('copy.button'), fields: {} },
  { title: words('copy.done'), fields: {} },
];

const stories: Record<Story, readonly Step[]> = {
  routine: [...ways.consent, follows, ...received],
  'not shared': [
    ...ways.publicInterest,
    pick('final', 'differ'),
    next({
      finalOutcome: 'DO_NOT_SHARE',
      departureReason: 'He has moved in with his sister and the danger is over',
      escalated: 'yes',
    }),
    next(notShared),
  ],
};

/** Each lives a case of its own: what one leaves on record about a person, another would find. */
const live = async (hand: Hand, steps: readonly Step[], subjectRef: string): Promise<void> => {
  await done(hand, hand.type('decide'));
  for (const { title, fields } of steps) {
    await done(hand, hand.press(title, 'subjectRef' in fields ? { ...fields, subjectRef } : fields));
    // What came as a message of its own is what the person sees now.
    if (title === words('copy.button')) hand.look();
  }
};

const references = /\b[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{2}\b/g;
const moment = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;

/** Each value with where it stands; what tells one telling of a story from another is left out. */
const fieldsOf = ({ versions, platform, ...record }: Kept): Map<string, unknown> => {
  const fields = new Map<string, unknown>();
  const add = (at: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) add(`${at}/${name}`, inner);
    else if (typeof value !== 'string') fields.set(at, value);
    else
      fields.set(
        at,
        moment.test(value)
          ? 'a moment'
          : value.replace(references, 'a reference').replace(/^case (teams|slack)$/, 'a case'),
      );
  };
  add('', { ...record, versions: versions.map(({ n, by, reason, patch }) => ({ n, by, reason, patch })) });
  return fields;
};

const told: { story: Story; where: string; record: Kept }[] = [];

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (store, place) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
    const manager = service.world.hand('teams', 'MO');
    await done(manager, manager.type('hello'));
  });
  afterAll(() => service?.close());

  /** A yes given just now leaves a consent beside the decision: that is looked at apart. */
  const all = () => service.items<Kept>('owner:p-sam', 'record');
  const records = async () => (await all()).filter(({ type }) => type === 'decision');

  test.each([
    ['routine', 'teams'],
    ['routine', 'slack'],
    ['not shared', 'teams'],
    ['not shared', 'slack'],
  ] as const)('%s, lived on %s, is one record with an unbroken chain', async (story, channel) => {
    const before = new Set((await records()).map(({ reference }) => reference));
    await live(service.world.hand(channel, 'SAM'), stories[story], `case ${channel}`);
    const [record, ...more] = (await records()).filter(({ reference }) => !before.has(reference));
    if (!record) throw new Error('there is no record');
    expect(more).toEqual([]);
    expect(record).toMatchObject({ platform: channel, status: 'closed', createdBy: { id: 'p-sam' } });
    const versions = await service.items<Version>(`ref:${record.reference}`, 'version');
    expect(firstBroken(versions, record)).toBeUndefined();
    const consents = (await all()).filter(({ reference }) => record.consentRefs?.includes(reference));
    expect(consents.map(({ status }) => String(status))).toEqual(story === 'routine' ? ['given'] : []);
    told.push({ story, where: `${channel}, ${store}`, record });
  });

  test('the manager is told once of each that was taken further, with its reference only', async () => {
    const references = (await records())
      .filter(({ departure }) => departure?.escalated)
      .map(({ reference }) => reference);
    expect(references).toHaveLength(2);
    const notices = await eventually(async () => {
      const found = await service.items<KeptNotice>('to:p-mo', 'notice');
      return found.every(({ deliveredAt }) => deliveredAt) ? found : undefined;
    }, 'the notices to be delivered');
    const asked = await service.items<KeptRecord & ApprovalRecord>('type:approval', 'record');
    expect(asked.map(({ decision }) => decision).sort()).toEqual(references.sort());
    expect(notices.map(({ ref }) => ref).sort()).toEqual(asked.map(({ reference }) => reference).sort());
    const said = JSON.stringify(service.world.teams.connector.done('send', 'reply').map(({ body }) => body));
    for (const reference of references) expect(said).toContain(reference);
    const toManager = service.world.teams.connector
      .done('send', 'reply')
      .filter(({ conversation }) => conversation === 'a:MO');
    expect(JSON.stringify(toManager)).not.toMatch(/case (teams|slack)|his sister|resident/);
  });
});

test.each(['routine', 'not shared'] as const)(
  '%s: the four records are the same, field by field',
  (story) => {
    const all = told.filter((each) => each.story === story);
    expect(all).toHaveLength(4);
    const [first = new Map(), ...others] = all.map(({ record }) => fieldsOf(record));
    for (const other of others) expect(Object.fromEntries(other)).toEqual(Object.fromEntries(first));
    const names = all.map(({ where }) => where).join('; ');
    process.stdout.write(`${story}: ${first.size} fields are the same in ${all.length} records (${names})\n`);
    expect(first.size).toBeGreaterThan(150);
  },
);
