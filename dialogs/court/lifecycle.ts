import { z } from 'zod';
import { copiedFrom } from '../engine/base.ts';
import { merged } from '../engine/sides.ts';
import type { Action, ActionForm, Context, Lifecycle, Who } from '../engine/types.ts';
import { aims } from './aims.ts';
import { chase, hearingDue, overdue, remind, standIn } from './clock.ts';
import { follow, withStep } from './follow.ts';
import {
  answeredForm,
  canAnswer,
  canHear,
  changeForm,
  closeForm,
  consultForm,
  heardForm,
  hearingForm,
  heldForm,
  releaseForm,
  replyForm,
  rulingForm,
  sentForm,
  settleForm,
  viewForm,
} from './forms.ts';
import {
  type CourtFlow,
  type Dates,
  FROM,
  type Kind,
  type Status,
  type StepOf,
  sharedFields,
  statuses,
} from './record.ts';
import { courseOf, isOurs, newsFor, owes, toSend } from './steps.ts';

/** What each side may do, when, and how it hears of the other. */

type Answers = Record<string, unknown>;
type Input<K extends Kind> = Omit<StepOf<K>, 'side' | 'n' | 'at' | 'by' | 'kind'>;

const us: readonly Who[] = ['owner', 'manager', 'asked'];

const present = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined && value !== ''));

type Does<K extends Kind> = {
  kind: K;
  from: readonly Status[];
  when?(record: CourtFlow, ctx: Context): boolean;
  ask?: ActionForm<Answers>;
  /** What is kept of the answers; all, where it does not say. */
  keeps?(answers: Answers, record: CourtFlow): Input<K>;
};

const does = <K extends Kind>(does: Does<K>): Action<CourtFlow, Answers> => ({
  from: does.from,
  by: us,
  ...(does.ask ? { ask: does.ask } : {}),
  ...(does.when ? { when: does.when } : {}),
  apply: (record, answers, ctx) => {
    const { kind, keeps = (all) => all as Input<K> } = does;
    const step = { kind, ...keeps(present(answers), record) } as Parameters<typeof withStep>[1];
    return follow(record, withStep(record, step, ctx), kind, ctx);
  },
});

const acknowledge = does({
  kind: 'acknowledged',
  from: ['sent'],
  when: owes,
  keeps: (_, record) => ({ agency: record.side, of: newsFor(record)?.n ?? 1 }),
});

const reply = does({
  kind: 'replied',
  from: ['sent', 'acknowledged'],
  when: (record) => owes(record) && courseOf(record) === 'request',
  ask: replyForm,
  keeps: (answers, { side }) => ({ ...answers, agency: side }) as Input<'replied'>,
});

const sentByHand = does({
  kind: 'sent',
  from: ['sending'],
  ask: sentForm,
  keeps: (answers, record) => {
    const which = toSend(record).find(({ agency }) => agency === answers.to);
    return { ...answers, of: which?.of ?? 1 } as Input<'sent'>;
  },
});

const arrived = does({
  kind: 'acknowledged',
  from: ['sending', 'sent'],
  when: canHear,
  ask: heardForm,
  keeps: (answers, record) => ({ ...answers, of: newsFor(record)?.n ?? 1 }) as Input<'acknowledged'>,
});

const answered = does({
  kind: 'replied',
  from: ['sending', 'sent', 'acknowledged'],
  when: (record) => isOurs(record) && courseOf(record) === 'request' && canAnswer(record),
  ask: answeredForm,
});

const changed = (answers: Answers): Input<'changed'> => {
  const { familyNext, ...rest } = answers;
  return { dates: { ...rest, ...(familyNext ? { familyOn: familyNext } : {}) } as Dates };
};

const change = does({
  kind: 'changed',
  from: ['sending', 'sent', 'told'],
  when: (record) => isOurs(record) && aims[record.flow].dates.length > 0,
  ask: changeForm,
  keeps: changed,
});

const hearing = does({ kind: 'hearing', from: ['asked', 'listed'], ask: hearingForm });
const ruling = does({ kind: 'ruled', from: ['asked', 'listed'], ask: rulingForm });

const release = does({
  kind: 'released',
  from: ['ready'],
  ask: releaseForm,
  keeps: ({ within: _, ...answers }) => answers as Input<'released'>,
});

const consult = does({ kind: 'consulted', from: ['consulting'], ask: consultForm });
const view = does({ kind: 'viewed', from: ['consulting'], ask: viewForm });
const settle = does({ kind: 'settled', from: ['consulting'], ask: settleForm });

const held = does({
  kind: 'held',
  from: ['sending', 'sent', 'told'],
  when: (record) => isOurs(record) && record.flow === 'hearings',
  ask: heldForm,
});

/** Whoever began it ends it; so does whoever logged what came by another route. */
const close = does({
  kind: 'closed',
  from: statuses.filter((status) => status !== 'closed'),
  when: (record) => isOurs(record) || !record.from.worker,
  ask: closeForm,
});

const news = z.object({
  steps: sharedFields.steps.default([]),
  origin: z.object({ agency: z.string() }).optional(),
});

/** Each side speaks for itself alone. */
const saidBy = (record: CourtFlow, input: unknown): CourtFlow => {
  const { steps: come, origin } = news.parse(input);
  const theirs = isOurs(record)
    ? come.filter((step) => step.side === origin?.agency && speaksForItself(step))
    : come.filter(({ side }) => side === FROM && origin?.agency === record.from.agency);
  const steps = merged(record.steps, theirs);
  return steps.length === record.steps.length ? record : { ...record, steps };
};

const speaksForItself = (step: CourtFlow['steps'][number]): boolean =>
  (step.kind === 'acknowledged' || step.kind === 'replied') && step.agency === step.side;

const heard: Action<CourtFlow> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input, ctx) => {
    const next = saidBy(record, input);
    return next === record
      ? { record, reason: 'court.heard', notices: [], due: [] }
      : follow(record, next, 'heard', ctx);
  },
};

export const lifecycle: Lifecycle<CourtFlow> = {
  states: statuses,
  rests: ['told', 'refused', 'released', 'held', 'closed'],
  actions: {
    ...{ acknowledge, reply, sentByHand, arrived, answered, change, hearing, ruling, release },
    ...{ consult, view, settle, held, close },
    ...{ copied: copiedFrom<CourtFlow>(statuses, 'court.copied', us) },
    ...{ heard, chase, remind, overdue, hearingDue, standIn },
  },
};
