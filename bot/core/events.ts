/**
 * Everything the service says about itself: `subject.what-happened`, how grave it is, and which fields may come with it.
 * A field that is not here does not compile, and is not written. Values are codes, counts and references, never what
 * people wrote and never who they are. Alarms and dashboards are made of these names: change none lightly.
 */
export type Level = 'debug' | 'info' | 'warn' | 'error';

const of =
  <L extends Level>(level: L) =>
  <const F extends readonly string[]>(...fields: F) => ({ level, fields });
const [debug, info, warn, error] = [of('debug'), of('info'), of('warn'), of('error')];

export const events = {
  'service.started': info('port', 'local', 'store'),
  'service.stopping': info('seconds'),
  'service.stopped': info(),
  'service.stop-forced': error(),
  'service.not-ready': warn('reasons'),
  'service.ready': info(),
  'sdk.wrote': debug('method'),
  'http.refused': info('route', 'status'),
  'http.limited': warn('route'),
  'http.failed': error('route', 'status', 'code'),
  'turn.failed': error('code', 'act'),
  'turn.limited': warn('channel', 'whose'),
  'overheard.failed': warn('code'),
  'person.address-not-kept': warn('code'),
  'store.opened': info('consistency'),
  'store.charge': debug('op', 'ru'),
  'worker.failed': error('worker', 'code'),
  'deadline.failed': error('code', 'attempts'),
  'notice.failed': warn('code', 'attempts'),
  'notice.unsettled': warn('code', 'ref'),
  'notice.nobody': warn('found'),
  'board.failed': warn('code', 'attempts'),
  'board.not-pinned': info('code'),
  'card.gone': info('channel'),
  'card.not-rewritten': warn('code', 'attempts'),
  'export.taken': info('ref', 'what'),
  'export.refused': warn('why'),
  'telemetry.failed': warn('signal', 'status'),
  'teams.refused': warn('status', 'reason'),
  'teams.turn-failed': error('kind'),
  'teams.reply-failed': warn('code'),
  'teams.late-failed': error('code'),
  'teams.dialog-failed': error('code'),
  'teams.private-failed': warn('code'),
  'teams.rewrite-failed': warn('code'),
  'teams.rewrite-dropped': warn('waiting'),
  'teams.background-full': error('job'),
  'teams.card-too-large': error('card', 'bytes'),
  'slack.ready': info(),
  'slack.not-ready': warn('code'),
  'slack.failed': error('code'),
  'slack.unanswered': warn('code'),
  'slack.home-cut': info(),
  'slack.defect': error('method', 'reason', 'pointers'),
  'slack.installed': info('team'),
  'slack.sdk-warned': warn(),
  'slack.sdk-failed': error(),
} as const satisfies Readonly<Record<string, { level: Level; fields: readonly string[] }>>;

export type EventName = keyof typeof events;

type Value = string | number | boolean | undefined;
type NameIn<E extends EventName> = (typeof events)[E]['fields'][number];

export type Fields<E extends EventName> = Readonly<
  [NameIn<E>] extends [never] ? Record<string, never> : Partial<Record<NameIn<E>, Value>>
>;

/** Structured, and free of personal data: only codes, references, counts and durations. */
export type Log = <E extends EventName>(event: E, fields?: Fields<E>) => void;
