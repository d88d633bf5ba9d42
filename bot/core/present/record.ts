import { type IdentifierKind, spotIdentifiers } from '../../../dialogs/engine/identifiers.ts';
import { sayCitations } from '../../../dialogs/engine/say.ts';
import type { Citation, Context, RecordBody, View } from '../../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import { belongs, mayAct } from '../access.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import { adviceFacts, backButton, followButton } from './advice.ts';
import { factOf } from './brief.ts';
import { type ButtonData, command, urgentFrom } from './buttons.ts';
import { copyButton } from './copy.ts';
import { needsReview, retentionButton, retentionFacts } from './retention.ts';
import { nameOf, notReached, type Tellings, tellingFacts, toldButton } from './tellings.ts';

const kindsIn = (texts: readonly string[], year: number): IdentifierKind[] => [
  ...new Set(texts.flatMap((text) => spotIdentifiers(text, year))),
];

/** What to put right: details that identify someone, in words that name the kinds and never repeat them. */
export const warnings = (record: KeptRecord, dialog: AnyDialog, words: Words, now: Date): string[] => {
  const { answers = [] } = record as KeptRecord & { answers?: readonly { row: string; value: unknown }[] };
  const typed = answers.flatMap(({ row, value }) =>
    dialog.questions[row.split('.')[1] ?? '']?.spot && typeof value === 'string' ? [value] : [],
  );
  const kinds = kindsIn(typed, now.getUTCFullYear());
  if (kinds.length === 0) return [];
  const said = kinds.map((kind) => words(`identifiers.kinds.${kind}`)).join(', ');
  return [words('identifiers.warning', { kinds: said })];
};

const citationsOf = (record: RecordBody): readonly Citation[] =>
  (record as { recommendation?: { citations: readonly Citation[] } }).recommendation?.citations ?? [];

export const actionButtons = (
  actions: View['actions'],
  record: KeptRecord,
  dialog: AnyDialog,
  ctx: Context,
  words: Words,
): ButtonData[] =>
  actions
    .filter((name) => mayAct(ctx.person, dialog.lifecycle.actions[name]?.by ?? [], belongs(record)))
    .map((name) => ({
      title: words(`${dialog.name}.actions.${name}`),
      press: { do: 'act', ref: record.reference, action: name, seq: record.versions.length },
      style: 'positive',
    }));

/** More than there is room for: the first of them, and a way to all. */
const withMore = (acts: readonly ButtonData[], most: number, ref: string, words: Words): ButtonData[] =>
  acts.length > most
    ? [...acts.slice(0, most - 1), { title: words('record.more'), press: { do: 'more', word: 'acts', ref } }]
    : [...acts];

type Shown = {
  words: Words;
  ctx: Context;
  how: Reply['how'];
  alert?: string;
  /** Of records that other agencies are told of: whom that reached. */
  tellings?: Tellings;
};

/** What may be begun from here, with what is known already. */
const beginButtons = (
  { begins = [] }: View,
  record: KeptRecord,
  dialog: AnyDialog,
  words: Words,
): ButtonData[] =>
  begins.map(({ dialog: name, from = record.reference }) => ({
    title: words(`${dialog.name}.begins.${name}`, { ref: from }),
    press: { do: 'command', word: name, ref: from },
    style: 'positive',
  }));

/** A card holds five buttons: what to do with it now, a copy and one's own list where there is room, and danger. */
const mostOwn = 3;
const mostAnswers = 4;

/** What it is about, one press away. */
const besideOf = ({ about }: View, words: Words): ButtonData[] =>
  about ? [{ title: words('record.about', { ref: about }), press: { do: 'open', ref: about } }] : [];

const buttonsOf = (
  view: View,
  record: KeptRecord,
  dialog: AnyDialog,
  { words, ctx, tellings }: Shown,
): ButtonData[] => {
  const acts = actionButtons(view.actions, record, dialog, ctx, words);
  const keeping = retentionButton(record, dialog, { words, ctx });
  const first = needsReview(record, ctx);
  const own = [
    ...(first ? keeping : []),
    ...toldButton(tellings, record.reference, words),
    ...withMore(acts, view.about ? mostAnswers : mostOwn, record.reference, words),
    ...followButton(ctx, words),
    ...(view.back ? [backButton(view.back, words)] : []),
    ...beginButtons(view, record, dialog, words),
    ...(first ? [] : keeping),
  ].slice(0, view.about ? mostAnswers : mostOwn);
  return [
    ...own,
    // Nothing of it belongs in a case file.
    ...(dialog.apart || own.length >= mostAnswers ? [] : [copyButton(words, record.reference)]),
    ...(own.length < mostOwn ? [command(words, dialog.apart ? 'waiting' : 'my-records')] : []),
    urgentFrom(words, dialog, record.reference),
  ];
};

/** Everything that this person can do with it now, the next step first. */
export const actsReply = (
  record: KeptRecord,
  dialog: AnyDialog,
  { words, ctx }: Pick<Shown, 'words' | 'ctx'>,
): Reply => {
  const { reference: ref } = record;
  const buttons = actionButtons(dialog.show(record, ctx).actions, record, dialog, ctx, words);
  return {
    card: 'answer',
    data: {
      title: words('record.acts', { ref }),
      groups: [{ title: words(buttons.length > 0 ? 'record.can' : 'record.cannot'), buttons }],
      buttons: [
        { title: words('record.about', { ref }), press: { do: 'open', ref } },
        urgentFrom(words, dialog, ref),
      ],
    },
    summary: words('engine.summary.record', { ref }),
    how: 'replace',
    audience: 'person',
  };
};

const adviceOn = ({ advice = [] }: RecordBody, words: Words) =>
  advice.length > 0 ? [{ title: words('record.advice'), typed: advice.join(', ') }] : [];

export const recordReply = (
  record: KeptRecord,
  dialog: AnyDialog,
  { words, ctx, how, alert, ...shown }: Shown,
): Reply => {
  // Others hear of it too, and say on it what they have to say.
  const tellings = dialog.tells ? shown.tellings : undefined;
  const ring = tellings ? notReached(tellings, record, ctx).map((one) => nameOf(one, ctx)) : [];
  const view = dialog.show(record, { ...ctx, notReached: ring });
  const sources = sayCitations(citationsOf(record), ctx.policy);
  return {
    card: 'record',
    data: {
      title: words('record.title', { ref: record.reference }),
      status: words(view.status.key, view.status.params),
      warnings: [
        ...(alert ? [alert] : []),
        ...(ring.length > 0 ? [words('tellings.ring')] : []),
        ...warnings(record, dialog, words, ctx.now),
      ],
      lead: view.lead.map((said) => words(said.key, said.params)),
      facts: [
        ...tellingFacts(tellings, record, { words, ctx }),
        ...view.facts.map(factOf(words)),
        ...adviceOn(record, words),
        ...adviceFacts(ctx, words),
        ...retentionFacts(record, { words, ctx }),
      ],
      ...(sources.length > 0
        ? {
            sources: {
              title: words('engine.sources'),
              text: [
                words('common.sources', { why: '', sources: sources.join('; ') }).trim(),
                words('documents.hint'),
              ].join(' '),
            },
          }
        : {}),
      beside: besideOf(view, words),
      buttons: buttonsOf(view, record, dialog, { words, ctx, how, ...(tellings ? { tellings } : {}) }),
    },
    summary: words('engine.summary.record', { ref: record.reference }),
    how,
    audience: 'person',
  };
};
