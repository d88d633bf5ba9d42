import { inOrder } from '../engine/next-step.ts';
import { noNames, referenceOnly } from '../engine/no-names.ts';
import type { ActionForm, Citation, Context, Dialog, Page, Question } from '../engine/types.ts';
import { partnerPicks } from './parties.ts';
import { advisers, answers, type Dispute, impacts, type Point, points, type Say, ways } from './record.ts';
import { bothAdvised, standingOf, theirSay } from './steps.ts';

/** What is asked when a dispute is opened, and at each step of it. */

export const procedure: Citation = { id: 'southampton-2010', section: 'section 13' };
const urgency: Citation = { id: 'norfolk-2015', section: 'Appendix 3' };

export type OpenAnswers = {
  safety: 'can-wait' | 'cannot-wait' | 'shared';
  partner: string;
  wants: 'we' | 'they';
  about: string;
  point: Point;
  sentence: string;
};

const choice = (options: readonly string[], citations: readonly Citation[] = [procedure]): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations,
});

const plainText = (maxLength: number): Question => ({
  kind: 'long',
  required: true,
  maxLength,
  check: noNames,
  citations: [procedure],
});

export const openQuestions: Dialog<OpenAnswers>['questions'] = {
  safety: choice(['can-wait', 'cannot-wait', 'shared'], [urgency]),
  partner: { kind: 'choice', pick: partnerPicks, required: true, citations: [procedure] },
  wants: choice(['we', 'they']),
  about: { kind: 'text', required: true, maxLength: 30, check: referenceOnly, citations: [procedure] },
  point: choice(points),
  sentence: plainText(300),
};

const stated = ({ record }: Context): Dispute | undefined => record as Dispute | undefined;

/** Nobody enters a final decision before both sides have taken advice. */
const adviceFirst: Question['check'] = (_, __, ctx) => {
  const record = stated(ctx);
  return record && standingOf(record.steps).tier === 2 && !bothAdvised(record.steps)
    ? 'advice-first'
    : undefined;
};

export type SayAnswers = { say: Say; reasons: string; impact: (typeof impacts)[number] };

const sayForm = (options: readonly string[], words?: string): ActionForm<SayAnswers> => {
  const from = words ? { words } : {};
  return {
    version: 1,
    review: false,
    questions: {
      say: { ...choice(options), check: adviceFirst },
      reasons: { ...plainText(500), ...from },
      impact: { ...choice(impacts), ...from },
    },
    next: inOrder([{ page: 'say', ask: ['say', 'reasons', 'impact'] }], () => 'done' as const),
  };
};

export const resultForm = sayForm(answers);
export const decideForm = sayForm(
  answers.filter((say) => say !== 'unresolved'),
  'dispute.result',
);

/** What they said stands above it; said of something else, the answer is asked for again. */
const agreePage = (ctx: Context): Page<Pick<SayAnswers, 'impact'>> => {
  const record = stated(ctx);
  const theirs = record && theirSay(record);
  return {
    page: 'agree',
    ask: ['impact'],
    by: 'impact',
    ...(theirs
      ? {
          seal: `${theirs.tier}/${theirs.round}/${theirs.say}`,
          shows: [
            { label: 'dispute.facts.theirs', said: { key: `dispute.says.${theirs.say}` } },
            { label: 'dispute.facts.reasons', value: theirs.reasons ?? '' },
          ],
        }
      : {}),
  };
};

export const agreeForm: ActionForm<Pick<SayAnswers, 'impact'>> = {
  version: 1,
  review: false,
  questions: { impact: { ...choice(impacts), words: 'dispute.result' } },
  next: ({ impact }, ctx) => (impact === undefined ? agreePage(ctx) : 'done'),
};

export const triedForm: ActionForm<{ how: (typeof ways)[number] }> = {
  version: 1,
  review: false,
  questions: { how: choice(ways) },
  next: inOrder([{ page: 'how', ask: ['how'], by: 'how' }], () => 'done' as const),
};

export type AdviceAnswers = { role: (typeof advisers)[number]; text: string };

export const adviceForm: ActionForm<AdviceAnswers> = {
  version: 1,
  review: false,
  questions: { role: choice(advisers), text: plainText(1000) },
  next: inOrder([{ page: 'advice', ask: ['role', 'text'] }], () => 'done' as const),
};
