import { routeOf } from '../../dialogs/decision/brief.ts';
import { refused } from '../../dialogs/decision/consent.ts';
import { csaMarked, type Facts, harmMarked } from '../../dialogs/decision/facts.ts';
import type { RowName } from '../../dialogs/decision/table.ts';
import type { Outcome } from '../../dialogs/engine/types.ts';
import type { Witness } from './decision-paths.ts';
import { type Step, wayOf } from './decision-table.ts';

/** What holds on every path of the sharing decision. */

/** What one run shows: how it went, what it ends with, and the facts at its end. */
export type Seen = Witness & { end: Outcome; facts: Facts; passes(...rows: RowName[]): boolean };
type Invariant = {
  name: string;
  concerns(seen: Seen): boolean;
  holds(seen: Seen): boolean;
};

const outcomes = [
  ...['SHARE', 'SHARE_LIMITED', 'SHARE_DEPERSONALISED', 'SEEK_CONSENT', 'SEEK_ORIGINATOR', 'SEEK_ADVICE'],
  ...['ESCALATE', 'DO_NOT_SHARE', 'REDIRECT_SAR', 'REDIRECT_FOI', 'REDIRECT_AGREEMENT', 'REFER_CAG'],
];
/** All that may stand behind "do not share": no lack of an agreement, no fear, no refusal by itself. */
const grounds = [
  ...['NOT_VERIFIED', 'DECEASED_CONFIDENCE', 'NO_AUTHORITY', 'NO_PURPOSE', 'NO_POWER', 'REQUEST_UNMET'],
  ...['DUTY_DETRIMENT', 'NOT_NECESSARY', 'NOT_PROPORTIONATE', 'ADULT_DECIDES', 'PI_FAVOURS_CONFIDENCE'],
];
/** Rows that decide after somebody said no. */
const deciders = /^(Q5a|Q4d|Q5b|Q5d|Q2b|PI\d)$/;

const urgent = ({ end }: Seen) => end.reasons[0] === 'URGENT_HARM';
export const shares = (seen: Seen) => seen.end.outcome.startsWith('SHARE') && !urgent(seen);
const named = (seen: Seen) => shares(seen) && seen.end.outcome !== 'SHARE_DEPERSONALISED';
const gives = (step: Step) => wayOf(step).give;
/** The row whose recommendation stands: not one that only stopped or narrowed it. */
const decider = ({ path }: Seen): string =>
  path.findLast((step) => gives(step) && !gives(step)?.as)?.row ?? '';
/** The row that lets it go: where agreement covers a part, and nothing else lets the rest go, that of the agreement. */
const sharesBy = ({ path }: Seen): string =>
  path.findLast((step) => /^SHARE(_LIMITED)?$/.test(gives(step)?.outcome ?? '') && !gives(step)?.as)?.row ??
  '';
const stopped = ({ path }: Seen) => path.some((step) => gives(step)?.as === 'stop');
const always = () => true;

export const invariants: readonly Invariant[] = [
  {
    name: 'ends in one of the twelve outcomes',
    concerns: always,
    holds: ({ end }) => outcomes.includes(end.outcome),
  },
  {
    name: 'never says "do not share" while sexual abuse or exploitation of a child is marked',
    concerns: ({ facts }) => csaMarked(facts),
    holds: ({ end }) => end.outcome !== 'DO_NOT_SHARE',
  },
  {
    name: 'never waits for consent while any harm is marked',
    concerns: ({ facts }) => harmMarked(facts),
    holds: ({ end }) => end.outcome !== 'SEEK_CONSENT',
  },
  {
    name: 'takes what somebody is not sure of to a manager while any harm is marked',
    concerns: ({ end, facts }) => harmMarked(facts) && /^(SEEK_ADVICE|ESCALATE)$/.test(end.outcome),
    holds: ({ end }) => end.outcome === 'ESCALATE' || end.reasons[0] === 'RESTRICTED',
  },
  {
    name: 'waits for no special approval while any harm is marked, or for a court',
    concerns: ({ facts }) => harmMarked(facts) || facts.is('wants') === 'court',
    holds: ({ end }) => end.outcome !== 'REFER_CAG',
  },
  {
    name: 'shares on a lawful basis',
    concerns: shares,
    holds: ({ end }) => Boolean(end.basis?.article6 && end.basis.further && end.basis.line),
  },
  {
    name: 'shares only what was listed, with somebody who was named, by a route',
    concerns: shares,
    holds: ({ answers, facts, passes }) =>
      passes('T1r') &&
      passes('Q2', 'Q6') &&
      Boolean(answers.recipient && answers.items) &&
      routeOf(facts) !== undefined &&
      routeOf(facts) !== '',
  },
  {
    name: 'shares nothing before the six tests',
    concerns: shares,
    holds: ({ passes }) => passes('Q6'),
  },
  {
    name: 'shares no named detail before restrictions and its origin are checked, and none that is restricted',
    concerns: named,
    holds: ({ facts, passes }) =>
      passes('RS') &&
      passes('RS2') &&
      [facts.is('restriction'), facts.is('restrictionSpotted')].every(
        (said) => said !== 'applies' && said !== 'not-sure',
      ),
  },
  {
    name: 'tells the agency that it came from, where it was not asked',
    concerns: (seen) => named(seen) && seen.facts.is('origin') === 'ask',
    holds: ({ found }) => found.notes.includes('TELL_ORIGINATOR'),
  },
  {
    name: 'gives a private recipient the least',
    concerns: (seen) => shares(seen) && seen.found.notes.includes('PRIVATE_RECIPIENT'),
    holds: ({ end }) => end.outcome !== 'SHARE',
  },
  {
    name: 'gives less where less would do, whatever the ground',
    concerns: (seen) =>
      shares(seen) && decider(seen).startsWith('PI') && seen.facts.is('proportionate') === 'less',
    holds: ({ end }) => end.outcome !== 'SHARE',
  },
  {
    name: 'asks whether the person is told, where what is named of the living goes on more than their agreement',
    concerns: (seen) =>
      named(seen) && sharesBy(seen) !== 'Q4' && seen.found.recommendation?.reasons[0] !== 'DECEASED',
    holds: ({ answers }) => answers.told !== undefined,
  },
  {
    name: 'names no agreement but where a regular flow is sent to set one up',
    concerns: always,
    holds: ({ end, path }) => {
      const regular = path.some(({ when }) => when === 'regularFlow');
      return (end.outcome === 'REDIRECT_AGREEMENT') === regular;
    },
  },
  {
    name: 'has a ground of its own for not sharing',
    concerns: ({ end }) => end.outcome === 'DO_NOT_SHARE',
    holds: ({ found }) => grounds.includes(found.recommendation?.reasons[0] ?? ''),
  },
  {
    name: 'goes on past a refusal: a duty, an order, life and death or the weighing decides, never asking again',
    concerns: ({ facts }) => refused(facts),
    holds: (seen) =>
      seen.passes('Q5a') &&
      deciders.test(decider(seen)) &&
      !seen.passes('Q4c', 'Q4b') &&
      seen.end.outcome !== 'SEEK_CONSENT' &&
      seen.end.reasons.includes('OBJECTION'),
  },
  {
    name: 'leaves the decision to the person',
    concerns: (seen) => !urgent(seen),
    holds: ({ passes, answers }) => passes('Q7') && answers.final !== undefined,
  },
  {
    name: 'hands danger over to the urgent lane',
    concerns: urgent,
    holds: ({ end, path }) => end.outcome === 'SHARE' && end.handOver === 'urgent' && path.length === 1,
  },
  {
    name: 'asks what may follow, and who guards against it, before nothing is shared',
    concerns: ({ end, answers }) =>
      answers.final === 'differ' ? answers.finalOutcome === 'DO_NOT_SHARE' : end.outcome === 'DO_NOT_SHARE',
    holds: ({ answers }) => answers.consequences !== undefined && answers.mitigation !== undefined,
  },
  {
    name: 'asks for the reason of a departure',
    concerns: ({ answers }) => answers.final === 'differ',
    holds: ({ answers }) => answers.departureReason !== undefined && answers.escalated !== undefined,
  },
  {
    name: 'keeps every reason that decided',
    concerns: always,
    holds: ({ end, path }) =>
      path.every((step) => {
        const { give, note = [] } = wayOf(step);
        const codes = [...note.filter((code) => !['TESTED', 'PART_CHECKED'].includes(code))];
        return [...codes, ...(give ? [give.reason] : [])].every((code) => end.reasons.includes(code));
      }),
  },
  {
    name: 'lets nothing go after something stopped it',
    concerns: stopped,
    holds: ({ end }) => !end.outcome.startsWith('SHARE'),
  },
  {
    name: 'passes no row more than twice, and none twice running',
    concerns: always,
    holds: ({ path }) =>
      path.every(({ row, to }) => row !== to && path.filter((step) => step.row === row).length <= 2),
  },
  {
    name: 'says each reason in a way that has citations',
    concerns: always,
    holds: ({ end }) => end.citations.length > 0,
  },
];
