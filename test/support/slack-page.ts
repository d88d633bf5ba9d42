import type { Block } from './slack-api.ts';

/**
 * Draws the blocks that Slack got, as a page for a browser: what stands where, in which order, with what words. Slack
 * itself draws them with its own fonts and on its own width.
 */

type Thing = Readonly<Record<string, unknown>>;

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null;
const things = (value: unknown): Thing[] => (Array.isArray(value) ? value.filter(isThing) : []);
const str = (value: unknown): string => (typeof value === 'string' ? value : '');

const literal = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\n/g, '<br>');

/** Texts of ours are escaped for mrkdwn already; only bold, italics and links stand in them. */
const mrkdwn = (text: string): string =>
  text
    .replace(/"/g, '&#34;')
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '<a href="$1">$2</a>')
    .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .replace(/(^|[\s(])_([^_\n]+)_/g, '$1<i>$2</i>')
    .replace(/\n/g, '<br>');

const textOf = (value: unknown): string => {
  if (!isThing(value)) return '';
  return value.type === 'mrkdwn' ? mrkdwn(str(value.text)) : literal(str(value.text));
};

const run = ({ type, text, url, style }: Thing): string => {
  const words = literal(str(text) || str(url));
  const { bold, italic } = isThing(style) ? style : ({} as Thing);
  const strong = bold ? `<b>${words}</b>` : words;
  const shown = italic ? `<i>${strong}</i>` : strong;
  return type === 'link' ? `<a href="${literal(str(url))}">${shown}</a>` : shown;
};

const rich = (block: Thing): string => {
  const inside = things(block.elements)
    .map((each) => (each.elements ? rich(each) : run(each)))
    .join('');
  if (block.type === 'rich_text_list')
    return `<${block.style === 'ordered' ? 'ol' : 'ul'}>${inside}</${block.style === 'ordered' ? 'ol' : 'ul'}>`;
  if (block.type === 'rich_text_quote') return `<blockquote>${inside}</blockquote>`;
  if (block.type === 'rich_text_preformatted') return `<pre>${inside}</pre>`;
  return block.type === 'rich_text' ? inside : `<div class="run">${inside}</div>`;
};

const button = ({ text, style }: Thing): string => `<button class="${str(style)}">${textOf(text)}</button>`;

const isChosen = (element: Thing, value: unknown): boolean =>
  [element.initial_option, ...things(element.initial_options)].some(
    (option) => isThing(option) && option.value === value,
  );

const boxes = (element: Thing, type: 'radio' | 'checkbox'): string =>
  things(element.options)
    .map(
      (option) =>
        `<label class="box"><input type="${type}" ${isChosen(element, option.value) ? 'checked' : ''}> ${textOf(option.text)}<small>${textOf(option.description)}</small></label>`,
    )
    .join('');

const controls: Readonly<Record<string, (element: Thing) => string>> = {
  button,
  radio_buttons: (element) => boxes(element, 'radio'),
  checkboxes: (element) => boxes(element, 'checkbox'),
  plain_text_input: ({ initial_value: value, placeholder, multiline }) =>
    `<div class="field ${multiline ? 'tall' : ''}">${value ? literal(str(value)) : `<i>${textOf(placeholder)}</i>`}</div>`,
  image: () => '',
};

/** A menu, a date, a number: a field that says what is chosen. */
const control = (element: Thing): string => {
  const draw = controls[str(element.type)];
  if (draw) return draw(element);
  const chosen = [element.initial_option, ...things(element.initial_options)].filter(isThing);
  const said = chosen.map(({ text }) => textOf(text)).join(', ');
  const date = literal(str(element.initial_date) || str(element.initial_time) || str(element.initial_value));
  return `<div class="field menu">${said || date || `<i>${textOf(element.placeholder)}</i>`}</div>`;
};

const section = ({ text, fields, accessory }: Thing): string => {
  const cells = things(fields)
    .map((field) => `<div>${textOf(field)}</div>`)
    .join('');
  const side = isThing(accessory) ? `<div class="side">${control(accessory)}</div>` : '';
  return `<div class="section"><div class="main">${textOf(text)}${cells ? `<div class="fields">${cells}</div>` : ''}</div>${side}</div>`;
};

const drawn: Readonly<Record<string, (block: Thing) => string>> = {
  header: ({ text }) => `<h2>${textOf(text)}</h2>`,
  section,
  divider: () => '<hr>',
  rich_text: rich,
  context: ({ elements }) => `<div class="context">${things(elements).map(textOf).join(' ')}</div>`,
  actions: ({ elements }) => `<div class="actions">${things(elements).map(control).join('')}</div>`,
  image: ({ alt_text: alt }) => `<div class="context">[${literal(str(alt))}]</div>`,
  input: ({ label, element, hint, optional }) =>
    `<div class="input"><b>${textOf(label)}</b>${optional ? ' <small>(optional)</small>' : ''}${isThing(element) ? control(element) : ''}<small>${textOf(hint)}</small></div>`,
};

const drawBlock = (block: Thing): string => {
  const draw = drawn[str(block.type)];
  if (!draw) throw new Error(`nothing draws the block ${str(block.type)}`);
  return draw(block);
};

const style = `body{margin:0;background:#fff;color:#1d1c1d;font:15px/1.46 "DejaVu Sans",Lato,Arial,sans-serif}
#shot{width:600px;padding:16px 20px 18px 68px;position:relative;box-sizing:border-box}
#shot.view{padding-left:20px;border:1px solid #ddd;border-radius:8px;margin:4px}
.who{font-weight:700}.who small{background:#ddd;border-radius:2px;padding:0 3px;font-size:10px;color:#555}
.face{position:absolute;left:20px;top:18px;width:36px;height:36px;border-radius:6px;background:#1d3557;color:#fff;text-align:center;font:700 20px/36px sans-serif}
h2{font-size:18px;margin:6px 0}hr{border:0;border-top:1px solid #ddd;margin:8px 0}.run{margin:4px 0}
blockquote{border-left:4px solid #ddd;margin:4px 0;padding-left:10px}ul,ol{margin:4px 0;padding-left:26px}
.section{display:flex;gap:12px;margin:6px 0}.main{flex:1}.fields{display:grid;grid-template-columns:1fr 1fr;gap:4px 12px}
.context,small{color:#616061;font-size:12.5px}.input{margin:10px 0}.box{display:block;margin:3px 0}
.field{border:1px solid #868686;border-radius:4px;padding:6px 10px;margin:4px 0;min-height:21px}.tall{min-height:44px}.menu::after{content:"\\25BE";float:right}
.field i{color:#767676;font-style:normal}.actions{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0 4px}
button{font:700 13px/1 inherit;font-family:inherit;border:1px solid #bbb;border-radius:4px;background:#fff;padding:8px 12px;color:inherit}
button.primary{background:#007a5a;border-color:#007a5a;color:#fff}button.danger{background:#c21e50;border-color:#c21e50;color:#fff}`;

const face =
  '<div class="face">S</div><div class="who">Sharewell <small>APP</small> <small style="background:none">17:52</small></div>';

/** A message, or with a `title` a modal. */
export const slackPage = (blocks: readonly Block[], title?: string): string =>
  `<!doctype html><meta charset="utf-8"><style>${style}</style><div id="shot" class="${title ? 'view' : ''}">${
    title ? `<h2>${literal(title)}</h2><hr>` : face
  }${blocks.map(drawBlock).join('')}</div>`;
