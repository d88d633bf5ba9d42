import type { Effect, RecordBody } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type AnyDialog, restsOf } from '../../dialogs/registry.ts';
import { retained } from '../../dialogs/retention/rules.ts';
import type { Stored } from './ports.ts';
import type { KeptRecord } from './records.ts';

/** Who keeps it, when, and what made them: a turn or a deadline. */
export type Keeper = {
  now: Date;
  by: string;
  who: string;
  cause: string;
  agency?: string;
  /** What says how long it is kept; without it, that stays as it is. */
  policy?: PolicyPack;
};

const withoutVersions = ({ versions: _, ...record }: KeptRecord): RecordBody => record;

/** What is kept of it: as its schema has it, for as long as the policy pack says. */
export const bodyOf = (
  dialog: AnyDialog,
  { record }: Effect<RecordBody>,
  { now, policy }: Keeper,
  stored: Stored<KeptRecord> | undefined,
): RecordBody => {
  const body = dialog.schema.parse(stored ? withoutVersions(record as KeptRecord) : record);
  return policy ? retained(body, stored?.body, restsOf(dialog), { now, policy }) : body;
};
