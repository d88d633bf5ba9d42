import type { Action, AdaptiveCard, Element } from '../../../cards/types.ts';

/** What presses on a card would show or hide. Slack has no such press, so it shows all of it at once. */

const targetsOf = (action: Action | undefined): readonly string[] =>
  action?.type === 'Action.ToggleVisibility' ? action.targetElements : [];

const inside = (element: Element): readonly string[] => {
  switch (element.type) {
    case 'ActionSet':
      return element.actions.flatMap(targetsOf);
    case 'Container':
      return [...targetsOf(element.selectAction), ...element.items.flatMap(inside)];
    case 'ColumnSet':
      return element.columns.flatMap(({ items }) => items.flatMap(inside));
    default:
      return [];
  }
};

export const toggledIn = ({ body, actions = [] }: AdaptiveCard): ReadonlySet<string> =>
  new Set([...body.flatMap(inside), ...actions.flatMap(targetsOf)]);
