import { plain } from '../dispute/parties.ts';
import { unnamed } from '../engine/no-names.ts';
import { sayWhen } from '../engine/say.ts';
import type { Board, Context, Said } from '../engine/types.ts';
import { answered, owesDecision, waitedFor } from './clocks.ts';
import { membersOf, nameOf } from './moved.ts';
import type { Enquiry, Request } from './record.ts';

/** What the channel sees: which agency has said what, and who is late. What they hold is never here. */

/** Late, deciding, shared: how it stands with one agency, as one word that others go by. */
export const standing = (request: Request, record: Enquiry, ctx: Context): string => {
  const { state, late, decided, why } = request;
  if (waitedFor(record).includes(request)) {
    if (record.status === 'closed') return 'unanswered';
    const nobody = membersOf(ctx, request.agency, record.reference).length === 0;
    if (nobody) return late ? 'nobody-late' : 'nobody';
    return late ? 'late' : state;
  }
  if (state === 'nothing') return state;
  if (decided && decided !== 'not-shared') return `holds-${decided}`;
  if (state === 'cannot') return `cannot-${why ?? 'other'}`;
  return `holds-${decided ?? 'deciding'}`;
};

const toneOf = (request: Request, stands: string): Board['lines'][number]['tone'] => {
  if (request.late || stands.startsWith('nobody')) return 'attention';
  if (['holds-shared', 'holds-limited', 'holds-to-send', 'holds-deciding'].includes(stands)) return 'good';
  return stands === 'nothing' || stands === 'asked' ? 'plain' : 'warning';
};

const lineOf = (request: Request, record: Enquiry, ctx: Context): Board['lines'][number] => {
  const stands = standing(request, record, ctx);
  const { until, dueAt, agency } = request;
  return {
    name: nameOf(agency, ctx),
    state: { key: `enquiry.board.${stands}`, params: { when: sayWhen(until ?? dueAt, ctx.policy) } },
    tone: toneOf(request, stands),
  };
};

export const statusOf = (record: Enquiry): Said => {
  const { status, rating, requests } = record;
  const late = requests.filter((one) => one.late).length;
  const counts = { answered: String(answered(record).length), all: String(requests.length) };
  const key = status === 'closed' ? 'closed' : `${rating}.${status}`;
  return {
    key: `enquiry.status.${key}${late > 0 && status !== 'closed' ? '-late' : ''}`,
    params: { ...counts, late: String(late) },
  };
};

/** Before they have done anything here, the roster may not have the name of whoever leads. */
export const leadName = ({ name, agency }: NonNullable<Enquiry['ledBy']>, ctx: Context): string =>
  [plain(name), nameOf(agency, ctx)].filter(Boolean).join(', ');

export const board = (record: Enquiry, ctx: Context): Board => {
  const { openedAt, from, ledBy, status, requests } = record;
  const params = { when: sayWhen(openedAt, ctx.policy), by: nameOf(from.agency, ctx) };
  const open = status !== 'closed' && (waitedFor(record).length > 0 || requests.some(owesDecision));
  return {
    status: statusOf(record),
    lead: [
      { key: 'enquiry.board.opened', params },
      ...(ledBy ? [{ key: 'enquiry.board.led', params: { lead: leadName(ledBy, ctx) } }] : []),
      { key: open ? 'enquiry.board.how' : 'enquiry.board.over' },
    ],
    // Looked at when it was written, and again here: this is the way into the channel.
    asks: unnamed(record.question, ctx),
    lines: requests.map((request) => lineOf(request, record, ctx)),
    actions: status === 'closed' ? [] : ['answer'],
    over: status === 'closed',
  };
};
