import type { TextBlock } from '../../../cards/types.ts';
import { limits } from '../limits.ts';
import { literalOf, parseText, wordsOf } from '../markdown.ts';
import { type Draft, lose } from './draft.ts';
import { addPreformatted, embolden, plain, rich } from './text.ts';

export const isHeading = ({ style, size }: TextBlock): boolean =>
  style === 'heading' || size === 'Large' || size === 'ExtraLarge';

export const isQuiet = ({ isSubtle, size }: TextBlock): boolean => isSubtle === true || size === 'Small';

/** What no text in Slack can have, whatever block it becomes. */
export const loseLook = (draft: Draft, { color, weight, size }: TextBlock, at: string): void => {
  if (color && color !== 'Default') lose(draft, 'colour', at);
  if (weight === 'Lighter') lose(draft, 'weight', at);
  if (size === 'Medium') lose(draft, 'size', at);
};

/** Text to copy is preformatted, a short heading is a header, quiet plain text is context, the rest is rich text. */
export const textBlock = (draft: Draft, text: TextBlock, at: string): void => {
  const parts = parseText(text.text);
  if (parts.length === 0) return;
  const literal = literalOf(parts);
  const heading = isHeading(text);
  loseLook(draft, text, at);
  if (text.fontType === 'Monospace') {
    addPreformatted(draft.blocks, wordsOf(parts));
    return;
  }
  if (heading && literal !== undefined && literal.length <= limits.header && !literal.includes('\n')) {
    draft.blocks.push({ type: 'header', text: plain(literal) });
    return;
  }
  if (!heading && isQuiet(text) && literal !== undefined && literal.length <= limits.text) {
    if (text.weight === 'Bolder') lose(draft, 'weight', at);
    draft.blocks.push({ type: 'context', elements: [plain(literal)] });
    return;
  }
  if (heading || isQuiet(text)) lose(draft, 'size', at);
  draft.blocks.push(...rich(heading || text.weight === 'Bolder' ? embolden(parts) : parts, draft.setting));
};
