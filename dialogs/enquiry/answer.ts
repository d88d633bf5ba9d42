import { type Point, points } from '../dispute/record.ts';
import { asUser } from '../engine/base.ts';
import { sayWhen } from '../engine/say.ts';
import type { Action, ActionForm, Citation, Context, Page, Question } from '../engine/types.ts';
import { atLocal } from '../engine/working-time.ts';
import { chaseFor, mostUntil, owesDecision, waitedFor } from './clocks.ts';
import { moved, toLeads } from './moved.ts';
import { changeWhys, type Enquiry, marks, natures, type Request, timeWhys } from './record.ts';

/** Each agency answers for itself, in private, and may say something else later. Nobody answers for another. */

export type Answer = {
  state: 'holds' | 'nothing' | 'needs-time' | 'cannot';
  changed?: (typeof changeWhys)[number];
  nature?: (typeof natures)[number][];
  mark?: (typeof marks)[number];
  untilDate?: string;
  untilTime?: string;
  whyTime?: (typeof timeWhys)[number];
  point?: Point;
};

const working: Citation = { id: 'norfolk-2015', section: 'Appendix 1' };

const choice = (options: readonly string[]): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations: [working],
});

const isMine =
  ({ person }: Pick<Context, 'person'>) =>
  ({ agency }: Request): boolean =>
    agency === person.agency;

export const mineIn = ({ requests }: Enquiry, ctx: Pick<Context, 'person'>): Request | undefined =>
  requests.find(isMine(ctx));

/** What the agency of whoever answers has said so far. */
const before = (ctx: Context): Request | undefined => {
  const record = ctx.record as Enquiry | undefined;
  const mine = record && mineIn(record, ctx);
  return mine && !waitedFor(record).includes(mine) ? mine : undefined;
};

const untilOf = ({ untilDate = '', untilTime = '' }: Partial<Answer>, { policy }: Context): string =>
  atLocal(untilDate, untilTime, policy).toISOString();

/** Not before now, and not longer than there was to begin with. */
const inTime: Question['check'] = (untilTime, { untilDate }, ctx) => {
  const record = ctx.record as Enquiry | undefined;
  const mine = record && mineIn(record, ctx);
  if (!untilDate || !mine) return undefined;
  const until = untilOf({ untilDate: String(untilDate), untilTime: String(untilTime) }, ctx);
  if (until <= ctx.now.toISOString()) return 'time-over';
  return until > mostUntil(record, mine, ctx.policy) ? 'too-late' : undefined;
};

const statePage = (ctx: Context): Page<Answer> => {
  const said = before(ctx);
  if (!said) return { page: 'state', ask: ['state'], by: 'state' };
  return {
    page: 'again',
    ask: ['changed', 'state'],
    by: 'state',
    shows: [{ label: 'enquiry.facts.said', said: { key: `enquiry.said.${said.state}` } }],
  };
};

const timePage = (ctx: Context): Page<Answer> => {
  const record = ctx.record as Enquiry | undefined;
  const mine = record && mineIn(record, ctx);
  const when = mine ? sayWhen(mostUntil(record, mine, ctx.policy), ctx.policy) : '';
  return {
    page: 'time',
    ask: ['untilDate', 'untilTime', 'whyTime'],
    tells: when ? [{ key: 'enquiry.answer.most', params: { when } }] : [],
  };
};

const next = (answers: Partial<Answer>, ctx: Context): Page<Answer> | 'done' => {
  if (!answers.state) return statePage(ctx);
  if (answers.state === 'holds' && !answers.mark)
    return { page: 'holds', ask: ['nature', 'mark'], by: 'mark' };
  if (answers.state === 'needs-time' && !answers.whyTime) return timePage(ctx);
  if (answers.state === 'cannot' && !answers.point) return { page: 'cannot', ask: ['point'], by: 'point' };
  return 'done';
};

const answerForm: ActionForm<Answer> = {
  version: 1,
  review: false,
  questions: {
    changed: choice(changeWhys),
    state: choice(['holds', 'nothing', 'needs-time', 'cannot']),
    nature: { kind: 'many', options: natures, required: false, citations: [working] },
    mark: choice(marks),
    untilDate: { kind: 'date', required: true, citations: [working] },
    untilTime: { kind: 'time', required: true, check: inTime, citations: [working] },
    whyTime: choice(timeWhys),
    point: { ...choice(points), words: 'dispute' },
  },
  next,
};

/** What was said before, without what it said beside it. */
const bare = (request: Request): Request => {
  const { why: _, until: __, nature: ___, mark: ____, remindAt: _____, chaseAt: ______, ...rest } = request;
  return rest;
};

const said = (request: Request, answers: Answer, record: Enquiry, ctx: Context): Request => {
  const { state, changed, nature, mark, whyTime, point } = answers;
  const { now, person, policy } = ctx;
  const why = whyTime ?? point;
  const after: Request = {
    ...bare(request),
    state,
    late: false,
    chases: 0,
    by: asUser(person),
    byName: person.name,
    ...(changed ? { changed } : {}),
    ...(why ? { why } : {}),
    ...(nature ? { nature } : {}),
    ...(mark ? { mark } : {}),
    ...(state === 'needs-time'
      ? { until: untilOf(answers, ctx) }
      : { answeredAt: request.answeredAt ?? now.toISOString() }),
  };
  return owesDecision(after) ? { ...after, chaseAt: chaseFor(record, now, policy) } : after;
};

export const answer: Action<Enquiry, Answer> = {
  from: ['open', 'assessed'],
  by: ['seat'],
  ask: answerForm,
  when: (record, ctx) => mineIn(record, ctx) !== undefined,
  apply: (record, answers, ctx) => {
    const requests = record.requests.map((request) =>
      isMine(ctx)(request) ? said(request, answers, record, ctx) : request,
    );
    const after = { ...record, requests };
    const last = waitedFor(record).length > 0 && waitedFor(after).length === 0;
    return moved(record, after, `answered-${answers.state}`, ctx, [
      ...(answers.state === 'cannot' ? toLeads(ctx.person.agency, 'refused', ctx) : []),
      ...(last ? toLeads(ctx.person.agency, 'all-in', ctx) : []),
    ]);
  },
};
