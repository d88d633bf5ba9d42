import { escapeText } from '../../../cards/text.ts';
import { sayDate, sayWhen } from '../../../dialogs/engine/say.ts';
import type { Context, Retention } from '../../../dialogs/engine/types.ts';
import {
  type AnyDialog,
  actionOf,
  dialogOf,
  dialogs,
  isReviewed,
  restsOf,
} from '../../../dialogs/registry.ts';
import { retentionActs } from '../../../dialogs/retention/actions.ts';
import { isDue, isOver, ruleFor, staysFor } from '../../../dialogs/retention/rules.ts';
import type { Words } from '../../../dialogs/words.ts';
import { belongs, mayAct } from '../access.ts';
import { isOpenFor } from '../drafts.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import type { Stub } from '../stubs.ts';
import { type ButtonData, urgentButton } from './buttons.ts';
import { messageReply } from './message.ts';

/** How long a record is kept, why it may not go, and what can be done about it. */

type Shown = { words: Words; ctx: Context; alert?: string; how?: Reply['how'] };

const stateOf = ({ retention, type }: KeptRecord, due: boolean, { policy }: Context): string => {
  const { hold, agreed, archived, asked } = retention;
  if (hold) return 'held';
  if (agreed) return 'agreed';
  if (asked) return 'asked';
  if (archived) return 'archived';
  if (due) return 'due';
  return ruleFor(type, policy).purge === 'auto' && !retention.basis ? 'auto' : 'kept';
};

const goesOn = ({ retention: { agreed } }: KeptRecord, { policy }: Context): string => {
  const at = Date.parse(agreed?.at ?? '') + policy.retention.graceDays * 86_400_000;
  return sayDate(new Date(at).toISOString().slice(0, 10));
};

const staysLead = (record: KeptRecord, dialog: AnyDialog, { words, ctx }: Shown): string[] => {
  const stays = staysFor(record, restsOf(dialog), ctx.openLinks ?? [], ctx);
  if (!stays || stays.why === 'held' || stays.why === 'archived') return [];
  const params = {
    ...(stays.why === 'wide' ? { title: escapeText(stays.title) } : {}),
    ...(stays.why === 'linked' ? { refs: stays.refs.join(', ') } : {}),
  };
  return [words(`retention.stays.${stays.why}`, params)];
};

type StepName = 'held' | 'asked' | 'agreed' | 'archived';

/** What was done, by whom, and why: as it was typed. */
const stepFacts = (retention: Retention, { words, ctx }: Shown) =>
  (['held', 'asked', 'agreed', 'archived'] as const).flatMap((name: StepName) => {
    const step = retention[name];
    if (!step) return [];
    const by = words('retention.by', { when: sayWhen(step.at, ctx.policy), id: step.by.id });
    return [
      { title: words(`retention.facts.${name}`), words: by },
      { title: words('retention.facts.why'), typed: step.why },
    ];
  });

const factsOf = ({ retention }: KeptRecord, shown: Shown) => {
  const { words } = shown;
  const { reviewOn, rule, basis, holdReason } = retention;
  return [
    ...(retention.archived ? [] : [{ title: words('retention.facts.until'), words: sayDate(reviewOn) }]),
    { title: words('retention.facts.rule'), typed: rule },
    ...(basis ? [{ title: words('retention.facts.basis'), words: words(`retention.bases.${basis}`) }] : []),
    ...(holdReason
      ? [{ title: words('retention.facts.hold'), words: words(`retention.grounds.${holdReason}`) }]
      : []),
    ...stepFacts(retention, shown),
  ];
};

const buttonsOf = (record: KeptRecord, dialog: AnyDialog, { words, ctx }: Shown): ButtonData[] =>
  retentionActs.flatMap((name) => {
    const action = actionOf(dialog, name);
    if (!action || !mayAct(ctx.person, action.by, belongs(record)) || !isOpenFor(action, record, ctx))
      return [];
    const press = { do: 'act' as const, ref: record.reference, action: name, seq: record.versions.length };
    return [{ title: words(`retention.actions.${name}`), press }];
  });

const mostButtons = 4;

export const retentionReply = (record: KeptRecord, dialog: AnyDialog, shown: Shown): Reply => {
  const { words, ctx, alert, how = 'replace' } = shown;
  const { reference: ref } = record;
  const state = stateOf(record, isDue(record, ctx), ctx);
  const date = state === 'agreed' ? goesOn(record, ctx) : sayDate(record.retention.reviewOn);
  return {
    card: 'record',
    data: {
      title: words('retention.title', { ref }),
      status: words(`retention.status.${state}`, { date }),
      warnings: alert ? [alert] : [],
      lead: [
        ...(words.has(`retention.lead.${state}`) ? [words(`retention.lead.${state}`, { date })] : []),
        ...staysLead(record, dialog, shown),
        ...(state === 'asked' || state === 'agreed' ? [words('retention.lead.stays')] : []),
      ],
      facts: factsOf(record, shown),
      beside: [{ title: words('record.about', { ref }), press: { do: 'open', ref } }],
      buttons: [...buttonsOf(record, dialog, shown).slice(0, mostButtons), urgentButton(words)],
    },
    summary: words('engine.summary.record', { ref }),
    how,
    audience: 'person',
  };
};

/** On the record's own card, where its keeping is out of the ordinary. */
export const retentionFacts = (record: KeptRecord, { words, ctx }: Pick<Shown, 'words' | 'ctx'>) => {
  const state = stateOf(record, isDue(record, ctx), ctx);
  if (state === 'kept' || state === 'auto') return [];
  const params = { date: sayDate(record.retention.reviewOn) };
  return [{ title: words('retention.facts.state'), words: words(`retention.status.${state}`, params) }];
};

/** The way there from the record's own card: always for who answers for records, for its owner once something is due. */
export const retentionButton = (
  record: KeptRecord,
  dialog: AnyDialog,
  { words, ctx }: Pick<Shown, 'words' | 'ctx'>,
): ButtonData[] => {
  if (!isReviewed(dialog)) return [];
  const thing = belongs(record);
  const { asked, agreed, hold } = record.retention;
  const news = asked !== undefined || agreed !== undefined || hold || isDue(record, ctx);
  const sees = mayAct(ctx.person, ['keeper'], thing) || (news && mayAct(ctx.person, ['owner'], thing));
  return sees
    ? [
        {
          title: words('retention.open'),
          press: { do: 'more', word: 'retention', ref: record.reference },
        },
      ]
    : [];
};

/** Whether it needs somebody's eye now: then the way there comes first. */
export const needsReview = (record: KeptRecord, ctx: Context): boolean =>
  (record.retention.asked !== undefined && !record.retention.hold) ||
  (isDue(record, ctx) && !isOver(record, ctx));

/** What is left of a record that was destroyed. */
export const stubReply = (stub: Stub, { words }: Pick<Shown, 'words'>): Reply => {
  // Two kinds may share a letter.
  const dialog = dialogs[stub.type] ?? dialogOf({ reference: stub.ref });
  const params = {
    ref: stub.ref,
    kind: dialog ? words(`${dialog.name}.kept`) : words('retention.unknown-kind'),
    made: sayDate(stub.date.slice(0, 10)),
    date: sayDate(stub.purgedAt.slice(0, 10)),
    rule: escapeText(stub.rule),
  };
  return messageReply(words, 'retention.gone', { params, audience: 'person' });
};
