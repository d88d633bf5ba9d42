import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import { say as asking } from '../support/approval-drive.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { next, pick, ways } from '../support/decision-drive.ts';
import type { House } from '../support/house.ts';
import { rosterWith } from '../support/hub.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { agency, registered } from '../support/peers-world.ts';
import { filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';
import type { Block } from '../support/slack-api.ts';
import { takeSlack } from './pictures.ts';

/** What Slack is given by the built bot, over signed requests, drawn from the blocks. */

const somebody = (name: string, called: string, roles: string[], more: Partial<Registered> = {}) => ({
  ...registered(name, roles),
  name: called,
  ...more,
});
const people: Registered[] = [
  somebody('SAM', 'Sam Okoro', ['practitioner'], { manager: 'p-mo' }),
  somebody('MO', 'Morgan Ellis', ['manager']),
  somebody('ANIKA', 'Anika Rao', ['safeguarding-lead']),
  somebody('DEV', 'Dev Anand', ['practitioner'], { agency: 'county-police' }),
  somebody('RUTH', 'Ruth Cole', ['practitioner'], { agency: 'riverside-nhs' }),
  somebody('TOM', 'Tom Reed', ['practitioner'], { agency: 'hillside-schools' }),
];
const inHub = people.filter(({ id }) => id !== 'p-mo' && id !== 'p-anika');
const differs = [
  pick('final', 'differ'),
  next({ finalOutcome: 'DO_NOT_SHARE', departureReason: 'He is safe with his sister now', escalated: 'no' }),
  next({ consequences: 'He may go back to the house', mitigation: 'A visit each week' }),
];
const say = (key: string): string => words(`enquiry.${key}`);

describe.skipIf(!chromiumPath)('on Slack', () => {
  let service: Service;
  let browser: Browser;
  let page: Page;
  const hands = new Map<string, Hand>();
  const hand = (name: string): Hand => {
    const known = hands.get(name) ?? service.world.hand('slack', name);
    hands.set(name, known);
    return known;
  };
  const shown = (name: string) => hand(name).shown() as Block[];

  beforeAll(async () => {
    service = await startService(await filePlace(), people);
    ({ browser, page } = await openBrowser({ width: 720, height: 1600 }));
    for (const { id } of people) {
      const name = id.slice(2).toUpperCase();
      await done(hand(name), hand(name).type('help'));
    }
    const members = inHub.map(({ id, agency, name }) => ({
      person: id,
      agency,
      name,
      role: 'member' as const,
    }));
    await rosterWith({ store: service.store, clock: () => new Date() } as unknown as House, members);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  test('an answer from the guidance', async () => {
    await done(hand('SAM'), hand('SAM').type('do I need consent to share about a child'));
    await takeSlack(page, 'slack-answer', shown('SAM'));
  });

  test('a recommendation', async () => {
    const sam = hand('SAM');
    await done(sam, sam.type('decide'));
    for (const { title, fields } of ways.consent) await done(sam, sam.press(title, fields));
    await takeSlack(page, 'slack-recommendation', shown('SAM'));
  });

  test('what a manager is asked', async () => {
    const sam = hand('SAM');
    for (const { title, fields } of differs) await done(sam, sam.press(title, fields));
    await done(sam, sam.press(asking.begin));
    sam.look();
    await done(sam, sam.press(asking.submit, { question: 'agree', urgency: 'today' }));
    const morgan = hand('MO');
    await eventually(() => morgan.look().buttons.includes(asking.approve), 'the card of the manager', 30_000);
    await takeSlack(page, 'slack-manager', shown('MO'));
  });

  test('the board of a hub', async () => {
    const sam = hand('SAM');
    await done(sam, sam.type('enquiry'));
    await done(sam, sam.press(words('enquiry-request.questions.safety.options.can-wait')));
    const others = inHub.map((one) => one.agency).filter((id) => id !== agency);
    await done(
      sam,
      sam.press(words('engine.next'), {
        ...{ caseRef: 'C-2041', question: 'Is anyone in this home known to you?', rating: 'amber' },
        ...{ why: 'Bruises on a small child.', agencies: others },
      }),
    );
    await done(sam, sam.press(words('engine.confirm')));
    const enquiry = await eventually(async () => {
      const { items } = await service.store.list('hub-NB', {
        term: 'type:enquiry',
        kinds: ['record'],
        limit: 1,
      });
      return items[0]?.body as (KeptRecord & Enquiry) | undefined;
    }, 'the enquiry');
    const answers: [string, string][] = [
      ['DEV', 'nothing'],
      ['RUTH', 'holds'],
    ];
    for (const [name, state] of answers) {
      const answer = say(`answer.questions.state.options.${state}`);
      // News may come in between two steps: then it is opened again.
      await eventually(async () => {
        const { buttons } = await done(hand(name), hand(name).type(enquiry.reference));
        if (!buttons.includes(say('actions.answer'))) return undefined;
        await done(hand(name), hand(name).press(say('actions.answer')));
        return hand(name).look().buttons.includes(answer);
      }, `the question before ${name}`);
      await done(hand(name), hand(name).press(answer));
    }
    await done(hand('RUTH'), hand('RUTH').press(say('answer.questions.mark.options.high')));
    const board = () =>
      service.world.slack.api.messages.findLast(({ channel }) => channel === 'C-HUB')?.blocks.filter(Boolean);
    await eventually(() => JSON.stringify(board()).includes('2 of 3'), 'two answers on the board', 30_000);
    await takeSlack(page, 'slack-board', board() ?? []);
  });
});
