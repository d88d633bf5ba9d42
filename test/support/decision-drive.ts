import { expect } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { renderMessages, renderModal } from '../../bot/slack/render.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { fits, renderReply } from '../../bot/teams/render.ts';
import type { CardData } from '../../cards/catalogue.ts';
import type { QuestionName } from '../../dialogs/decision/questions.ts';
import { faultsOf } from './card-parser.ts';
import { buttonOf, dataOf, type PersonSays } from './house.ts';

/** A sharing decision as a person goes through it: what is pressed and what is written, page after page. */

export type Fields = Readonly<Record<string, string>>;
export type Step = { title: string; fields: Fields };

/** The words on the button of one answer. */
export const answerTitle = (question: QuestionName, value: string): string =>
  words(value === 'not-sure' ? 'common.not-sure' : `decision.questions.${question}.options.${value}`);

/** An answer that is given by pressing it, with whatever else stands on the page. */
export const pick = (question: QuestionName, value: string, fields: Fields = {}): Step => ({
  title: answerTitle(question, value),
  fields,
});
export const next = (fields: Fields): Step => ({ title: words('engine.next'), fields });

const teamsActions = 6;

/** Whatever is shown fits on both channels, and Teams shows no more than six of a card's own buttons. */
export const expectSound = (reply: Reply): void => {
  const teams = renderReply(reply);
  expect(faultsOf(teams.card)).toEqual([]);
  expect(fits(teams)).toBe(true);
  expect(teams.card.actions?.length ?? 0).toBeLessThanOrEqual(teamsActions);
  for (const { blocks } of renderMessages(reply)) expect(validateBlocks(blocks, 'message')).toEqual([]);
  const view = renderModal(reply, { close: 'Close', next: 'Next' });
  if (view) expect(validateBlocks(view.blocks, 'modal')).toEqual([]);
};

/** What stands in the fields: a client hands it in with every press. */
const heldBy = (replies: readonly Reply[]): Fields => {
  const page = replies.find((reply) => reply.card === 'page');
  const inputs = page?.card === 'page' ? (page.data.inputs ?? []) : [];
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value ?? '']));
};

/** One person at one channel, with what is in front of them. */
export const sitting = (says: PersonSays) => {
  let shown: readonly Reply[] = [];
  const seen: Reply[] = [];
  const take = async (made: Promise<Reply[]>): Promise<readonly Reply[]> => {
    const replies = await made;
    for (const reply of replies) expectSound(reply);
    seen.push(...replies);
    if (replies.length > 0) shown = replies;
    return replies;
  };
  const press = (title: string, fields: Fields = {}) =>
    take(says.press(buttonOf(shown, title), { ...heldBy(shown), ...fields }));
  const follow = async (steps: readonly Step[]) => {
    for (const { title, fields } of steps) await press(title, fields);
  };
  const page = (): CardData<'page'> => dataOf(shown, 'page');
  return {
    says,
    press,
    follow,
    page,
    shown: () => shown,
    /** Everything that was ever shown. */
    seen: () => seen,
    record: () => dataOf(shown, 'record'),
    message: () => dataOf(shown, 'message'),
    list: () => dataOf(shown, 'list'),
    button: (title: string): Press => buttonOf(shown, title),
    type: (text: string) => take(says.type(text)),
    send: (what: Press, fields: Fields = {}, id?: string) =>
      take(says.press(what, { ...heldBy(shown), ...fields }, id)),
    decide: async (steps: readonly Step[]) => {
      await take(says.type('decide'));
      await follow(steps);
    },
    /** From the recommendation: gives another answer to what was taken as read. */
    change: async (question: QuestionName, value: string) => {
      const label = words(`decision.questions.${question}.label`);
      const row = page().rows?.find((each) => each.label === label);
      if (!row) throw new Error(`nothing was taken as read about ${question}`);
      await take(says.press(row.change.press as Press));
      await press(words('engine.next'), { [question]: value });
    },
    outcome: (): string => {
      const { verdict } = page();
      if (!verdict) throw new Error(`no recommendation on "${page().title}"`);
      return verdict.title;
    },
  };
};

export type Sitting = ReturnType<typeof sitting>;

const opening = (wants: string): Step[] => [pick('actToday', 'no'), pick('wants', wants)];

export const aCase: Fields = {
  subjectRef: 'C-2041',
  recipient: 'childrens-duty-team',
  ageBand: 'adult',
  purpose: 'P7',
};

const items = 'Missed three health visits in May\nAttendance is at 62 per cent';

const upToConsent = (fields: Fields = {}): Step[] => [
  ...opening('own'),
  next({ ...aCase, ...fields }),
  pick('wellbeing', 'person', { items }),
];

const follows = pick('final', 'as-recommended');
const withoutConsent = [...upToConsent(), pick('lets', 'not-asked'), pick('requires', 'no')];

const risk: Fields = {
  whoAtRisk: 'others',
  harmIfNot: 'He may hurt a resident',
  harmIfNotLikelihood: 'likely',
  harmIfNotSeverity: 'serious',
  threat: 'yes',
  proof: 'credible',
};
const weighing: Step[] = [
  pick('canAsk', 'unsafe'),
  next({ whyNotAsk: 'He has threatened staff who asked him' }),
  next(risk),
];

const otherSide: Fields = {
  harmIfShared: 'He may lose his place',
  harmIfSharedLikelihood: 'possible',
  harmIfSharedSeverity: 'moderate',
  interestsFor: 'adults',
  interestsAgainst: 'trust',
  necessary: 'yes',
  proportionate: 'yes',
};

const unsureTwice = (step: Step): Step[] => [step, { title: words('engine.return'), fields: {} }, step];

/** Up to the recommendation, each by its shortest way. */
export const ways = {
  upToCase: [...opening('own'), next(aCase)],
  upToConsent: upToConsent(),
  consent: [...upToConsent(), pick('lets', 'on-file'), pick('consentSound', 'yes')],
  noPurpose: [...opening('own'), next({ ...aCase, purpose: 'none' })],
  notVerified: [...opening('agency'), next(aCase), pick('verified', 'no')],
  canAsk: [...withoutConsent, pick('canAsk', 'yes')],
  publicInterest: [...withoutConsent, ...weighing, next(otherSide), pick('told', 'yes', { article8: 'yes' })],
  /** "Not sure" opens advice; pressed again after it, it counts. */
  purposeUnsure: [...opening('own'), ...unsureTwice(next({ ...aCase, purpose: 'not-sure' }))],
  balanceUnsure: [
    ...withoutConsent,
    ...weighing,
    ...unsureTwice(next({ ...otherSide, necessary: 'not-sure' })),
  ],
  research: [
    ...upToConsent({ purpose: 'P17' }),
    pick('lets', 'not-asked'),
    pick('requires', 'no'),
    pick('canAsk', 'cannot'),
    next({ whyNotAsk: 'There are four thousand of them' }),
    pick('patientInfo', 'needed'),
  ],
  ownFile: [...opening('person'), pick('fileAuthority', 'self', { subjectRef: 'C-2041' })],
  parent: [
    ...opening('parent'),
    next({ subjectRef: 'C-2041', childDecides: 'no', parentRisk: 'yes', parentMay: 'yes' }),
  ],
  freedomOfInformation: [...opening('foi'), pick('foiNote', 'totals', { subjectRef: 'C-2041' })],
  lawRequires: (gateway: string): Step[] => [
    ...upToConsent(),
    pick('lets', 'law'),
    next({ gateway }),
    pick('conditions', 'met'),
    pick('told', 'yes'),
  ],
} as const;

/** The two sides that are weighed. */
export const sides = { risk, otherSide };

export const endings = { follows, notShared: { consequences: 'He may go hungry', mitigation: 'A visit' } };
