import type { Also, Context, Effect, RecordBody } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { enrolChanges } from './enrolling.ts';
import { referenceIn } from './hubs.ts';
import { shortReference } from './ids.ts';
import type { Keeper } from './keeper.ts';
import type { Person } from './people.ts';
import type { Change, Stored } from './ports.ts';
import { type KeptRecord, keep } from './records.ts';

/** Keeping a record with all that it does to other records of the agency, in one batch. */

/** The reference of a record that is made beside another: the same for every try of one turn. */
export const referenceFor = (dialog: string, seed: string, partition = ''): string =>
  `${dialogs[dialog]?.prefix}-${referenceIn(partition, shortReference(seed, dialog))}`;

type With = {
  ctx: Context;
  cause: string;
  found?: readonly Stored<KeptRecord>[];
  people?: readonly Stored<Person>[];
};

export const keeper = (ctx: Context, cause: string): Keeper => ({
  now: ctx.now,
  by: ctx.person.id,
  who: ctx.person.name,
  agency: ctx.person.agency,
  policy: ctx.policy,
  cause,
});

const onOther = (
  also: Also,
  dialog: AnyDialog,
  stored: Stored<KeptRecord>,
  { ctx, cause }: With,
): Change[] => {
  const action = dialog.lifecycle.actions[also.action ?? ''];
  if (!action?.from.includes(stored.body.status) || action.when?.(stored.body, ctx) === false) return [];
  const effect = action.apply(stored.body, also.input, { ...ctx, reference: stored.id });
  return keep(dialog, effect, keeper(ctx, cause), stored).changes;
};

const others = (also: Also, given: With): Change[] => {
  const dialog = dialogs[also.dialog] as AnyDialog;
  const { ctx, cause, found = [] } = given;
  const { ref } = also;
  if (ref) {
    const stored = found.find(({ id }) => id === ref);
    return stored ? onOther(also, dialog, stored, given) : [];
  }
  const reference = ctx.another?.(also.dialog) ?? '';
  const effect = dialog.takes?.(also.input, { ...ctx, reference });
  return effect ? keep(dialog, effect, keeper(ctx, cause)).changes : [];
};

export const alsoChanges = (also: readonly Also[], given: With): Change[] =>
  also.flatMap((one) => others(one, given));

export const keepAll = (
  dialog: AnyDialog,
  effect: Effect<RecordBody>,
  given: With,
  stored?: Stored<KeptRecord>,
): { changes: Change[]; record: KeptRecord } => {
  const kept = keep(dialog, effect, keeper(given.ctx, given.cause), stored);
  const also = alsoChanges(effect.also ?? [], given);
  const enrolled = effect.enrols ? enrolChanges(effect.enrols, given.people ?? [], given.ctx) : [];
  return { changes: [...kept.changes, ...also, ...enrolled], record: kept.record };
};
