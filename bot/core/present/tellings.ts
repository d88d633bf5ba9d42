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
type Told = {
  toTell?: readonly { id?: string; name: string }[];
  toldByHand?: readonly { name: string; at: string }[];
};

/** Whose turn is still to come has not been told of the last change, whatever they were told before. */
const lastTold = ({ all }: Tellings, record: RecordBody): readonly Telling[] => {
  const { toTell = [] } = record as RecordBody & Told;
  const waiting = new Set(toTell.map(({ id }) => id));
  return all.filter(({ partner }) => !waiting.has(partner));
};

export type TellingState = 'answered' | 'reached' | 'under-way' | 'not-reached';

export const stateOf = ({ answer, reachedAt, failure }: Telling): TellingState => {
  if (answer) return 'answered';
  if (reachedAt) return 'reached';
  return failure ? 'not-reached' : 'under-way';
};

export const nameOf = ({ partner }: Pick<Telling, 'partner'>, { policy }: Pick<Context, 'policy'>): string =>
  policy.partners[partner]?.title ?? partner;

const mostNamed = 12;

const named = (all: readonly string[], words: Words): string => {
  const rest = all.length - mostNamed;
  return [...all.slice(0, mostNamed), ...(rest > 0 ? [words('tellings.and-more', { n: rest })] : [])].join(
    '; ',
  );
};

type Shown = { words: Words; ctx: Context };

const countsOf = (tellings: Tellings, record: RecordBody, words: Words): string => {
  const { toTell = [] } = record as RecordBody & Told;
  const all = lastTold(tellings, record);
  const count = (...states: TellingState[]) => all.filter((one) => states.includes(stateOf(one))).length;
  return words(tellings.more ? 'tellings.counts-more' : 'tellings.counts', {
    all: all.length + toTell.length,
    reached: count('reached', 'answered'),
    answered: count('answered'),
  });
};

/** Whom no message reached and nobody has told since. */
export const notReached = (
  tellings: Tellings,
  record: RecordBody,
  ctx: Pick<Context, 'policy'>,
): Telling[] => {
  const { toldByHand = [] } = record as RecordBody & Told;
  return lastTold(tellings, record).filter(
    (one) =>
      stateOf(one) === 'not-reached' &&
      !toldByHand.some(({ name, at }) => name === nameOf(one, ctx) && at >= one.sentAt),
  );
};

/** Whom nothing reached comes first: somebody has to ring them. */
export const tellingFacts = (tellings: Tellings | undefined, record: RecordBody, { words, ctx }: Shown) => {
  if (!tellings || tellings.all.length === 0) return [];
  const { toTell = [] } = record as RecordBody & Told;
  const line = (state: TellingState, found: readonly Telling[], more: readonly { name: string }[] = []) => {
    const names = [...found.map((one) => nameOf(one, ctx)), ...more.map(({ name }) => name)];
    return names.length > 0 ? [{ title: words(`tellings.${state}`), typed: named(names, words) }] : [];
  };
  const all = lastTold(tellings, record);
  const those = (state: TellingState) => all.filter((one) => stateOf(one) === state);
  return [
    { title: words('tellings.told'), words: countsOf(tellings, record, words) },
    ...line('not-reached', notReached(tellings, record, ctx)),
    ...line('reached', those('reached')),
    ...line('under-way', those('under-way'), toTell),
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
  heard: 'heardIt',
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
