import { base } from '../engine/base.ts';
import { postOf } from '../engine/posts.ts';
import type { Citation, Context, Dialog, Effect, Notice, Page, Question } from '../engine/types.ts';
import { begins, mends, spots, starts } from './gist.ts';
import { lifecycle } from './lifecycle.ts';
import { type AdviceRecord, adviceSchema, type Role, roles } from './record.ts';
import { show } from './show.ts';
import { dueFrom, toAdviser, turnDue } from './turns.ts';
import { empty, holdersOf, offered } from './whom.ts';

/** Asking a person: whom, what about without naming anyone, and whether they must know who it is. */

export type AdviceAnswers = {
  role: Role;
  identity?: 'no' | 'yes';
  gist: string;
  identityReason?: string;
};

const cite = (id: string, section = ''): Citation => ({ id, section });
const without: readonly Citation[] = [cite('law:L-05', 'rule 6'), cite('norfolk-2015', 'Appendix 2, rule 3')];
const whom: readonly Citation[] = [cite('southampton-2010', 'section 2'), cite('norfolk-2015', 'section 1')];

/** What identifies somebody is not sent, unless the adviser must know who it is. */
const noNames: Question['check'] = (text, { identity }, ctx) =>
  identity === 'yes' || spots(String(text), ctx).length === 0 ? undefined : 'identifies';

const questions = {
  role: { kind: 'choice', options: roles, offers: offered, required: true, citations: whom },
  identity: {
    kind: 'choice',
    options: ['no', 'yes'],
    required: false,
    assumed: 'no',
    citations: without,
  },
  gist: {
    kind: 'long',
    required: true,
    maxLength: 1500,
    check: noNames,
    spots,
    mends,
    citations: without,
  },
  identityReason: { kind: 'long', required: true, maxLength: 500, citations: without },
} as const satisfies Dialog<Required<AdviceAnswers>>['questions'];

/** Whether they must know who it is comes first: what may be written depends on it. */
const firstPage = (ctx: Context): Page<AdviceAnswers> => ({
  page: 'ask',
  ask: ['role', 'identity', 'gist'],
  ...(ctx.about?.note ? { tells: [{ key: `advice.suggested.${ctx.about.note}` }] } : {}),
  shows: empty(ctx),
});

/** What it is about, without the case; the record that there is already, where it is about one. */
const aboutOf = ({ about }: Context): Pick<AdviceRecord, 'about' | 'decisionRef' | 'links'> => {
  if (!about) return { links: [] };
  const { case: _, ...kept } = about;
  return kept.draft ? { about: kept, links: [] } : { about: kept, links: [kept.ref], decisionRef: kept.ref };
};

const makeRecord = (answers: AdviceAnswers, ctx: Context): AdviceRecord => {
  const { role, gist, identity, identityReason } = answers;
  const [first = ''] = holdersOf(role, ctx.person, ctx.policy);
  return {
    ...base(ctx),
    ...aboutOf(ctx),
    type: 'advice',
    schemaVersion: 1,
    status: 'asked',
    asked: [first],
    readers: [],
    role,
    adviser: { id: first, role, agency: ctx.person.agency },
    questionDeidentified: gist,
    identityRevealed:
      identity === 'yes' && identityReason ? { b: true, reason: identityReason } : { b: false },
    dueAt: dueFrom(ctx),
    reassigned: [],
  };
};

/** Somebody would have been asked who is in no post: who looks after the register hears that it is empty. */
const emptyPosts = ({ person, policy, about, people = [] }: Context): Notice[] => {
  if (!about?.note || postOf(person.agency, 'caldicott', policy).length > 0) return [];
  const keepers = people.filter(({ id, roles }) => roles.includes('administrator') && id !== person.id);
  return keepers.map(({ id: to }) => ({ id: `empty-${to}`, to, kind: 'advice.empty', params: {} }));
};

const record = (answers: AdviceAnswers, ctx: Context): Effect<AdviceRecord> => {
  const kept = makeRecord(answers, ctx);
  const { about } = ctx;
  return {
    record: kept,
    reason: 'advice.asked',
    notices: [toAdviser(kept, kept.adviser.id, 'asked', ctx), ...emptyPosts(ctx)],
    due: [turnDue(kept)],
    ...(about && !about.draft
      ? {
          also: [{ dialog: about.dialog, ref: about.ref, action: 'advised', input: { ref: kept.reference } }],
        }
      : {}),
  };
};

export const advice: Dialog<AdviceAnswers, AdviceRecord> = {
  name: 'advice',
  version: 1,
  prefix: 'A',
  schema: adviceSchema,
  review: false,
  questions,
  next: (answers, ctx) => {
    if (answers.role === undefined || answers.gist === undefined) return firstPage(ctx);
    if (answers.identity === 'yes' && !answers.identityReason)
      return { page: 'why', ask: ['identityReason'] };
    return { outcome: 'ASKED', reasons: [], citations: [] };
  },
  finds: ({ gist }) => (gist === undefined ? [] : [{ facet: 'role', key: 'administrator' }]),
  starts,
  begins,
  record: (answers, _outcome, ctx) => record(answers, ctx),
  lifecycle,
  show,
  facets: ({ about, takenBack }) => ({
    grounds: [],
    finds: about && !takenBack ? [{ facet: 'about', key: about.ref }] : [],
  }),
};
