import { type RowName, table } from '../../dialogs/decision/table.ts';
import decisionWords from '../../dialogs/decision/words.en-GB.json' with { type: 'json' };
import { createWords } from '../../dialogs/words.ts';
import coreWords from '../core/words.en-GB.json' with { type: 'json' };

/** The decision table as a reader meets it: numbered steps in stages, each with its ways on, in words. */

export type Kind = 'share' | 'ask' | 'no' | 'elsewhere';
export type Outcome = { code: string; title: string; kind: Kind };
export type Target = { name: string; number: number } | 'end';
export type MapWay = { rule: string; outcome?: Outcome; to: Target };
/** `asks` is false where the step is worked out from what was said before. */
export type MapStep = { name: string; number: number; title: string; asks: boolean; ways: readonly MapWay[] };
export type Stage = { name: string; title: string; lead: string; steps: readonly MapStep[] };

/** The words of the map and of the decision, without the rest of the bot: the picture is drawn by the build. */
export const words = createWords({ map: coreWords.map, decision: decisionWords });

const kinds: Readonly<Record<string, Kind>> = {
  SHARE: 'share',
  SHARE_LIMITED: 'share',
  SHARE_DEPERSONALISED: 'share',
  SEEK_CONSENT: 'ask',
  SEEK_ORIGINATOR: 'ask',
  SEEK_ADVICE: 'ask',
  ESCALATE: 'ask',
  REFER_CAG: 'ask',
  DO_NOT_SHARE: 'no',
  REDIRECT_SAR: 'elsewhere',
  REDIRECT_FOI: 'elsewhere',
  REDIRECT_AGREEMENT: 'elsewhere',
};

/** The row that each stage begins with; the rows after it belong to it, in the order of the table. */
const starts: Readonly<Partial<Record<RowName, string>>> = {
  T0: 'first',
  Q1: 'about',
  Q4: 'lets',
  Q5c: 'weigh',
  RS: 'close',
};

export const stageNames: readonly string[] = Object.values(starts);

const rows = Object.keys(table) as RowName[];

const target = (row: RowName | 'end'): Target =>
  row === 'end' ? 'end' : { name: row, number: rows.indexOf(row) + 1 };

const outcomeOf = (code: string): Outcome => {
  const kind = kinds[code];
  if (!kind) throw new Error(`the map has no kind for the outcome ${code}`);
  return { code, kind, title: words(`decision.outcomes.${code}.title`) };
};

/** A single way needs no condition. */
const ruleOf = (row: RowName, rule: string): string =>
  words(table[row].ways.length === 1 ? 'map.only' : `decision.rules.${rule}`);

const stepOf = (row: RowName): MapStep => ({
  name: row,
  number: rows.indexOf(row) + 1,
  title: words(`decision.rows.${row}`),
  asks: table[row].asks.length > 0,
  ways: table[row].ways.map(({ when, to, give }) => ({
    rule: ruleOf(row, when),
    ...(give ? { outcome: outcomeOf(give.outcome) } : {}),
    to: target(to),
  })),
});

export const stages = (): Stage[] => {
  const made: { name: string; steps: MapStep[] }[] = [];
  for (const row of rows) {
    const name = starts[row];
    if (name) made.push({ name, steps: [] });
    made.at(-1)?.steps.push(stepOf(row));
  }
  return made.map(({ name, steps }) => ({
    name,
    steps,
    title: words(`map.stages.${name}.title`),
    lead: words(`map.stages.${name}.lead`),
  }));
};
