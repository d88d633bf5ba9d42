import { narrow, on, type Rows, stop } from './ways.ts';

/** What may stop a share, what narrows it, and the decision itself. */
export const closing: Rows<'RS' | 'RS2' | 'Q6' | 'Q6n' | 'Q6b' | 'Q7c' | 'Q7' | 'Q7d' | 'Q7s' | 'Q7n'> = {
  RS: {
    asks: ['restriction', 'restrictionSpotted', 'restrictionRef'],
    ways: [
      stop('restricted', 'SEEK_ADVICE', 'RESTRICTED'),
      stop('restrictionUnsure', 'SEEK_ADVICE', 'RESTRICTION_UNSURE'),
      on('always', 'RS2'),
    ],
  },
  RS2: {
    asks: ['origin'],
    ways: [
      stop('askOriginator', 'SEEK_ORIGINATOR', 'SECONDARY'),
      stop('originUnsure', 'SEEK_ADVICE', 'ORIGIN_UNSURE'),
      on('tellOriginator', 'Q6', 'TELL_ORIGINATOR'),
      on('always', 'Q6'),
    ],
  },
  Q6: {
    asks: [
      'items',
      'opinionLines',
      'othersLines',
      'optOut',
      'sixTests',
      'narrow',
      'leaveOut',
      'notAccurate',
      'method',
    ],
    ways: [
      stop('testsUnsure', 'SEEK_ADVICE', 'TESTS_UNSURE'),
      stop('nothingLeft', 'DO_NOT_SHARE', 'NOT_NECESSARY'),
      narrow('concernOnly', 'FACT_OF_CONCERN', 'Q6n'),
      narrow('leftOut', 'NARROWED', 'Q6n'),
      on('always', 'Q6n'),
    ],
  },
  Q6n: {
    asks: [],
    ways: [
      narrow('privateRecipient', 'NARROWED', 'Q6b'),
      narrow('lessOnly', 'LESS_WOULD_DO', 'Q6b'),
      on('always', 'Q6b'),
    ],
  },
  Q6b: {
    asks: ['told', 'toldReason', 'article8'],
    ways: [stop('article8Unsure', 'SEEK_ADVICE', 'ARTICLE8_UNSURE'), on('always', 'Q7')],
  },
  /** What was agreed to may go, whatever the rest came to. */
  Q7c: { asks: [], ways: [on('coveredPartGoes', 'RS', 'PART_CHECKED'), on('always', 'Q7')] },
  Q7: {
    asks: ['final'],
    ways: [on('differs', 'Q7d'), on('notSharing', 'Q7n'), on('always', 'end')],
  },
  Q7d: {
    asks: ['finalOutcome', 'departureReason', 'escalated'],
    ways: [on('differsToNot', 'Q7n'), on('differsToShare', 'Q7s'), on('always', 'end')],
  },
  /** Whoever shares against the advice still says whether the person will hear of it. */
  Q7s: { asks: ['told', 'toldReason'], ways: [on('always', 'end')] },
  Q7n: { asks: ['consequences', 'mitigation'], ways: [on('always', 'end')] },
};
