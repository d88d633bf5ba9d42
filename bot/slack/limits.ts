/**
 * What Slack takes, in one place: every size and every rule of placement that the converter keeps and the validator
 * checks. From Slack's documentation and its own types; `message.characters` is not documented, see there.
 */
export type Surface = 'message' | 'modal' | 'home';

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

const frozen = <T extends object>(value: T): Frozen<T> => {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part);
  return Object.freeze(value) as Frozen<T>;
};

const everywhere: Surface[] = ['message', 'modal', 'home'];
const viewsAndMessages = { message: 50, modal: 100, home: 100 } satisfies Record<Surface, number>;

export const limits = frozen({
  blocks: viewsAndMessages,
  message: {
    /**
     * All words of one message together. Slack answers `msg_blocks_too_long` from about 12,000 on, counting
     * containers in a way it does not explain (11,341 was refused, 13,200 was taken), so this keeps well below.
     */
    characters: 10_000,
    /** The fallback text. Slack cuts at 40,000 and asks for no more than this. */
    text: 4000,
    tables: 1,
    charts: 2,
  },
  view: { title: 24, submit: 24, close: 24, privateMetadata: 3000, callbackId: 255, externalId: 255 },
  id: 255,
  text: 3000,
  section: { text: 3000, fields: 10, field: 2000 },
  header: 150,
  context: 10,
  actions: { elements: 25, inARow: 5 },
  contextActions: 5,
  input: { label: 2000, hint: 2000 },
  image: { alt: 2000, title: 2000, url: 3000 },
  markdown: 12_000,
  button: { text: 75, value: 2000, url: 3000, label: 75 },
  option: { text: 75, value: 150, description: 75, url: 3000 },
  select: { options: 100, groups: 100, groupLabel: 75 },
  placeholder: 150,
  choices: 10,
  overflow: 5,
  plainTextInput: 3000,
  files: 10,
  confirm: { title: 100, text: 300, button: 30 },
  /** Rich text has no limit of its own in the documentation; a block is kept to what a text object may hold. */
  richText: { characters: 3000, indent: 8 },
  table: { rows: 100, columns: 20 },
  dataTable: { rows: 101, pageSize: 100 },
  chart: { title: 50 },
  card: { title: 150, subtitle: 150, body: 200 },
  carousel: 10,
  container: { children: 10, title: 150 },
  video: { title: 200, author: 50 },
  placement: {
    actions: everywhere,
    alert: ['modal'] as Surface[],
    card: ['message', 'home'] as Surface[],
    carousel: ['message', 'home'] as Surface[],
    container: everywhere,
    context: everywhere,
    context_actions: ['message'] as Surface[],
    data_table: everywhere,
    data_visualization: ['message'] as Surface[],
    divider: everywhere,
    file: [] as Surface[],
    header: everywhere,
    image: everywhere,
    input: everywhere,
    markdown: ['message'] as Surface[],
    plan: ['message'] as Surface[],
    rich_text: everywhere,
    section: everywhere,
    table: ['message'] as Surface[],
    task_card: ['message'] as Surface[],
    video: everywhere,
  },
});

export type BlockType = keyof typeof limits.placement;
