import { agencyName } from '../../../dialogs/dispute/parties.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import { outcomeKey, reasonKey } from '../../../dialogs/register-entry/dialog.ts';
import type { Words } from '../../../dialogs/words.ts';
import {
  type Count,
  type Filter,
  type FilterField,
  filterFields,
  type Group,
  groups,
  optionsFor,
  packFilter,
  type Trends,
} from '../central.ts';
import { centralFiles } from '../links.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { command, urgentButton } from './buttons.ts';
import { astrayReply, moreButton, rowsOf } from './list.ts';

/** The central register on cards: bars with their numbers, a list, and a card to choose what to see. */

type Says = { words: Words; policy: PolicyPack };

/** A code as people say it. */
export const sayCode = (group: Group | FilterField, code: string, { words, policy }: Says): string => {
  switch (group) {
    case 'pair':
      return code
        .split('+')
        .map((id) => agencyName(id, policy))
        .join(' – ');
    case 'agency':
    case 'with':
    case 'overturned':
      return agencyName(code, policy);
    case 'reason':
      return words(reasonKey(code));
    case 'stage':
      return words(`register-entry.stages.${code}`).replace(/\.$/, '');
    case 'outcome':
      return words(outcomeKey(code));
    case 'impact':
      return words(`dispute.result.questions.impact.options.${code}`);
    default:
      return words(`central.${group}.${code}`);
  }
};

const widest = 12;
const mostBars = 6;

/** Blocks of one width, each bar with its number: the picture says nothing that the number does not. */
const bar = (count: number, most: number): string =>
  '█'.repeat(Math.max(1, Math.round((count / most) * widest)));

const chartOf = (group: Group, counts: readonly Count[], says: Says): string[] => {
  const shown = counts.slice(0, mostBars);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  const lines = shown.map(({ code, count }) => `${bar(count, most)} ${count}  ${sayCode(group, code, says)}`);
  return lines.length === 0 ? [] : [[says.words(`central.groups.${group}`), ...lines].join('\n')];
};

export const sayFilter = (filter: Filter, says: Says): string => {
  const chosen = filterFields.flatMap((field) => {
    const code = filter[field];
    return code ? [sayCode(field, code, says)] : [];
  });
  return chosen.length > 0 ? chosen.join('; ') : says.words('central.everything');
};

export const sayAlerts = ({ alerts }: Trends, says: Says): string[] =>
  alerts.map(({ pair, reason, count }) =>
    says.words('central.alert', {
      pair: sayCode('pair', pair, says),
      reason: sayCode('reason', reason, says),
      count,
      days: says.policy.thresholds.repeats.days,
    }),
  );

const leadOf = (trends: Trends, filter: Filter, partly: boolean, says: Says): string[] => {
  const { words } = says;
  const shown = words('central.shown', { what: sayFilter(filter, says) });
  if (trends.all === 0) return [shown, words('central.none')];
  return [
    shown,
    ...sayAlerts(trends, says),
    words('central.count', { n: trends.all }),
    ...(partly ? [words('central.partly', { n: trends.all })] : []),
    ...(trends.medianDays === undefined ? [] : [words('central.median', { n: trends.medianDays })]),
  ];
};

/** The entries that an alert is about, so that what is planned stands with them. */
const alertButton = ({ alerts: [first] }: Trends, { words }: Says) => {
  if (!first) return [];
  const [agency = '', other = agency] = first.pair.split('+');
  const filter = { agency, with: other, reason: first.reason };
  return [moreButton(words, 'central.buttons.alert', { word: 'central-list', page: packFilter(filter) })];
};

export const trendsReply = (trends: Trends, filter: Filter, partly: boolean, says: Says): Reply => {
  const { words } = says;
  const page = packFilter(filter);
  const some = trends.all > 0;
  return {
    card: 'message',
    data: {
      title: words('central.title'),
      tone: trends.alerts.length > 0 ? 'warning' : 'plain',
      lead: leadOf(trends, filter, partly, says),
      copy: groups.flatMap((group) => chartOf(group, trends.groups[group], says)),
      buttons: [
        ...alertButton(trends, says),
        ...(some ? [moreButton(words, 'central.buttons.list', { word: 'central-list', page })] : []),
        moreButton(words, 'central.buttons.choose', { word: 'central-choose', page }),
        ...(some
          ? [
              {
                title: words('central.buttons.files'),
                press: { do: 'copy' as const, word: 'central', page },
              },
            ]
          : []),
        urgentButton(words),
      ],
    },
    summary: words('central.summary'),
    how: 'new',
    audience: 'person',
  };
};

export const centralListReply = (scene: Scene, filter: Filter): Reply => {
  const { words, listed, next, astray, context } = scene;
  if (astray) return astrayReply('central', words);
  const ctx = context('');
  const says = { words, policy: ctx.policy };
  const items = rowsOf(listed, words, ctx);
  const page = packFilter(filter);
  return {
    card: 'list',
    data: {
      title: words('central.title'),
      lead: [
        words('central.shown', { what: sayFilter(filter, says) }),
        words(items.length > 0 ? 'central.newest' : 'central.none'),
      ],
      items,
      buttons: [
        ...(next ? [moreButton(words, 'lists.more', { word: 'central-list', page, value: next })] : []),
        moreButton(words, 'central.buttons.choose', { word: 'central-choose', page }),
        command(words, 'central'),
        urgentButton(words),
      ],
    },
    summary: words('central.summary'),
    how: 'new',
    audience: 'person',
  };
};

/** No option has this name: it chooses nothing. */
const any = 'any';

/** What to see: each may be left open. */
export const chooseReply = (filter: Filter, says: Says): Reply => {
  const { words, policy } = says;
  return {
    card: 'page',
    data: {
      title: words('central.choose.title'),
      lead: [words('central.choose.lead')],
      inputs: filterFields.map((field) => ({
        id: field,
        kind: 'choice' as const,
        label: words(`central.fields.${field}`),
        value: filter[field] ?? any,
        compact: true,
        choices: [
          { title: words('find.any'), value: any },
          ...optionsFor(field, policy).map((value) => ({ title: sayCode(field, value, says), value })),
        ],
      })),
      buttons: [
        {
          title: words('central.choose.submit'),
          press: { do: 'find' as const, word: 'central' },
          style: 'positive' as const,
        },
        command(words, 'central'),
        urgentButton(words),
      ],
    },
    summary: words('central.summary'),
    how: 'new',
    audience: 'person',
  };
};

export const filesReply = (
  urls: readonly (string | undefined)[],
  filter: Filter,
  minutes: number,
  says: Says,
): Reply => {
  const { words } = says;
  const links = centralFiles.flatMap((what, at) => {
    const url = urls[at];
    return url ? [{ title: words(`central.files.${what}`), url }] : [];
  });
  return {
    card: 'message',
    data: {
      title: words('central.files.title'),
      lead: [
        words('central.shown', { what: sayFilter(filter, says) }),
        links.length > 0 ? words('central.files.lead', { minutes }) : words('central.files.nowhere'),
      ],
      links,
      buttons: [command(words, 'central'), urgentButton(words)],
    },
    summary: words('central.summary'),
    how: 'new',
    audience: 'person',
  };
};
