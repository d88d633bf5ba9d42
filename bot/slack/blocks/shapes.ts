import { type BlockType, limits } from '../limits.ts';
import { pressable, selectTypes, written } from './part-shapes.ts';
import { any, flag, list, need, number, one, oneOf, plain, type Shape, string, text, url } from './rule.ts';

/** The shape of every block, with its limits, as data. */
const children = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
];
const cells = ['raw_text', 'raw_number', 'rich_text'];
const anImage = {
  image_url: url(limits.image.url),
  slack_file: any,
  alt_text: need(string(limits.image.alt, 1)),
  title: plain(limits.image.title),
};

export const blockShapes: Readonly<Record<BlockType, Shape>> = {
  actions: {
    elements: need(list(limits.actions.elements, ...pressable, 'datetimepicker', 'workflow_button')),
  },
  alert: { text: need(text(limits.text)), level: oneOf('default', 'info', 'warning', 'error', 'success') },
  card: {
    hero_image: one('image'),
    icon: one('image'),
    title: { is: 'mrkdwn', max: limits.card.title },
    subtitle: { is: 'mrkdwn', max: limits.card.subtitle },
    body: { is: 'mrkdwn', max: limits.card.body },
    actions: list(limits.actions.elements, 'button'),
  },
  carousel: { elements: need(list(limits.carousel, 'card')) },
  container: {
    title: plain(limits.container.title),
    rich_text_title: one('rich_text'),
    subtitle: text(limits.container.title),
    child_blocks: need(list(limits.container.children, ...children, 'video')),
    width: oneOf('narrow', 'standard', 'wide', 'full'),
    icon: one('image'),
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
  },
  context: { elements: need(list(limits.context, 'image', 'plain_text', 'mrkdwn')) },
  context_actions: { elements: need(list(limits.contextActions, 'feedback_buttons', 'icon_button')) },
  data_table: {
    rows: need({ is: 'grid', of: cells, rows: limits.dataTable.rows, columns: limits.table.columns }),
    caption: need(string(Number.POSITIVE_INFINITY, 1)),
    page_size: number(1, limits.dataTable.pageSize),
    row_header_column_index: number(0, limits.table.columns - 1),
  },
  data_visualization: { title: need(string(limits.chart.title, 1)), chart: need(any) },
  divider: {},
  file: { external_id: need(string()), source: need(oneOf('remote')) },
  header: { text: need(plain(limits.header)) },
  image: anImage,
  input: {
    label: need(plain(limits.input.label)),
    hint: plain(limits.input.hint),
    optional: flag,
    dispatch_action: flag,
    element: need(
      one(
        ...written,
        ...selectTypes,
        'checkboxes',
        'datepicker',
        'datetimepicker',
        'file_input',
        'radio_buttons',
        'timepicker',
      ),
    ),
  },
  markdown: { text: need(string(limits.markdown, 1)) },
  plan: { title: need(string()), tasks: any },
  rich_text: {
    elements: need(
      list(
        Number.POSITIVE_INFINITY,
        'rich_text_section',
        'rich_text_list',
        'rich_text_quote',
        'rich_text_preformatted',
      ),
    ),
  },
  section: {
    text: text(limits.section.text),
    fields: { is: 'list', of: ['plain_text', 'mrkdwn'], min: 1, max: limits.section.fields },
    accessory: one(...pressable, 'image', 'workflow_button'),
    expand: flag,
  },
  table: {
    rows: need({ is: 'grid', of: cells, rows: limits.table.rows, columns: limits.table.columns }),
    column_settings: any,
  },
  task_card: {
    task_id: need(string()),
    title: need(string()),
    details: one('rich_text'),
    output: one('rich_text'),
    sources: any,
    status: need(oneOf('pending', 'in_progress', 'complete', 'error')),
  },
  video: {
    video_url: need(url(limits.image.url)),
    thumbnail_url: need(url(limits.image.url)),
    alt_text: need(string(limits.image.alt, 1)),
    title: need(plain(limits.video.title - 1)),
    title_url: url(limits.image.url),
    author_name: string(limits.video.author - 1),
    provider_name: string(),
    provider_icon_url: url(limits.image.url),
    description: plain(limits.text),
  },
};
