import { court } from '../../dialogs/court/dialog.ts';
import type { OpenAnswers } from '../../dialogs/court/questions.ts';
import type { CourtFlow } from '../../dialogs/court/record.ts';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import type { Actor, Context, Effect, Given, Outcome, Tell } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { contextAt, monday, priya, samplePolicy } from './context.ts';

/** Police, councils and courts with a wire between them on which nothing is lost, and all else may happen. */

export const council = 'northborough-council';
export const eastmoor = 'eastmoor-council';
export const police = 'county-police';
export const cps = 'crown-prosecution-service';
export const familyCourt = 'northborough-family-court';
export const crownCourt = 'northborough-crown-court';

export const nadia: Actor = {
  id: 'p-nadia',
  name: 'Nadia Hussain',
  agency: police,
  roles: ['practitioner'],
  manager: 'p-dev',
};

const crime = '42/1234/26';
const care = 'NB26C00123';
const which = { material: 'Notes of the two home visits in May', relevance: 'They bear on the injury' };
const asking = { ...which, proportionality: 'Nobody else wrote it down at the time' };

/** Of each, all that it needs. */
export const openings = {
  investigation: {
    ...{ to: [council, familyCourt], criminalRef: crime, officer: 'DC 4471', beganOn: '2026-11-20' },
  },
  prosecution: {
    ...{ to: [council, familyCourt], criminalRef: crime, familyToo: care, stage: 'charged' },
    ...{ criminalCourt: crownCourt, criminalOn: '2026-12-14' },
  },
  'ask-council': { to: [council], criminalRef: crime, ...asking, aboutVictim: 'no' },
  'ask-police': { to: [police], familyRef: care, ...asking },
  'log-request': { asker: police, criminalRef: crime, receivedOn: '2026-11-20', ...which, aboutVictim: 'no' },
  applied: {
    ...{ to: [police, cps], familyRef: care, material: which.material, familyCourt, appliedOn: '2026-11-20' },
  },
  release: { to: [police], familyRef: care, ...which, rule: 'judgment' },
  permission: { court: familyCourt, familyRef: care, parties: 'Mother, father, council', ...asking },
  defence: { to: [cps], criminalRef: crime, ...which },
  hearings: {
    ...{
      to: [police, familyCourt],
      criminalRef: crime,
      familyRef: care,
      material: 'Who hears the doctor first',
    },
    ...{ criminalCourt: crownCourt, criminalOn: '2026-12-14', familyCourt, familyOn: '2026-12-16' },
  },
} as const satisfies Record<string, Partial<Record<keyof OpenAnswers, unknown>>>;
export type Opening = keyof typeof openings;

export const byPolice: readonly Opening[] = ['investigation', 'prosecution', 'ask-council'];
export const beginner = (aim: Opening): Actor => (byPolice.includes(aim) ? nadia : priya);

const given = (answers: object, at: string): Given =>
  Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, { value, at }]));

/** Where answers lead, as a draft would have it. */
export const openingStep = (answers: object, person: Actor = priya, at = monday) =>
  nextStep(court, given(answers, at), contextAt(at, { person }));

type Wire = Tell & { by: string };

export const courtHouse = (
  aim: Opening,
  answers: object = {},
  {
    at = monday,
    person = beginner(aim),
    policy = samplePolicy,
  }: { at?: string; person?: Actor; policy?: PolicyPack } = {},
) => {
  let now = new Date(at);
  const records = new Map<string, CourtFlow>();
  const wire: Wire[] = [];
  const seen: { agency: string; effect: Effect<CourtFlow> }[] = [];
  const contextFor = (agency: string, who: Actor): Context => {
    const record = records.get(agency);
    return {
      ...contextAt(now.toISOString(), {
        person: who,
        policy,
        reference: `W-${agency === person.agency ? '2222' : '3333'}-22`,
      }),
      ...(record ? { record } : {}),
    };
  };
  const keep = (agency: string, effect: Effect<CourtFlow>): void => {
    seen.push({ agency, effect });
    // As a store gives it back.
    records.set(agency, court.schema.parse(JSON.parse(JSON.stringify(effect.record))) as CourtFlow);
    for (const tell of effect.tells ?? []) wire.push({ ...JSON.parse(JSON.stringify(tell)), by: agency });
  };
  const clock = (agency: string): Actor => ({ id: 'clock', name: '', agency, roles: [] });
  const whoIn = (agency: string): Actor =>
    agency === person.agency && !records.get(agency)?.asked?.length
      ? person
      : { id: records.get(agency)?.asked?.at(-1) ?? 'x', name: 'X', agency, roles: ['practitioner'] };

  /** What somebody who may presses, with its answers as its form accepts them; why not, where it does not. */
  const act = (agency: string, name: string, answers: object = {}): 'done' | object => {
    const record = records.get(agency);
    const action = court.lifecycle.actions[name];
    if (!record || !action) throw new Error(`no ${name} in ${agency}`);
    const ctx = contextFor(agency, action.by.includes('clock') ? clock(agency) : whoIn(agency));
    if (!action.from.includes(record.status) || action.when?.(record, ctx) === false)
      return { status: record.status };
    if (!action.ask) keep(agency, action.apply(record, answers, ctx));
    else {
      const step = nextStep(action.ask, given(answers, now.toISOString()), ctx);
      if (step.kind !== 'end') return step;
      keep(agency, action.apply(record, step.answers, ctx));
    }
    return 'done';
  };

  const arrive = ({ agency, to, input, by }: Wire): void => {
    const record = records.get(agency);
    const all = { ...input, origin: { agency: by, id: 'x' } };
    const there = { id: to, name: 'X', agency, roles: [] };
    const effect = record
      ? court.lifecycle.actions.heard?.apply(record, all, contextFor(agency, clock(agency)))
      : court.takes?.(all, contextFor(agency, there));
    if (effect && effect.record !== record) keep(agency, effect);
  };

  const step = nextStep(
    court,
    given({ aim, ...openings[aim], ...answers }, at),
    contextFor(person.agency, person),
  );
  if (step.kind !== 'end') throw new Error(`not a whole opening: ${JSON.stringify(step)}`);
  keep(person.agency, court.record(step.answers, step.end as Outcome, contextFor(person.agency, person), {}));
  return {
    ...{ records, wire, seen, act, arrive, contextFor, whoIn },
    record: (agency: string): CourtFlow => records.get(agency) as CourtFlow,
    ours: (): CourtFlow => records.get(person.agency) as CourtFlow,
    show: (agency: string) => court.show(records.get(agency) as CourtFlow, contextFor(agency, whoIn(agency))),
    /** Everything on the wire, in order, until there is nothing more. */
    deliver: () => {
      for (let next = wire.shift(); next; next = wire.shift()) arrive(next);
    },
    moveTo: (when: string) => {
      now = new Date(when);
    },
    /** The clock, for whatever is due by now, once each. */
    tick: (when: string) => {
      now = new Date(when);
      for (const agency of records.keys())
        for (const name of ['chase', 'remind', 'overdue', 'hearingDue']) {
          const due = seen
            .filter((one) => one.agency === agency)
            .flatMap(({ effect }) => effect.due)
            .filter((one) => one.action === name && one.at <= now.toISOString());
          if (due.length > 0) act(agency, name);
        }
    },
    notices: (agency: string) =>
      seen
        .filter((one) => one.agency === agency)
        .flatMap(({ effect }) => effect.notices)
        .map(({ kind, to }) => `${kind.replace('court.', '')} ${to}`),
  };
};

export type CourtHouse = ReturnType<typeof courtHouse>;

export const hand = (to: string) => ({ to, on: '2026-11-23', how: 'secure-email' });
export const shared = { says: 'all', items: 'Two notes of May', basis: 'power', decision: 'D-7K3M-Q2' };
export const ruled = {
  ruling: 'granted',
  order: 'NB26C00123-4',
  terms: 'The report, to police, for this case',
};
export const release = {
  ...{
    items: 'The judgment of May',
    within: 'yes',
    how: 'secure-email',
    on: '2026-11-23',
    decision: 'D-7K3M-Q2',
  },
};

/** Each with what is done with it, by whom, until nothing is left to do. */
const courses: Readonly<Record<Opening, readonly (readonly [string, string, object?])[]>> = {
  investigation: [
    [council, 'acknowledge'],
    [police, 'sentByHand', hand(familyCourt)],
    [police, 'arrived', { agency: familyCourt, on: '2026-11-23' }],
    [police, 'close', { why: 'done' }],
  ],
  prosecution: [
    [police, 'sentByHand', hand(familyCourt)],
    [police, 'change', { stage: 'trial', criminalCourt: crownCourt, criminalOn: '2027-01-11', trialOn: '' }],
    [council, 'acknowledge'],
  ],
  'ask-council': [
    [council, 'acknowledge'],
    [council, 'reply', { ...shared, says: 'part', withheld: 'A third note', reasons: 'harm,other' }],
    [police, 'close', { why: 'not-needed' }],
  ],
  'ask-police': [[police, 'reply', { says: 'none', reasons: 'not-relevant' }]],
  'log-request': [
    [council, 'acknowledge'],
    [council, 'reply', { says: 'not-held' }],
    [council, 'close', { why: 'mistake' }],
  ],
  applied: [
    [council, 'sentByHand', hand(cps)],
    [council, 'arrived', { agency: cps, on: '2026-11-23' }],
    [police, 'acknowledge'],
  ],
  release: [
    [council, 'release', release],
    [police, 'acknowledge'],
  ],
  permission: [
    [council, 'sentByHand', hand(familyCourt)],
    [council, 'hearing', { on: '2026-12-01' }],
    [council, 'ruling', { ...ruled, until: '2026-12-31' }],
    [council, 'release', release],
  ],
  defence: [
    [council, 'consult', { on: '2026-11-20', how: 'phone' }],
    [council, 'view', { view: 'limits', reasons: 'It is about somebody else too' }],
    [council, 'settle', { outcome: 'judge', reasons: 'We do not agree' }],
    [council, 'ruling', { ruling: 'refused', order: 'NB26C00123-5' }],
  ],
  hearings: [
    [council, 'sentByHand', hand(familyCourt)],
    [police, 'acknowledge'],
    [council, 'held', { outcome: 'Order NB26C00123-6' }],
  ],
};

/** One of each state of each kind, as each side keeps it: what one agency alone cannot come to. */
export const inEveryState = (): CourtFlow[] => {
  const found: CourtFlow[] = [];
  for (const aim of Object.keys(openings) as Opening[]) {
    const house = courtHouse(aim);
    const look = () => {
      house.deliver();
      found.push(...house.records.values());
    };
    look();
    for (const [agency, name, answers] of courses[aim]) {
      const came = house.act(agency, name, answers);
      if (came !== 'done') throw new Error(`${aim} ${name}: ${JSON.stringify(came)}`);
      look();
    }
  }
  const blocked = courtHouse('release', {
    ...{ rule: 'none', court: familyCourt, parties: 'Mother, council', proportionality: 'No other way' },
  });
  found.push(blocked.ours());
  const byPost = courtHouse('ask-police', { to: [cps] });
  byPost.act(council, 'sentByHand', hand(cps));
  found.push(byPost.ours());
  byPost.act(council, 'answered', { agency: cps, on: '2026-11-23', ...shared, says: 'all' });
  found.push(byPost.ours());
  return found;
};
