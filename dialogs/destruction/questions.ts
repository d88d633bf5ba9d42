import { inOrder } from '../engine/next-step.ts';
import { noNames, referenceOnly } from '../engine/no-names.ts';
import type { Citation, Context, Dialog, Outcome, Page } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';
import { otherPartners } from '../liaison/telling.ts';
import { electronicMethods, media, paperMethods, rules, sources } from './record.ts';

/** What is asked of somebody who has destroyed something: three short pages. */

export type DestructionAnswers = {
  source: (typeof sources)[number];
  about: string;
  what: string;
  on: string;
  rule: (typeof rules)[number];
  media: readonly (typeof media)[number][];
  paper: (typeof paperMethods)[number];
  electronic: (typeof electronicMethods)[number];
  otherway: string;
  witness: string;
  left: 'no' | 'yes';
  copies: readonly string[];
};

const section = (id: string): Citation => ({ id: 'southampton-2010', section: id });
const destroying = [section('section 6'), section('section 18, item 19')];
const keeping = [section('section 8')];

/** Nobody writes it down years later. */
const mostDaysAgo = 366;

const onFault = (on: unknown, { now, policy }: Context): string | undefined => {
  const today = localDate(now, policy);
  if (String(on) > today) return 'in-the-future';
  return String(on) < addDays(today, -mostDaysAgo) ? 'too-long-ago' : undefined;
};

export const questions = {
  source: { kind: 'choice', options: sources, required: true, citations: keeping },
  about: { kind: 'text', required: true, maxLength: 30, check: referenceOnly, citations: destroying },
  what: { kind: 'text', required: true, maxLength: 200, check: noNames, citations: destroying },
  on: { kind: 'date', required: true, check: (on, _, ctx) => onFault(on, ctx), citations: destroying },
  rule: { kind: 'choice', options: rules, required: true, citations: keeping },
  media: { kind: 'many', options: media, required: true, citations: destroying },
  paper: { kind: 'choice', options: paperMethods, required: true, citations: destroying },
  electronic: { kind: 'choice', options: electronicMethods, required: true, citations: destroying },
  otherway: { kind: 'text', required: true, maxLength: 200, check: noNames, citations: destroying },
  witness: { kind: 'text', required: false, maxLength: 60, check: noNames, citations: destroying },
  left: { kind: 'choice', options: ['no', 'yes'], required: true, citations: [section('section 6')] },
  copies: { kind: 'many', pick: otherPartners, required: true, citations: [section('section 6')] },
} as const satisfies Dialog<DestructionAnswers>['questions'];

/** What was used decides how it is asked about. */
const howAsks = (used: DestructionAnswers['media'] = []): (keyof DestructionAnswers)[] => {
  return [
    ...(used.includes('paper') ? (['paper'] as const) : []),
    ...(used.includes('electronic') ? (['electronic'] as const) : []),
    ...(used.includes('device') || used.includes('other') ? (['otherway'] as const) : []),
    'witness',
  ];
};

export const recorded: Outcome = { outcome: 'DESTROYED', reasons: [], citations: destroying };

export const next = (
  answers: Partial<DestructionAnswers>,
  ctx: Context,
): Page<DestructionAnswers> | Outcome =>
  inOrder<DestructionAnswers, Outcome>(
    [
      { page: 'what', ask: ['source', 'about', 'what', 'on', 'rule', 'media'] },
      { page: 'how', ask: howAsks(answers.media) },
      { page: 'left', ask: ['left'], by: 'left' },
      { page: 'copies', ask: ['copies'], when: ({ left }) => left === 'yes' },
    ],
    () => recorded,
  )(answers, ctx);
