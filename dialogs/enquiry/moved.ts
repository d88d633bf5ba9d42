import { agencyName, plain } from '../dispute/parties.ts';
import { leadsOf, type Seat } from '../engine/hubs.ts';
import type { Context, Due, Effect, Notice, Tell } from '../engine/types.ts';
import { answered, nextTick } from './clocks.ts';
import { type Enquiry, type EnquiryNews, enquiryNews, type Owed } from './record.ts';

/** What follows whenever an enquiry moves: who is told, when the clock looks next, and what whoever asked hears. */

/** Who answers for an agency: its members, and guests of it who were invited to this enquiry. */
export const membersOf = ({ hub }: Context, agency: string, ref: string): Seat[] =>
  (hub?.seats ?? []).filter(
    (seat) => seat.agency === agency && (seat.role !== 'guest' || (seat.enquiries ?? []).includes(ref)),
  );

export const nameOf = (agency: string, { policy }: Pick<Context, 'policy'>): string =>
  plain(agencyName(agency, policy));

type Message = Pick<Owed, 'kind'> & Partial<Pick<Owed, 'params' | 'action'>>;

const to = (seats: readonly Seat[], { kind, params = {}, action }: Message): Owed[] =>
  seats.map(({ person, agency }) => ({ to: person, agency, kind, params, ...(action ? { action } : {}) }));

export const toMembers = (ref: string, agency: string, message: Message, ctx: Context): Owed[] =>
  to(membersOf(ctx, agency, ref), message);

export const toLeadsWith = (params: Owed['params'], kind: string, ctx: Context): Owed[] =>
  to(
    leadsOf(ctx.hub).filter(({ person }) => person !== ctx.person.id),
    { kind, params },
  );

export const toLeads = (agency: string, kind: string, ctx: Context): Owed[] =>
  toLeadsWith({ agency: nameOf(agency, ctx) }, kind, ctx);

/** A commit holds only so much: the rest follows at once. */
const atATime = 20;

const noticesOf = (owed: readonly Owed[], told: number): Notice[] =>
  owed.map(({ kind, action, ...one }, at) => ({
    ...one,
    id: `told-${told + at + 1}`,
    kind: `enquiry.${kind}`,
    ...(action ? { actions: [action] } : {}),
  }));

type News = Omit<EnquiryNews, 'n'>;

const newsOf = (record: Enquiry): News => {
  const { requests, outcome, status, rating, reference } = record;
  const count = (...states: string[]): number =>
    requests.filter(({ state, decided = '' }) => states.includes(state) || states.includes(decided)).length;
  return {
    enquiry: reference,
    ...{ status, rating },
    counts: {
      all: requests.length,
      answered: answered(record).length,
      holds: count('holds'),
      shared: count('shared', 'limited'),
      cannot: count('cannot', 'not-shared'),
      late: requests.filter(({ late }) => late).length,
    },
    ...(outcome ? { outcome: outcome.code, words: outcome.text } : {}),
  };
};

const tellOf = ({ from }: Enquiry, news: News, n: number): Tell => ({
  id: `news-${n}`,
  partner: '',
  agency: from.agency,
  to: from.person,
  dialog: 'enquiry-request',
  thread: from.thread,
  input: enquiryNews.parse({ ...news, n }),
});

/** The clock is set again only where it would look too late, or has just looked. */
const dueOf = (before: Enquiry | undefined, record: Enquiry, { now }: Context): Due[] => {
  const next = nextTick(record);
  const set = before && nextTick(before);
  if (next === undefined || (next === set && next > now.toISOString())) return [];
  return [{ id: `tick-${record.ticks + 1}`, at: next || now.toISOString(), action: 'tick' }];
};

export const moved = (
  before: Enquiry | undefined,
  after: Enquiry,
  reason: string,
  ctx: Context,
  owes: readonly Owed[] = [],
): Effect<Enquiry> => {
  const owed = [...after.owed, ...owes];
  const now = owed.slice(0, atATime);
  const rest: Enquiry = { ...after, owed: owed.slice(atATime), told: after.told + now.length };
  const news = newsOf(rest);
  const isNews = !before || JSON.stringify(newsOf(before)) !== JSON.stringify(news);
  const due = dueOf(before, rest, ctx);
  return {
    record: { ...rest, ticks: rest.ticks + due.length, news: rest.news + Number(isNews) },
    reason: `enquiry.${reason}`,
    notices: noticesOf(now, after.told),
    due,
    tells: isNews ? [tellOf(rest, news, rest.news + 1)] : [],
  };
};
