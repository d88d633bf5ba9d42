import type { Actor, Context, Effect, RecordBody, Seat } from '../../dialogs/engine/types.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import type { Enquiry, EnquiryInput, EnquiryNews } from '../../dialogs/enquiry/record.ts';
import { enquiryRequest } from '../../dialogs/enquiry-request/dialog.ts';
import type { EnquiryRequest } from '../../dialogs/enquiry-request/record.ts';
import { contextAt, monday } from './context.ts';

/** An enquiry of a hub without a house around it: who sits there, what the clock says, and what was done so far. */

export const ref = 'S-7K3M-NB';

const seat = (person: string, agency: string, role: Seat['role'] = 'member'): Seat => ({
  person,
  agency,
  name: person.slice(2),
  role,
});

export const council = 'northborough-council';
export const police = 'county-police';
export const health = 'riverside-nhs';
export const schools = 'hillside-schools';

export const seats: readonly Seat[] = [
  seat('p-anika', council, 'lead'),
  seat('p-sam', council),
  seat('p-dev', police),
  seat('p-nadia', police),
  seat('p-ruth', health),
];

const clock: Actor = { id: 'clock', name: '', agency: 'hub-NB', roles: [] };

type Setting = { at?: string; who?: string; seats?: readonly Seat[]; policy?: Context['policy'] };

/** Somebody at the table, or the clock. */
export const atTable = ({ at = monday, who, seats: all = seats, policy }: Setting = {}): Context => {
  const found = all.find(({ person }) => person === who);
  const person: Actor = found
    ? {
        id: found.person,
        name: found.name,
        agency: found.agency,
        roles: [],
        seat: { ...found, in: 'hub-NB' },
      }
    : clock;
  const hub = { code: 'NB', seats: all };
  return contextAt(at, { person, reference: ref, hub, ...(policy ? { policy } : {}) });
};

export const input: EnquiryInput = {
  hub: 'NB',
  from: {
    agency: council,
    person: 'p-sam',
    name: 'Sam Okoro',
    ref: 'R-2222-22',
    thread: `${council}/R-2222-22`,
  },
  caseRef: 'C-2041',
  question: 'Is anyone in this home known to you?',
  rating: 'amber',
  why: 'Bruises on a small child.',
  agencies: [police, health],
};

export const opened = (changes: Partial<EnquiryInput> = {}, setting: Setting = {}): Effect<Enquiry> => {
  const effect = enquiry.takes?.({ ...input, ...changes }, atTable(setting));
  if (!effect) throw new Error('nothing was taken');
  return effect;
};

/** What an action makes of it. */
export const effectOf = (
  record: Enquiry,
  action: string,
  answers: object,
  setting: Setting = {},
): Effect<Enquiry> => {
  const found = enquiry.lifecycle.actions[action];
  if (!found) throw new Error(`no action ${action}`);
  return found.apply(record, answers, { ...atTable(setting), record });
};

type Move = readonly [action: string, answers: object, setting?: Setting];

/** One after the other. */
export const through = (record: Enquiry, ...moves: readonly Move[]): Enquiry =>
  moves.reduce((one, [action, answers, setting]) => effectOf(one, action, answers, setting).record, record);

export const victim = { wishes: 'To stay at home.', needs: 'Sleep.', safety: 'Safe with her aunt.' };
export const decisionNews = (decided: string, more: object = {}, agency = police) => ({
  origin: { agency, id: 'D-2222-22/hub-1' },
  decision: { ref: 'D-2222-22', decided, at: monday, n: 1, ...more },
});

const counts: EnquiryNews['counts'] = { all: 2, answered: 0, holds: 0, shared: 0, cannot: 0, late: 0 };

/** What the hub says, one piece after the other. */
export const newsInOrder: readonly EnquiryNews[] = [
  { n: 1, enquiry: ref, status: 'open', rating: 'amber', counts },
  { n: 2, enquiry: ref, status: 'open', rating: 'red', counts: { ...counts, late: 1 } },
  {
    n: 3,
    enquiry: ref,
    status: 'open',
    rating: 'red',
    counts: { ...counts, answered: 2, holds: 1, shared: 1 },
  },
  {
    n: 4,
    enquiry: ref,
    status: 'assessed',
    rating: 'red',
    counts: { ...counts, answered: 2, holds: 1, shared: 1 },
  },
  {
    ...{ n: 5, enquiry: ref, status: 'closed', rating: 'red', outcome: 'together', words: 'A plan is made.' },
    counts: { ...counts, answered: 2, holds: 1, shared: 1, cannot: 1 },
  },
];

export const requested = (): Effect<EnquiryRequest> => {
  const { from: _, ...answers } = input;
  const outcome = { outcome: 'ASKED', reasons: [], citations: [] };
  const ctx = contextAt(monday, { reference: 'R-2222-22' });
  return enquiryRequest.record({ ...answers, safety: 'can-wait', noHub: 'decision' }, outcome, ctx, {});
};

export const heardBy = (record: EnquiryRequest, news: EnquiryNews): Effect<EnquiryRequest> => {
  const { heard } = enquiryRequest.lifecycle.actions;
  if (!heard) throw new Error('it hears nothing');
  return heard.apply(record, news, contextAt(monday));
};

/** A request to the hub as it stands after each piece of news. */
export const inEveryState = (): RecordBody[] => {
  const all = [requested().record];
  for (const news of newsInOrder) all.push(heardBy(all.at(-1) as EnquiryRequest, news).record);
  return all;
};
