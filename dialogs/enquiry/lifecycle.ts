import { asUser } from '../engine/base.ts';
import type { Action, ActionForm, Context, Due, Effect, Lifecycle } from '../engine/types.ts';
import { waitedFor } from './clocks.ts';
import type { Enquiry, Request } from './record.ts';
import { statuses } from './record.ts';

/** What agencies do with an enquiry: each answers for itself, and nobody answers for another. */

type Answer = { state: 'holds' | 'nothing' | 'needs-time' | 'cannot' };

const answerForm: ActionForm<Answer> = {
  version: 1,
  review: false,
  questions: {
    state: {
      kind: 'choice',
      options: ['holds', 'nothing', 'needs-time', 'cannot'],
      required: true,
      citations: [{ id: 'norfolk-2015', section: 'Appendix 1' }],
    },
  },
  next: ({ state }) => (state ? 'done' : { page: 'state', ask: ['state'], by: 'state' }),
};

const isMine =
  ({ person }: Context) =>
  ({ agency }: Request): boolean =>
    agency === person.agency;

const changed = (record: Enquiry, reason: string, more: Partial<Enquiry> = {}): Effect<Enquiry> => ({
  record: { ...record, ...more },
  reason: `enquiry.${reason}`,
  notices: [],
  due: [],
});

const answer: Action<Enquiry, Answer> = {
  from: ['open', 'assessed'],
  by: ['seat'],
  ask: answerForm,
  when: ({ requests }, ctx) => requests.some(isMine(ctx)),
  apply: (record, { state }, ctx) => {
    const { now, person } = ctx;
    const requests = record.requests.map((request) =>
      isMine(ctx)(request)
        ? {
            ...request,
            state,
            late: false,
            answeredAt: now.toISOString(),
            by: asUser(person),
            byName: person.name,
          }
        : request,
    );
    return changed(record, `answered-${state}`, { requests });
  },
};

export const lateDue = (dueAt: string): Due => ({ id: `late-${dueAt}`, at: dueAt, action: 'late' });

const isLate = ({ dueAt, until, late }: Request, { now }: Context): boolean =>
  !late && (until ?? dueAt) <= now.toISOString();

/** Their time is over: they are named on the board. */
const late: Action<Enquiry> = {
  from: ['open'],
  by: ['clock'],
  when: (record, ctx) => waitedFor(record).some((request) => isLate(request, ctx)),
  apply: (record, _, ctx) => {
    const overdue = waitedFor(record).filter((request) => isLate(request, ctx));
    const requests = record.requests.map((request) =>
      overdue.includes(request) ? { ...request, late: true } : request,
    );
    return changed(record, 'late', { requests });
  },
};

export const lifecycle: Lifecycle<Enquiry> = { states: statuses, actions: { answer, late } };
