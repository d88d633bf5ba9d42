import { referenceOnly, sharedText } from '../engine/no-names.ts';
import type { Citation, Context, Dialog, Outcome, Page, Said } from '../engine/types.ts';
import { nameOf } from '../enquiry/moved.ts';
import { type Hub, type Rating, ratings } from '../policy/catalogue.ts';

/** What is asked when somebody asks the hub: danger first, then one page. */

export type Answers = {
  safety: 'can-wait' | 'cannot-wait';
  noHub: 'decision' | 'urgent';
  hub: string;
  caseRef: string;
  question: string;
  rating: Rating;
  why: string;
  agencies: string[];
};

const together: readonly Citation[] = [{ id: 'norfolk-2015', section: 'Appendix 1' }];
const withoutNames: readonly Citation[] = [
  { id: 'norfolk-2015', section: 'Appendix 2, rule 3' },
  { id: 'southampton-2010', section: 'section 12' },
];

export const hubsOf = ({ person, policy }: Pick<Context, 'person' | 'policy'>): Hub[] =>
  policy.hubs.filter(({ agencies }) => agencies.includes(person.agency));

export const hubFor = ({ hub }: Partial<Answers>, ctx: Context): Hub | undefined => {
  const hubs = hubsOf(ctx);
  return hubs.length > 1 ? hubs.find(({ code }) => code === hub) : hubs[0];
};

const needed = { required: true, citations: together } as const;

export const questions: Dialog<Answers>['questions'] = {
  safety: { kind: 'choice', options: ['can-wait', 'cannot-wait'], ...needed },
  noHub: { kind: 'choice', options: ['decision', 'urgent'], ...needed },
  hub: {
    kind: 'choice',
    pick: (_, ctx) => hubsOf(ctx).map(({ code: value, title }) => ({ value, title })),
    ...needed,
  },
  caseRef: { kind: 'text', maxLength: 30, check: referenceOnly, required: true, citations: withoutNames },
  question: sharedText(400, withoutNames),
  rating: { kind: 'choice', options: ratings, ...needed },
  why: sharedText(200, withoutNames, 'text'),
  agencies: {
    kind: 'many',
    pick: (answers, ctx) =>
      (hubFor(answers, ctx)?.agencies ?? []).map((value) => ({ value, title: nameOf(value, ctx) })),
    ...needed,
  },
};

/** What each rating means, and how long it gives, as the policy pack has it. */
const clocks = ({ clocks: of }: Hub): Said[] =>
  ratings.map((rating) => ({
    key: `enquiry-request.clocks.${rating}-${of[rating].runsOn ? 'runs-on' : 'office'}`,
    params: { hours: String(of[rating].hours) },
  }));

const asked = ['caseRef', 'question', 'rating', 'why', 'agencies'] as const;

const opened: Outcome = { outcome: 'ASKED', reasons: [], citations: [...together] };

export const next = (answers: Partial<Answers>, ctx: Context): Page<Answers> | Outcome => {
  if (!answers.safety) return { page: 'safety', ask: ['safety'], by: 'safety' };
  if (answers.safety === 'cannot-wait') return { ...opened, handOver: 'urgent' };
  if (hubsOf(ctx).length === 0) {
    if (answers.noHub) return { ...opened, handOver: answers.noHub };
    return { page: 'no-hub', ask: ['noHub'], by: 'noHub', contacts: true };
  }
  const hub = hubFor(answers, ctx);
  if (!hub) return { page: 'hub', ask: ['hub'], by: 'hub' };
  return asked.every((name) => name in answers) ? opened : { page: 'ask', ask: asked, tells: clocks(hub) };
};
