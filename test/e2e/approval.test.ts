import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { ApprovalRecord } from '../../dialogs/approval/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { asked, otherwise, say, secrets } from '../support/approval-drive.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/**
 * A decision is taken to a manager who is away: the card reaches them and whoever answers for them, one on each channel.
 * One of them approves, and the power fails before the other's card is rewritten.
 */

type Approval = KeptRecord & ApprovalRecord;
const isRecord = ({ summary }: Readonly<Record<string, unknown>>): boolean =>
  String(summary).startsWith('Sharewell: record');

type Decision = KeptRecord & DecisionRecord;

const people = [
  registered('SAM', ['practitioner'], 'MO'),
  registered('MO', ['manager']),
  registered('DEL', ['manager']),
];

describe.each([
  ['the encrypted file: Slack asks, Teams answers', filePlace, 'slack', 'teams', 'slack'],
  ['Cosmos DB: Teams asks, Slack answers', faultyPlace, 'teams', 'slack', 'teams'],
] as const)('on %s', (_, place, asks, answers, other) => {
  let service: Service;
  let sam: Hand;
  let manager: Hand;
  let delegate: Hand;
  beforeAll(async () => {
    service = await startService(await place(), people);
    sam = service.world.hand(asks, 'SAM');
    manager = service.world.hand(answers, 'MO');
    delegate = service.world.hand(other, 'DEL');
    await done(delegate, delegate.type('hello'));
  });
  afterAll(() => service?.close());

  const approval = async () => {
    const [found] = await service.items<Approval>('type:approval', 'record');
    if (!found) throw new Error('nothing was taken further');
    return found;
  };
  const cards = async (ref: string) => {
    const all = await service.items<KeptNotice>(`asks:${ref}`, 'notice');
    return all.filter(({ shown }) => shown).length;
  };
  /** Nobody can be told anew on this channel: messages arrive, and none is rewritten. */
  const breakRewriting = () => {
    if (other === 'slack') service.world.slack.api.fail('chat.update', { status: 503 }, 1000);
    else service.world.teams.connector.fail({ kind: 'update', status: 503 });
  };
  const tried = () =>
    other === 'slack'
      ? service.world.slack.api.called('chat.update').length
      : service.world.teams.connector.calls.filter(({ kind }) => kind === 'update').length;
  const heal = () => {
    if (other === 'slack') service.world.slack.api.heal();
    else service.world.teams.connector.heal();
  };

  test('every copy says who approved, though the power fails before it is rewritten', async () => {
    await done(manager, manager.type('away'));
    manager.look();
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await done(manager, manager.press(words('away.submit'), { until, delegate: 'Person DEL' }));

    await done(sam, sam.type('decide'));
    for (const { title, fields } of otherwise()) await done(sam, sam.press(title, fields));
    await done(sam, sam.press(say.begin));
    sam.look();
    await done(sam, sam.press(say.submit, asked));
    const { reference: ref, decision } = await approval();
    await eventually(async () => (await cards(ref)) === 2, 'both cards');
    manager.look();
    delegate.look();
    for (const hand of [manager, delegate])
      for (const button of [say.approve, say.reject, say.ask, say.reassign])
        expect(hand.screen().buttons).toContain(button);

    breakRewriting();
    const before = tried();
    await done(manager, manager.press(say.approve));
    await eventually(() => tried() > before, 'the first try to rewrite');
    await service.bot().crash();
    expect(delegate.look().buttons).toContain(say.approve);
    heal();
    await service.restart('crash');
    // Pressed on the old card while it is still to be rewritten, it shows how it ended.
    await eventually(
      () => !delegate.look().buttons.includes(say.approve),
      'the other card to be rewritten',
      45_000,
    );
    expect(delegate.screen().words).toContain('Person MO');
    expect(delegate.screen().words).toContain(words('notices.over.title'));
    expect(await approval()).toMatchObject({ status: 'approved', outcome: { name: 'Person MO' } });

    const told = words('approval.notices.approved.title');
    await eventually(() => sam.look().words.includes(told), 'news for whoever asked');
    await done(sam, sam.type(decision));
    expect(sam.screen().words).toContain(ref);
    const [kept] = (await service.items<Decision>('type:decision', 'record')).filter(
      ({ reference }) => reference === decision,
    );
    expect(kept?.approvals).toMatchObject([{ ref, status: 'approved', who: 'Person MO' }]);
  }, 90_000);

  test('nothing that anybody typed went to the managers', () => {
    const posted = service.world.teams.connector
      .done('send', 'reply', 'update')
      // What they opened themselves is theirs to read.
      .filter(({ conversation, body }) => conversation !== 'a:SAM' && !isRecord(body))
      .map(({ body }) => body);
    const said = service.world.slack.api.messages.filter(({ channel }) => channel !== 'DUSAM');
    const out = JSON.stringify([posted, said]);
    expect(out).toContain(words('approval.notices.asked.title'));
    for (const secret of [secrets.caseRef, 'Quill', 'Thrupp', 'Brand', 'Vane'])
      expect(out).not.toContain(secret);
  });
});
