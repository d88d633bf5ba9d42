import {
  type Kind,
  type MapStep,
  type MapWay,
  type Outcome,
  type Stage,
  type Target,
  words,
} from './map-steps.ts';

/** The decision as a Mermaid flowchart: a node for each step, an edge for each way, outcomes by shape and colour. */

/** In quotes, and without what Mermaid or a browser would take for more than text. */
const label = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} .,:;?!'()/-]/gu, (sign) => `#${sign.codePointAt(0)};`)}"`;

const shapes: Readonly<Record<Kind, (text: string) => string>> = {
  share: (text) => `([${text}])`,
  ask: (text) => `{{${text}}}`,
  no: (text) => `[[${text}]]`,
  elsewhere: (text) => `[/${text}/]`,
};

const classes = [
  'classDef step fill:#ffffff,stroke:#0b0c0c,color:#0b0c0c',
  'classDef worked fill:#f3f2f1,stroke:#0b0c0c,color:#0b0c0c,stroke-dasharray:5 4',
  'classDef share fill:#d5eedd,stroke:#00602b,color:#0b0c0c,stroke-width:2px',
  'classDef ask fill:#fff2cc,stroke:#7a5600,color:#0b0c0c,stroke-width:2px',
  'classDef no fill:#fbdcd9,stroke:#a3211a,color:#0b0c0c,stroke-width:3px',
  'classDef elsewhere fill:#dbe7f7,stroke:#1d4f91,color:#0b0c0c,stroke-width:2px',
];

const idOf = (to: Target): string => (to === 'end' ? 'kept' : to.name);

/** An outcome stands in each stage where it may come, once for each step that it may lead on to. */
const outcomeId = (stage: Stage, { code }: Outcome, to: Target): string =>
  `${stage.name}${code.replaceAll('_', '')}${idOf(to)}`;

const stepNode = ({ name, number, title, asks }: MapStep): string =>
  `${name}[${label(`${number}: ${title}`)}]:::${asks ? 'step' : 'worked'}`;

const outcomeNodes = (stage: Stage): string[] => {
  const nodes = stage.steps.flatMap(({ ways }) =>
    ways.flatMap(({ outcome, to }) =>
      outcome
        ? [`${outcomeId(stage, outcome, to)}${shapes[outcome.kind](label(outcome.title))}:::${outcome.kind}`]
        : [],
    ),
  );
  return [...new Set(nodes)];
};

const stageLines = (stage: Stage, index: number): string[] => [
  `subgraph ${stage.name}[${label(`${index + 1}: ${stage.title}`)}]`,
  ...stage.steps.map((step) => `  ${stepNode(step)}`),
  ...outcomeNodes(stage).map((node) => `  ${node}`),
  'end',
];

const wayLine = (stage: Stage, step: MapStep, { rule, outcome, to }: MapWay): string =>
  `${step.name} -->|${label(rule)}| ${outcome ? outcomeId(stage, outcome, to) : idOf(to)}`;

const edges = (stage: Stage): string[] => {
  const ways = stage.steps.flatMap((step) => step.ways.map((way) => wayLine(stage, step, way)));
  const onwards = stage.steps.flatMap(({ ways }) =>
    ways.flatMap(({ outcome, to }) => (outcome ? [`${outcomeId(stage, outcome, to)} -.-> ${idOf(to)}`] : [])),
  );
  return [...ways, ...new Set(onwards)];
};

export const toMermaid = (stages: readonly Stage[]): string =>
  [
    'flowchart TD',
    `accTitle: ${words('map.title')}`,
    `accDescr: ${words('map.alt')}`,
    ...classes,
    ...stages.flatMap(stageLines),
    `kept(((${label(words('map.end'))})))`,
    ...stages.flatMap(edges),
  ]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
