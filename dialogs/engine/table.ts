/**
 * A decision table: rows of questions, and from each row the ways on, as data. The first way whose rule holds is taken.
 * The same table is walked to decide, to explain what was decided, and to draw the map.
 */

export type Give = {
  outcome: string;
  reason: string;
  /** What an earlier recommendation to share meets: it ends there, or less goes. */
  as?: 'stop' | 'narrow';
};

export type Way<Rule extends string, Row extends string> = {
  when: Rule;
  to: Row | 'end';
  /** The recommendation this way leads to. `to` says what may still stop or narrow it. */
  give?: Give;
  /** Reason codes to keep beside it. */
  note?: readonly string[];
};

export type Row<Rule extends string, Name extends string, Question extends string> = {
  asks: readonly Question[];
  /** Reason codes to keep, whatever way is taken: each whose rule holds. */
  notes?: readonly { when: Rule; note: string }[];
  ways: readonly Way<Rule, Name>[];
};

export type Table<Rule extends string, Name extends string, Question extends string> = Readonly<
  Record<Name, Row<Rule, Name, Question>>
>;

/** What the walk has found so far. */
export type Found = {
  recommendation?: { outcome: string; reasons: readonly string[] };
  notes: readonly string[];
};

export type Passed<Name extends string> = { row: Name; when: string; to: Name | 'end' };

export type Walked<Name extends string, Question extends string> = Found & {
  path: readonly Passed<Name>[];
  /** The question that has no answer yet, with its row; absent at the end. */
  open?: { row: Name; question: Question };
};

export type Walk<Rule extends string, Name extends string, Question extends string> = {
  table: Table<Rule, Name, Question>;
  start: Name;
  /** Whether a question must be answered here before the row can be decided. */
  missing(question: Question, found: Found): boolean;
  holds(rule: Rule, found: Found): boolean;
  /** Puts a new recommendation beside the one there is. */
  settle(give: Give, found: Found): Found;
};

const noted = <Rule extends string>(
  notes: readonly { when: Rule; note: string }[],
  holds: (rule: Rule) => boolean,
): string[] => notes.filter(({ when }) => holds(when)).map(({ note }) => note);

const take = <Rule extends string, Name extends string, Question extends string>(
  { settle }: Walk<Rule, Name, Question>,
  way: Way<Rule, Name>,
  found: Found,
): Found => {
  const next = { ...found, notes: [...found.notes, ...(way.note ?? [])] };
  return way.give ? settle(way.give, next) : next;
};

export const walk = <Rule extends string, Name extends string, Question extends string>(
  plan: Walk<Rule, Name, Question>,
  before: Found = { notes: [] },
  passed: readonly Passed<Name>[] = [],
): Walked<Name, Question> => {
  let found = before;
  let at: Name | 'end' = plan.start;
  const path: Passed<Name>[] = [...passed];
  while (at !== 'end') {
    const name: Name = at;
    if (path.filter(({ row }) => row === name).length > 1) throw new Error(`row ${name} leads to itself`);
    const row: Row<Rule, Name, Question> = plan.table[name];
    const question = row.asks.find((asked) => plan.missing(asked, found));
    if (question) return { ...found, path, open: { row: name, question } };
    const here = found;
    found = { ...here, notes: [...here.notes, ...noted(row.notes ?? [], (rule) => plan.holds(rule, here))] };
    const way: Way<Rule, Name> | undefined = row.ways.find(({ when }) => plan.holds(when, here));
    if (!way) throw new Error(`row ${name} has no way on`);
    found = take(plan, way, found);
    path.push({ row: name, when: way.when, to: way.to });
    at = way.to;
  }
  return { ...found, path };
};
