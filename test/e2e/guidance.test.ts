import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionRecord } from '../../dialogs/question/record.ts';
import { done } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** Questions by the built bot as a process, over real HTTP: answered, missed, and answered by somebody who keeps it. */

const people = [registered('SAM', ['practitioner']), registered('GUS', ['guidance-owner'])];

const written = {
  title: 'May a zookeeper be told?',
  kind: 'answer',
  short: 'Yes, if the lion is at risk.',
  more: '',
  before: '',
  place: '',
};
const found = {
  sources: 'law:L-05',
  asked: [
    'may a zookeeper be told',
    'zookeeper lion',
    'telling the zoo',
    'lion keeper told',
    'zoo lions',
  ].join('\n'),
  keptBy: 'Zoo lead',
};

describe.each([
  ['the encrypted file, asked on Slack', filePlace, 'slack', 'teams'],
  ['Cosmos DB, asked on Teams', faultyPlace, 'teams', 'slack'],
] as const)('on %s', (_, place, asks, keeps) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  });
  afterAll(() => service?.close());

  test('a question is answered with its sources, and the rest comes in the same place', async () => {
    const sam = service.world.hand(asks, 'SAM');
    const answer = await done(sam, sam.type('what is an information sharing protocol?'));
    expect(answer.words).toContain('Where this comes from');
    expect(answer.buttons).toEqual(expect.arrayContaining(['Yes', 'No', 'Ask a person']));
    const whole = await done(sam, sam.press('Tell me more'));
    expect(whole.words.length).toBeGreaterThan(answer.words.length);
    const thanks = await done(sam, sam.press('Yes'));
    expect(thanks.words).toContain('Thank you for saying so');
  });

  test('a question that is not known is answered by who keeps the guidance, for the next who asks', async () => {
    const sam = service.world.hand(asks, 'SAM');
    const gus = service.world.hand(keeps, 'GUS');
    const unknown = await done(sam, sam.type('xyzzy plugh zookeeper Jordan Okafor the lion'));
    expect(unknown.words).toContain('I do not know that');
    const [question] = await service.items<QuestionRecord>('type:question', 'record');
    expect(JSON.stringify(question)).not.toMatch(/okafor|p-sam/i);
    const list = await done(gus, gus.type('questions'));
    expect(list.words).toContain(question?.reference);
    await done(gus, gus.type(question?.reference ?? ''));
    await done(gus, gus.press('Write an answer'));
    gus.look();
    await done(gus, gus.press('Next', written));
    await done(gus, gus.press('Next', found));
    const kept = await done(gus, gus.press('This is right: record it'));
    expect(kept.words).toContain('In use since');
    expect(await service.items<QuestionRecord>('type:question', 'record')).toMatchObject([
      { status: 'answered', answered: true },
    ]);
    await eventually(
      async () => {
        const answer = await done(sam, sam.type('may a zookeeper be told'));
        return answer.words.includes(written.short) || undefined;
      },
      'the answer that was written',
      60_000,
    );
  }, 90_000);
});
