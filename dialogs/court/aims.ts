import type { Citation } from '../engine/types.ts';

/** The nine aims of the protocol, as what somebody wants to do. Two of them are seen from two sides. */

export const flows = [
  'investigation',
  'prosecution',
  'ask-council',
  'ask-police',
  'log-request',
  'applied',
  'release',
  'permission',
  'defence',
  'hearings',
] as const;
export type FlowName = (typeof flows)[number];

/** What becomes of it: told and acknowledged; asked and answered; allowed by a court or a rule; talked over with prosecutors. */
export type Course = 'notice' | 'request' | 'leave' | 'defence';

export const fieldNames = [
  ...(['to', 'asker', 'court', 'criminalRef', 'familyRef', 'criminalToo', 'familyToo', 'officer'] as const),
  ...(['beganOn', 'stage', 'criminalCourt', 'criminalOn', 'trialOn', 'familyCourt', 'familyOn'] as const),
  ...(['familyNext', 'appliedOn'] as const),
  ...(['receivedOn', 'parties', 'material', 'relevance', 'proportionality', 'aboutVictim', 'dueOn'] as const),
] as const;
export type FieldName = (typeof fieldNames)[number];

export type Flow = {
  aim: number;
  course: Course;
  /** Sectors of the agencies that hear of it, or that are asked. */
  to: readonly string[];
  asks: readonly FieldName[];
  /** What of it may change, and is told again then. */
  dates: readonly FieldName[];
  citations: readonly Citation[];
};

const appendix: Citation = { id: 'norfolk-2015', section: 'Appendix 3' };
const cite = (aim: number, ...laws: string[]): Citation[] => [
  ...['L-21', ...laws].map((id) => ({ id: `law:${id}`, section: '' })),
  { ...appendix, section: `Appendix 3, aim ${aim}` },
];

export const police: readonly string[] = ['police', 'prosecution'];
const council: readonly string[] = ['council'];
const family: readonly string[] = ['family-court'];

export const aims: Readonly<Record<FlowName, Flow>> = {
  investigation: {
    aim: 1,
    course: 'notice',
    to: [...council, ...family],
    asks: ['to', 'criminalRef', 'officer', 'beganOn', 'familyToo'],
    dates: [],
    citations: cite(1, 'L-45'),
  },
  prosecution: {
    aim: 2,
    course: 'notice',
    to: [...council, ...family],
    asks: ['to', 'criminalRef', 'stage', 'criminalCourt', 'criminalOn', 'trialOn', 'familyToo'],
    dates: ['stage', 'criminalCourt', 'criminalOn', 'trialOn'],
    citations: cite(2, 'L-45'),
  },
  'ask-council': {
    aim: 6,
    course: 'request',
    to: council,
    asks: [
      ...(['to', 'criminalRef', 'material', 'relevance', 'proportionality'] as const),
      ...(['aboutVictim', 'dueOn', 'familyToo'] as const),
    ],
    dates: [],
    citations: cite(6, 'L-22', 'L-45'),
  },
  'ask-police': {
    aim: 3,
    course: 'request',
    to: police,
    asks: ['to', 'familyRef', 'material', 'relevance', 'proportionality', 'dueOn', 'criminalToo'],
    dates: [],
    citations: cite(3),
  },
  'log-request': {
    aim: 6,
    course: 'request',
    to: [],
    asks: [
      ...(['asker', 'criminalRef', 'receivedOn', 'material', 'relevance'] as const),
      ...(['aboutVictim', 'dueOn', 'familyToo'] as const),
    ],
    dates: [],
    citations: cite(6, 'L-22', 'L-45'),
  },
  applied: {
    aim: 4,
    course: 'notice',
    to: police,
    asks: ['to', 'familyRef', 'material', 'familyCourt', 'appliedOn', 'familyNext', 'criminalToo'],
    dates: ['familyCourt', 'familyNext'],
    citations: cite(4),
  },
  release: {
    aim: 5,
    course: 'leave',
    to: police,
    asks: ['to', 'familyRef', 'material', 'relevance', 'criminalToo'],
    dates: [],
    citations: cite(5, 'L-46'),
  },
  permission: {
    aim: 8,
    course: 'leave',
    to: [],
    asks: ['court', 'familyRef', 'parties', 'material', 'relevance', 'proportionality', 'criminalToo'],
    dates: [],
    citations: cite(8, 'L-46'),
  },
  defence: {
    aim: 7,
    course: 'defence',
    to: ['prosecution'],
    asks: ['to', 'criminalRef', 'material', 'relevance', 'familyToo'],
    dates: [],
    citations: cite(7, 'L-47', 'L-39'),
  },
  hearings: {
    aim: 9,
    course: 'notice',
    to: [...police, ...council, ...family, 'criminal-court'],
    asks: [
      ...(['to', 'criminalRef', 'familyRef', 'criminalCourt', 'criminalOn'] as const),
      ...(['familyCourt', 'familyOn', 'material'] as const),
    ],
    dates: ['criminalCourt', 'criminalOn', 'familyCourt', 'familyOn'],
    citations: cite(9),
  },
};

/** What police and prosecutors do, and what everybody else does. */
const ofPolice: readonly FlowName[] = [
  'investigation',
  'prosecution',
  'ask-council',
  'permission',
  'hearings',
];
const ofOthers: readonly FlowName[] = [
  ...(['ask-police', 'log-request', 'applied', 'release', 'permission', 'defence', 'hearings'] as const),
];

export const flowsFor = (sector: string): readonly FlowName[] =>
  police.includes(sector) ? ofPolice : ofOthers;
