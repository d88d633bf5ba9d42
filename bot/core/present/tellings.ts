import { sayWhen } from '../../../dialogs/engine/say.ts';
import type { Context, RecordBody } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Reply } from '../reply.ts';
import type { Telling } from '../tellings.ts';
import { type ButtonData, urgentButton } from './buttons.ts';
import { moreButton } from './list.ts';

/** Who was told of a record, whom that reached, and who has answered: in counts, and by name where somebody must act. */

export type Tellings = {
  all: readonly Telling[];
  /** There are more than these. */
  more: boolean;
};

/** A record that others are told of: whose turn is still to come, and whom a person has told. */
type Told = { toTell?: readonly unknown[]; toldByHand?: readonly { name: string; at: string }[] };

export type TellingState = 'answered' | 'reached' | 'under-way' | 'not-reached';

export const stateOf = ({ answer, reachedAt, failure }: Telling): TellingState => {
  if (answer) return 'answered';
  if (reachedAt) return 'reached';
  return failure ? 'not-reached' : 'under-way';
};

export const nameOf = ({ partner }: Pick<Telling, 'partner'>, { policy }: Pick<Context, 'policy'>): string =>
  policy.partners[partner]?.title ?? partner;

const mostNamed = 12;

const named = (tellings: readonly Telling[], words: Words, ctx: Context): string => {
  const names = tellings.slice(0, mostNamed).map((telling) => nameOf(telling, ctx));
  const rest = tellings.length - names.length;
  return [...names, ...(rest > 0 ? [words('tellings.and-more', { n: rest })] : [])].join('; ');
};

type Shown = { words: Words; ctx: Context };

const countsOf = ({ all, more }: Tellings, { toTell = [] }: Told, words: Words): string => {
  const count = (...states: TellingState[]) => all.filter((one) => states.includes(stateOf(one))).length;
  return words(more ? 'tellings.counts-more' : 'tellings.counts', {
    all: all.length + toTell.length,
    reached: count('reached', 'answered'),
    answered: count('answered'),
  });
};

/** Whom no message reached and nobody has told since. */
export const notReached = (
  { all }: Tellings,
  record: RecordBody,
  ctx: Pick<Context, 'policy'>,
): Telling[] => {
  const { toldByHand = [] } = record as RecordBody & Told;
  return all.filter(
    (one) =>
      stateOf(one) === 'not-reached' &&
      !toldByHand.some(({ name, at }) => name === nameOf(one, ctx) && at >= one.sentAt),
  );
};

/** Whom nothing reached comes first: somebody has to ring them. */
export const tellingFacts = (tellings: Tellings | undefined, record: RecordBody, { words, ctx }: Shown) => {
  if (!tellings || tellings.all.length === 0) return [];
  const line = (state: TellingState, found: readonly Telling[]) =>
    found.length > 0 ? [{ title: words(`tellings.${state}`), typed: named(found, words, ctx) }] : [];
  const those = (state: TellingState) => tellings.all.filter((one) => stateOf(one) === state);
  return [
    { title: words('tellings.told'), words: countsOf(tellings, record as RecordBody & Told, words) },
    ...line('not-reached', notReached(tellings, record, ctx)),
    ...line('reached', those('reached')),
    ...line('under-way', those('under-way')),
  ];
};

/** More than the card names: the list has them all. */
export const toldButton = (tellings: Tellings | undefined, ref: string, words: Words): ButtonData[] =>
  tellings && tellings.all.length > mostNamed
    ? [{ title: words('tellings.button'), press: { do: 'more', word: 'told', ref } }]
    : [];

const when = (at: string | undefined, { policy }: Pick<Context, 'policy'>): string =>
  at ? sayWhen(at, policy) : '';

const detailOf = (telling: Telling, { words, ctx }: Shown): string => {
  const answered = telling.answer;
  const said = answered ? words(`${telling.dialog}.actions.${actionOf[answered.code] ?? 'stopped'}`) : '';
  const at = {
    answered: answered?.at,
    reached: telling.reachedAt,
    'under-way': telling.sentAt,
    'not-reached': '',
  };
  const state = stateOf(telling);
  return words(`tellings.state.${state}`, { when: when(at[state], ctx), answer: said });
};

/** What they answered is what they pressed. */
const actionOf: Readonly<Record<string, string>> = {
  stopped: 'stopped',
  nothing: 'nothing',
  continuing: 'goOn',
};

/** Everybody who was told, a page at a time. */
export const toldReply = (
  ref: string,
  all: readonly Telling[],
  next: string | undefined,
  shown: Shown,
): Reply => {
  const { words, ctx } = shown;
  return {
    card: 'list',
    data: {
      title: words('tellings.list.title', { ref }),
      lead: [words(all.length > 0 ? 'tellings.list.lead' : 'tellings.list.none')],
      items: all.map((telling) => ({
        title: nameOf(telling, ctx),
        detail: detailOf(telling, shown),
        button: { title: words('lists.open'), press: { do: 'open', ref } },
      })),
      buttons: [
        ...(next ? [moreButton(words, 'lists.more', { word: 'told', ref, value: next })] : []),
        { title: words('copy.back'), press: { do: 'open' as const, ref } },
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
