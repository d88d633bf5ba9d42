import { parts, richShapes, untyped } from './blocks/part-shapes.ts';
import type { Rule, Shape } from './blocks/rule.ts';
import { rules } from './blocks/rules.ts';
import { blockShapes } from './blocks/shapes.ts';
import { type BlockType, limits, type Surface } from './limits.ts';

/** Says what Slack would refuse, and where. It knows the table of limits and shapes, and nothing of the converter. */

type Thing = Record<string, unknown>;
type Found = { problems: string[]; blockIds: Map<string, string>; focused: number };

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textKinds = { plain: ['plain_text'], mrkdwn: ['mrkdwn'], text: ['plain_text', 'mrkdwn'] } as const;
const shapes: Readonly<Record<string, Shape>> = { ...parts, ...richShapes, ...blockShapes };

const say = (found: Found, at: string, what: string): void => {
  found.problems.push(`${at} ${what}.`);
};

const textObject = (found: Found, value: unknown, at: string, of: readonly string[], max: number): void => {
  if (!isThing(value) || !of.includes(String(value.type))) {
    say(found, at, `must be ${of.join(' or ')}`);
    return;
  }
  const { type, text, emoji, verbatim, ...others } = value;
  if (typeof text !== 'string') {
    say(found, `${at}/text`, 'must be a string');
    return;
  }
  if (text.length < 1) say(found, `${at}/text`, 'is empty');
  if (text.length > max) say(found, `${at}/text`, `has ${text.length} characters; ${max} are allowed`);
  if (emoji !== undefined && type !== 'plain_text') say(found, at, 'has emoji, which only plain_text takes');
  if (verbatim !== undefined && type !== 'mrkdwn') say(found, at, 'has verbatim, which only mrkdwn takes');
  for (const key of Object.keys(others)) say(found, `${at}/${key}`, 'is unknown');
};

const stringRule = (found: Found, value: unknown, at: string, rule: Rule & { is: 'string' }): void => {
  if (typeof value !== 'string') {
    say(found, at, 'must be a string');
    return;
  }
  const { min, max, like, oneOf } = rule;
  if (value.length < min) say(found, at, 'is empty');
  else if (value.length > max) say(found, at, `has ${value.length} characters; ${max} are allowed`);
  else if (like && !like.test(value)) say(found, at, 'is not of the right form');
  else if (oneOf && !oneOf.includes(value)) say(found, at, `must be one of ${oneOf.join(', ')}`);
};

const sizeRule = (found: Found, length: number, at: string, min: number, max: number): void => {
  if (length < min) say(found, at, `has ${length} items; at least ${min} are needed`);
  if (length > max) say(found, at, `has ${length} items; ${max} are allowed`);
};

const listRule = (found: Found, value: unknown, at: string, rule: Rule & { is: 'list' }): void => {
  if (!Array.isArray(value)) {
    say(found, at, 'must be a list');
    return;
  }
  sizeRule(found, value.length, at, rule.min, rule.max);
  value.forEach((item, index) => {
    objectRule(found, item, `${at}/${index}`, rule.of);
  });
  uniqueActions(found, value, at);
};

const gridRule = (found: Found, value: unknown, at: string, rule: Rule & { is: 'grid' }): void => {
  if (!Array.isArray(value)) {
    say(found, at, 'must be a list of rows');
    return;
  }
  sizeRule(found, value.length, at, 1, rule.rows);
  value.forEach((row, index) => {
    listRule(found, row, `${at}/${index}`, { is: 'list', of: rule.of, min: 1, max: rule.columns });
  });
};

const fieldTextMax = limits.section.field;

const objectRule = (found: Found, value: unknown, at: string, of: readonly string[]): void => {
  if (!isThing(value)) {
    say(found, at, 'must be an object');
    return;
  }
  const [only] = of;
  const bare = of.length === 1 && only !== undefined && untyped.some((name) => name === only);
  const type = bare ? only : String(value.type);
  if (!of.includes(type)) {
    say(found, at, `is of type ${type}, which is not allowed here`);
    return;
  }
  if (type === 'plain_text' || type === 'mrkdwn') {
    textObject(found, value, at, of, at.includes('/fields/') ? fieldTextMax : limits.text);
    return;
  }
  fields(found, value, at, type);
};

const rule = (found: Found, value: unknown, at: string, one: Rule): void => {
  switch (one.is) {
    case 'any':
      break;
    case 'flag':
      if (typeof value !== 'boolean') say(found, at, 'must be true or false');
      break;
    case 'number':
      if (typeof value !== 'number' || value < one.min || value > one.max)
        say(found, at, `must be a number from ${one.min} to ${one.max}`);
      break;
    case 'string':
      stringRule(found, value, at, one);
      break;
    case 'plain':
    case 'mrkdwn':
    case 'text':
      textObject(found, value, at, textKinds[one.is], one.max);
      break;
    case 'object':
      objectRule(found, value, at, one.of);
      break;
    case 'list':
      listRule(found, value, at, one);
      break;
    case 'grid':
      gridRule(found, value, at, one);
      break;
    default:
      one satisfies never;
  }
};

const fields = (found: Found, thing: Thing, at: string, type: string): void => {
  const shape = shapes[type] ?? {};
  for (const [key, one] of Object.entries(shape)) {
    if (thing[key] !== undefined) rule(found, thing[key], `${at}/${key}`, one);
    else if (one.required) say(found, `${at}/${key}`, 'is missing');
  }
  for (const key of Object.keys(thing))
    if (key !== 'type' && key !== 'block_id' && !(key in shape)) say(found, `${at}/${key}`, 'is unknown');
  for (const check of rules[type] ?? []) {
    const problem = check(thing);
    if (problem) say(found, at, problem);
  }
  if (thing.focus_on_load === true) found.focused += 1;
};

/** Slack refuses two elements with one action_id in a block; across blocks it takes them. */
const uniqueActions = (found: Found, elements: readonly unknown[], at: string): void => {
  const seen = new Set<unknown>();
  elements.forEach((element, index) => {
    if (!isThing(element) || element.action_id === undefined) return;
    if (seen.has(element.action_id)) say(found, `${at}/${index}/action_id`, 'is not unique in its block');
    seen.add(element.action_id);
  });
};

const blockId = (found: Found, id: unknown, at: string): void => {
  if (id === undefined) return;
  stringRule(found, id, at, { is: 'string', min: 1, max: limits.id });
  const first = found.blockIds.get(String(id));
  if (first !== undefined) say(found, at, `is not unique: ${first} has it too`);
  else found.blockIds.set(String(id), at);
};

const isBlockType = (type: string): type is BlockType => Object.hasOwn(blockShapes, type);

const block = (found: Found, value: unknown, at: string, surface: Surface): void => {
  if (!isThing(value)) {
    say(found, at, 'must be an object');
    return;
  }
  const type = String(value.type);
  if (!isBlockType(type)) {
    say(found, at, `is of type ${type}, which is no block`);
    return;
  }
  if (!limits.placement[type].includes(surface))
    say(found, at, `is a ${type}, which a ${surface} does not take`);
  if (surface !== 'modal' && isThing(value.element) && value.element.type === 'file_input')
    say(found, `${at}/element`, 'is a file_input, which only a modal takes');
  blockId(found, value.block_id, `${at}/block_id`);
  fields(found, value, at, type);
};

const charactersOf = (blocks: readonly unknown[]): number => {
  let sum = 0;
  JSON.stringify(blocks, (key, value) => {
    if (key === 'text' && typeof value === 'string') sum += value.length;
    return value;
  });
  return sum;
};

const wholePayload = (found: Found, blocks: readonly unknown[], surface: Surface): void => {
  const max = limits.blocks[surface];
  if (blocks.length > max) say(found, '/blocks', `has ${blocks.length} blocks; a ${surface} takes ${max}`);
  if (found.focused > 1) say(found, '/blocks', 'has more than one element with focus_on_load');
  if (surface !== 'message') return;
  const count = (...types: string[]) =>
    blocks.filter((one) => isThing(one) && types.includes(String(one.type))).length;
  const { characters, tables, charts } = limits.message;
  if (count('table') > tables) say(found, '/blocks', `has more than ${tables} table`);
  if (count('data_visualization') > charts) say(found, '/blocks', `has more than ${charts} charts`);
  const markdown = blocks.filter((one) => isThing(one) && one.type === 'markdown');
  if (charactersOf(markdown) > limits.markdown)
    say(found, '/blocks', `has more than ${limits.markdown} characters of markdown`);
  const sum = charactersOf(blocks);
  if (markdown.length === 0 && sum > characters)
    say(found, '/blocks', `has ${sum} characters in all; a message is kept to ${characters}`);
};

/** One sentence for each thing wrong, with where it is; none when all is well. */
export const validateBlocks = (blocks: unknown, surface: Surface): string[] => {
  const found: Found = { problems: [], blockIds: new Map(), focused: 0 };
  if (!Array.isArray(blocks)) return ['/blocks must be a list.'];
  blocks.forEach((one, index) => {
    block(found, one, `/blocks/${index}`, surface);
  });
  wholePayload(found, blocks, surface);
  return found.problems;
};
