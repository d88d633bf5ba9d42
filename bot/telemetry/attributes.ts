import { dialogs } from '../../dialogs/registry.ts';
import { events } from '../core/events.ts';

/**
 * Everything that may leave with a trace or a metric, and what it may say. Nothing else does: an attribute that is not in
 * this table, or says what the table does not foresee, is left out. No person, place, reference or text has an entry.
 */
type Fits = (value: string | number) => boolean;

const oneOf = (values: readonly string[]): Fits => {
  const known = new Set(values);
  return (value) => known.has(String(value));
};
const like =
  (pattern: RegExp): Fits =>
  (value) =>
    pattern.test(String(value));

const code = like(/^[a-z][a-z0-9-]{0,30}$/);

const acts = [
  ...['typed', 'pressed', 'unknown-press', 'opened-home', 'installed'],
  ...['checked', 'asks-hub', 'overheard', 'strayed'],
];

const table: Readonly<Record<string, Fits>> = {
  'sharewell.channel': oneOf(['teams', 'slack']),
  'sharewell.act': oneOf(acts),
  'sharewell.dialog': oneOf(Object.keys(dialogs)),
  'sharewell.outcome': code,
  'sharewell.operation': oneOf(['read', 'commit', 'list', 'take', 'settle', 'dead']),
  'sharewell.call': like(/^(teams|slack)\.[A-Za-z][A-Za-z_.]{1,40}$/),
  'sharewell.queue': oneOf(['notices', 'deadlines']),
  'sharewell.event': oneOf(Object.keys(events)),
  'sharewell.code': code,
  'http.route': oneOf(['/api/messages', '/slack/events']),
  'http.response.status_code': like(/^[1-5]\d\d$/),
};

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export const permitted = (given: Attributes): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value !== undefined && Object.hasOwn(table, name) && table[name]?.(value) ? [[name, value]] : [],
    ),
  );
