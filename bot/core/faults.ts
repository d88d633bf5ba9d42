import type { Context } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogs } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { type Draft, type Run, runOf, withAnswers } from './drafts.ts';
import { hasCode } from './errors.ts';
import { shortReference } from './ids.ts';
import { keptChoices } from './kept-choices.ts';
import { carefulReply, tellingKinds } from './overheard.ts';
import type { Clock, Log } from './ports.ts';
import { command } from './present/buttons.ts';
import { messageReply } from './present/message.ts';
import { pageReply } from './present/page.ts';
import type { Reply } from './reply.ts';
import type { Route } from './routing.ts';
import type { Scene } from './scene.ts';
import type { Press, Turn } from './turn.ts';

/** What people see when something fails. Nothing typed is lost, and danger never waits for a store. */

type Core = { policy: PolicyPack; words: Words; route: Route; clock: Clock; log: Log };

const blankContext = (core: Core, turn: Turn): Context => ({
  person: { id: '', name: '', agency: '', roles: [] },
  now: core.clock(),
  policy: core.policy,
  via: { platform: turn.place.address.channel, channelKind: turn.place.kind },
  reference: '',
});

/** The card that was pressed, with what was written in it. It needs no store: the press and the answers say it all. */
const sameCard = (
  core: Core,
  turn: Turn,
  press: Press,
  answers: Readonly<Record<string, unknown>>,
  how: Reply['how'],
  alert: string,
): Reply | undefined => {
  const dialog = dialogs[press.dialog ?? ''];
  const ctx = blankContext(core, turn);
  const blank: Draft = {
    ref: press.ref ?? '',
    dialog: press.dialog ?? '',
    ...(press.action ? { action: press.action } : {}),
    version: dialog?.version ?? 0,
    owner: '',
    seq: press.seq ?? 0,
    given: {},
    startedAt: ctx.now.toISOString(),
  };
  const found = dialog && runOf(blank);
  const page = found && pageFor(found, press.page, answers);
  if (!found || !page || !core.words.has(`${found.words}.pages.${page.page}.title`)) return undefined;
  const questions = keptChoices(found.form.questions, answers, core.words);
  const run = { ...found, form: { ...found.form, questions } };
  const draft = withAnswers(blank, answers, run, ctx.now, 'skip');
  return pageReply(page, [], {}, { words: core.words, ctx, run, draft, how, alert });
};

const pageFor = (run: Run, name: string | undefined, answers: Readonly<Record<string, unknown>>) => {
  const ask = Object.keys(answers).filter((question) => Object.hasOwn(run.form.questions, question));
  return name && ask.length > 0
    ? { page: name, ask, contacts: run.dialog.name === 'urgent' && !run.action }
    : undefined;
};

/** The urgent lane opens even while the store is away: its card is made from the policy pack, and kept when handed in. */
const urgentAnyway = (core: Core, turn: Turn): Reply | undefined => {
  const dialog = dialogs.urgent;
  if (!dialog) return undefined;
  const asked = Object.fromEntries(Object.keys(dialog.questions).map((name) => [name, '']));
  const press = {
    do: 'answer' as const,
    ref: shortReference(turn.id, 'urgent'),
    dialog: 'urgent',
    page: 'now',
    seq: 0,
  };
  return sameCard(core, turn, press, asked, 'new', core.words('faults.urgent-anyway'));
};

export const unkept = (core: Core, turn: Turn, error: unknown): Reply[] => {
  if (!hasCode(error, 'store-unavailable', 'conflict')) {
    return [messageReply(core.words, 'faults.broken', { tone: 'attention', audience: 'person' })];
  }
  const { act } = turn;
  const card =
    core.route(turn, turn.id).starts === 'urgent'
      ? urgentAnyway(core, turn)
      : act.kind === 'pressed' &&
        sameCard(core, turn, act.press, act.answers, 'replace', core.words('faults.not-saved.lead'));
  if (card) return [card];
  return [messageReply(core.words, 'faults.not-saved', { tone: 'attention', audience: 'person' })];
};

/** Something identifying was typed where others read along: a private word to its author. */
export const privately = (turn: Turn, scene: Scene): Reply[] => {
  if (turn.place.kind !== 'shared' || turn.act.kind !== 'typed') return [];
  const kinds = tellingKinds(turn.act.text, scene.now.getUTCFullYear());
  if (kinds.length === 0) return [];
  return [carefulReply(kinds, turn, { words: scene.words, policy: scene.context('').policy })];
};

/** Nobody waits for an answer to these, and one word is enough for all of them. */
const unasked: readonly Turn['act']['kind'][] = ['typed', 'opened-home', 'installed'];

/**
 * Too much at once: the card stays with what was written in it, and says so. Any other press is answered too, each time:
 * a form that closes without a word looks as if it had been kept.
 */
export const slowDown = (core: Core, turn: Turn, seconds: number, first: boolean): Reply[] => {
  const { act } = turn;
  const params = { seconds: String(seconds) };
  const lead = core.words('faults.limited.lead', params);
  const card =
    act.kind === 'pressed' ? sameCard(core, turn, act.press, act.answers, 'replace', lead) : undefined;
  if (card) return [card];
  if (!first && unasked.includes(act.kind)) return [];
  const buttons = [command(core.words, 'urgent')];
  return [
    messageReply(core.words, 'faults.limited', {
      params,
      tone: 'attention',
      audience: 'person',
      buttons,
    }),
  ];
};
