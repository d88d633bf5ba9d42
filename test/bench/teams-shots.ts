import { readFileSync } from 'node:fs';
import { words } from '../../bot/core/words.ts';
import { teamsActivities } from '../support/teams-activities.ts';
import { enquiryRef } from './board.ts';
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

type DecisionStep = {
  page: string;
  pick?: [ask: string, value: string];
  answers?(i: number): object;
  leadsTo: readonly string[];
};

const page = (name: string): string[] => [words(`decision.pages.${name}.title`)];

/** The routine decision: own wish to share, an adult who agreed just now. */
export const decisionSteps: readonly DecisionStep[] = [
  { page: 'triage', pick: ['actToday', 'no'], leadsTo: page('who') },
  { page: 'who', pick: ['wants', 'own'], leadsTo: page('case') },
  {
    page: 'case',
    answers: (i) => ({
      subjectRef: `C-${i}`,
      recipient: 'childrens-duty-team',
      ageBand: 'adult',
      purpose: 'P26',
      harmMarks: '',
    }),
    leadsTo: page('what'),
  },
  {
    page: 'what',
    pick: ['wellbeing', 'person'],
    answers: (i) => ({ items: `Missed three visits in May (${i})\nRent arrears since June` }),
    leadsTo: page('lets'),
  },
  { page: 'lets', pick: ['lets', 'agreed-now'], leadsTo: page('agreed') },
  { page: 'agreed', answers: () => ({ consentWords: 'Yes, please tell them' }), leadsTo: page('decide') },
  { page: 'decide', pick: ['final', 'as-recommended'], leadsTo: [words('decision.actions.sent')] },
];

const decisionPress = ({ ref }: { ref: string }, n: number, i: number): Record<string, unknown> => {
  const { page: at, pick, answers: given } = decisionSteps[n] as DecisionStep;
  const [ask, value] = pick ?? [];
  const press = {
    do: 'answer',
    ref,
    dialog: 'decision',
    page: at,
    seq: n + 1,
    ...(pick ? { ask, value } : {}),
  };
  return { press, ...given?.(i) };
};

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`a turn did not lead to ${what}`);
};

const questions: string[] = readFileSync('bot/guidance/eval/answerable.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { question: string }).question)
  // What sounds like danger opens the urgent lane.
  .filter(
    (text) => !words.list('urgent.command.phrases').some((phrase) => new RegExp(phrase, 'i').test(text)),
  );

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
    /** As many echoes one after the other as a decision has turns. */
    echoes: (turns: number) => {
      const chain = (i: number, left: number): Shot => ({
        ...typed(i, person(i), `turn-${i}`, (_, reply) => must(reply.includes(`echo turn-${i}`), 'an echo')),
        ...(left > 1 ? { next: () => chain(i, left - 1) } : {}),
      });
      return (i: number): Shot => chain(i, turns);
    },
    echo: (i: number): Shot =>
      typed(i, person(i), `turn-${i}`, (_, reply) => must(reply.includes(`echo turn-${i}`), 'an echo')),
    /** Each time another question, as people wrote them for the evaluation. */
    question: (i: number): Shot =>
      typed(i, person(i), questions[i % questions.length] ?? '', (_, reply) =>
        must(reply.includes('AdaptiveCard'), 'an answer'),
      ),
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
    /** A routine decision, as far as it is taken: each turn follows from the one before. */
    decision: (i: number, turns: number, done: (draft: StartedDraft) => void = () => {}): Shot => {
      const step = (draft: StartedDraft, n: number): Shot => ({
        ...post(
          i,
          make.execute(decisionPress(draft, n, i), { ...place(person(i)), replyToId: draft.message }),
        ),
        check: ({ text }) => {
          const [wanted] = decisionSteps[n]?.leadsTo ?? [];
          must(JSON.parse(text).statusCode === 200, 'an answer that Teams shows');
          must(text.includes(wanted ?? ''), `the card after step ${n}`);
          if (n + 1 === turns) done(draft);
        },
        ...(n + 1 < turns ? { next: () => step(draft, n + 1) } : {}),
      });
      let begun: StartedDraft | undefined;
      const start = typed(i, person(i), 'decide', (id, reply) => {
        const ref = /"ref":"([^"]+)"/.exec(reply)?.[1];
        must(reply.includes(words('decision.pages.triage.title')) && ref !== undefined, 'the first question');
        begun = { ref: ref ?? '', press: {}, message: `m-${id}`, i };
        if (turns === 0) done(begun);
      });
      return turns === 0 ? start : { ...start, next: () => step(begun as StartedDraft, 0) };
    },
    /** One more step of a decision that was begun before. */
    decisionStep: (draft: StartedDraft, n: number): Shot => ({
      ...post(
        draft.i,
        make.execute(decisionPress(draft, n, draft.i), {
          ...place(person(draft.i)),
          replyToId: draft.message,
        }),
      ),
      check: ({ text }) => {
        must(JSON.parse(text).statusCode === 200, 'an answer that Teams shows');
        must(text.includes(decisionSteps[n]?.leadsTo[0] ?? ''), `the card after step ${n}`);
      },
    }),
    /** Somebody at the table opens the answer of their agency, and gives it. */
    openAnswer:
      (started: StartedDraft[]) =>
      (i: number): Shot => {
        const press = { do: 'act', ref: enquiryRef(i), action: 'answer', seq: 1 };
        const message = `m-board-${i}`;
        return {
          ...post(i, make.execute({ press }, { ...place(person(i)), replyToId: message })),
          check: ({ text }) => {
            const found = /"press":(\{"do":"answer"[^}]*"value":"nothing"[^}]*\})/.exec(text)?.[1];
            must(found !== undefined, 'the question for the agency');
            const given = JSON.parse(found ?? '{}');
            started.push({ ref: given.ref, press: given, message, i });
          },
        };
      },
    giveAnswer: ({ press, message, i }: StartedDraft): Shot => ({
      ...post(i, make.execute({ press, changed: 'found' }, { ...place(person(i)), replyToId: message })),
      check: ({ text }) => {
        must(JSON.parse(text).statusCode === 200, 'an answer that Teams shows');
        must(text.includes(words('record.title', { ref: enquiryRef(i) })), 'the card of the enquiry');
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
