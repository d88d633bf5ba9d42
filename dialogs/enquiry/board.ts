import { agencyName } from '../dispute/parties.ts';
import { sayWhen } from '../engine/say.ts';
import type { Board, Context } from '../engine/types.ts';
import { answered, waitedFor } from './clocks.ts';
import type { Enquiry, Request } from './record.ts';

/** What the channel sees: which agency has said what, and who is late. What they hold is never here. */

const toneOf = ({ state, late }: Request): Board['lines'][number]['tone'] => {
  if (late) return 'attention';
  if (state === 'holds') return 'good';
  return state === 'nothing' ? 'plain' : 'warning';
};

const stateOf = (
  { state, late, dueAt, until, decided, why }: Request,
  { policy }: Context,
): Board['lines'][number]['state'] => {
  const when = sayWhen(until ?? dueAt, policy);
  if (late) return { key: 'enquiry.board.late', params: { when } };
  if (state === 'holds') return { key: `enquiry.board.holds-${decided ?? 'deciding'}` };
  if (state === 'cannot') return { key: `enquiry.board.cannot-${why ?? 'other'}` };
  return { key: `enquiry.board.${state}`, params: { when } };
};

export const board = (record: Enquiry, ctx: Context): Board => {
  const { rating, requests, openedAt, status } = record;
  const late = requests.filter((one) => one.late).length;
  return {
    status: {
      key: `enquiry.board.status.${status}${late > 0 ? '-late' : ''}`,
      params: {
        rating,
        answered: String(answered(record).length),
        all: String(requests.length),
        late: String(late),
      },
    },
    lead: [{ key: 'enquiry.board.lead', params: { when: sayWhen(openedAt, ctx.policy) } }],
    lines: requests.map((request) => ({
      name: agencyName(request.agency, ctx.policy),
      state: stateOf(request, ctx),
      tone: toneOf(request),
    })),
    actions: waitedFor(record).length > 0 && status === 'open' ? ['answer'] : [],
    over: status === 'closed',
  };
};
