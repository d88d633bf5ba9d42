import { words } from '../../bot/core/words.ts';
import { teamsActivities } from '../support/teams-activities.ts';
import type { Shot } from './load.ts';
import { manager, person, type Somebody, tenantId } from './people.ts';
import type { World } from './world.ts';

/** Turns as Teams delivers them, with tokens that were really signed. */

export type StartedDraft = { ref: string; press: object; message: string; i: number };

const answers = (i: number) => ({
  caseRef: `C-${i}`,
  risk: `Left alone with someone who has hurt him before (${i})`,
  shared: 'Where he is and who is with him',
  with: 'Duty social worker, children’s team',
  whyNow: 'School ends in ten minutes',
});

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`a turn did not lead to ${what}`);
};

const tokensAtOnce = 16;

export const teamsShots = (world: World, appId: string) => {
  const { idp, origin } = world;
  const serviceUrl = `${origin}/`;
  const make = teamsActivities({ serviceUrl, appId, tenantId });
  let count = 0;

  const freshToken = (n: number): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { serviceurl: serviceUrl, aud: appId, iss: 'https://api.botframework.com' };
    return `Bearer ${idp.token({ ...claims, nbf: now - 10, exp: now + 3600, n })}`;
  };
  let tokens: string[] = [];

  const place = ({ teams, name }: Somebody) => ({
    id: `f:${++count}`,
    from: { id: `29:${teams}`, aadObjectId: teams, name },
    conversation: { conversationType: 'personal', tenantId, id: `a:chat-${teams}` },
  });

  const post = (i: number, activity: object): Pick<Shot, 'path' | 'headers' | 'body'> => ({
    path: '/api/messages',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: tokens[i % tokensAtOnce] ?? '',
    },
    body: JSON.stringify(activity),
  });

  const typed = (
    i: number,
    who: Somebody,
    text: string,
    check: (id: string, reply: string) => void,
  ): Shot => {
    const activity = make.message(text, place(who));
    const id = String(activity.id);
    return { ...post(i, activity), reply: id, check: (_, reply) => check(id, reply) };
  };

  return {
    /** Teams signs anew now and then: each round meets tokens that no bot has seen yet. */
    renewTokens: (): void => {
      tokens = Array.from({ length: tokensAtOnce }, (_, n) => freshToken(n));
    },
    echo: (i: number): Shot =>
      typed(i, person(i), `turn-${i}`, (_, reply) => must(reply.includes(`echo turn-${i}`), 'an echo')),
    /** So that notices find the manager. */
    managerSaysHello: (): Shot => typed(0, manager, 'help', () => {}),
    urgent:
      (started: StartedDraft[]) =>
      (i: number): Shot =>
        typed(i, person(i), 'urgent', (id, reply) => {
          const found = /"press":(\{"do":"answer"[^}]*\})/.exec(reply)?.[1];
          must(reply.includes(words('urgent.pages.now.title')) && found !== undefined, 'the urgent card');
          const press = JSON.parse(found ?? '{}');
          started.push({ ref: press.ref, press, message: `m-${id}`, i });
        }),
    /** An ordinary step: one field stays empty, so what was written is kept and the page comes back. */
    step: ({ press, message, i }: StartedDraft): Shot => ({
      ...post(
        i,
        make.execute({ press, ...answers(i), whyNow: '' }, { ...place(person(i)), replyToId: message }),
      ),
      check: ({ text }) => {
        must(JSON.parse(text).statusCode === 200, 'an answer that Teams shows');
        must(text.includes(words('engine.again')), 'a page that says what is missing');
      },
    }),
    /** The dearest step: record, version, trail, notice and deadlines at once. */
    handIn: ({ ref, press, message, i }: StartedDraft): Shot => ({
      ...post(i, make.execute({ press, ...answers(i) }, { ...place(person(i)), replyToId: message })),
      check: ({ text }) => {
        must(JSON.parse(text).statusCode === 200, 'an answer that Teams shows');
        must(text.includes(words('record.title', { ref: `D-${ref}` })), 'the card of the record');
      },
    }),
  };
};

export type TeamsShots = ReturnType<typeof teamsShots>;
