import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** Reads a Bicep file by its published grammar. Knows the shape of a file, and nothing of what Azure makes of it. */

/** Literals as they are; anything that is worked out at the deployment as its source. */
export type Value = string | Value[] | { [key: string]: Value };

export type Declared = { kind: string; name: string; type: string; value: Value | undefined };

export type BicepFile = {
  /** Where the grammar stops understanding, by line. */
  faults: string[];
  declared: Declared[];
  /** Names that are used, leaving out those that loops and lambdas bring along. */
  used: Set<string>;
  /** `module.outputs.name`, as pairs. */
  outputsUsed: [module: string, output: string][];
};

await Parser.init();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
const parser = new Parser().setLanguage(await Language.load(grammar));

const children = (node: Node): Node[] => node.namedChildren.filter((child) => child !== null);
const all = (node: Node): Node[] => [node, ...children(node).flatMap(all)];

const faultsIn = (node: Node): string[] => {
  if (node.isError || node.isMissing)
    return [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`];
  return node.children.flatMap((child) => (child?.hasError ? faultsIn(child) : []));
};

const textOf = (node: Node): string => (node.type === 'string' ? node.text.slice(1, -1) : node.text);

const literal = (node: Node): Value => {
  if (node.type === 'array')
    return children(node)
      .filter(({ type }) => type !== 'comment')
      .map(literal);
  if (node.type !== 'object') return textOf(node);
  const properties = children(node).filter(({ type }) => type === 'object_property');
  return Object.fromEntries(
    properties.flatMap((property) => {
      const [key, value] = children(property);
      return key && value ? [[textOf(key), literal(value)]] : [];
    }),
  );
};

/** What is declared stands last; before it may stand a condition or a loop around it. */
const bodyOf = (node: Node): Node | undefined => {
  const last = children(node).at(-1);
  if (last && /^(if_statement|for_statement)$/.test(last.type)) return bodyOf(last);
  return last;
};

const declare = (node: Node): Declared[] => {
  const kind = /^(\w+)_declaration$/.exec(node.type)?.[1];
  const [name, type] = children(node);
  if (!kind || !name) return [];
  const body = bodyOf(node);
  const isBare = children(node).length === 2 && kind === 'parameter';
  return [
    {
      kind,
      name: name.text,
      type: type ? textOf(type) : '',
      value: body && !isBare ? literal(body) : undefined,
    },
  ];
};

const isName = (node: Node): boolean => {
  const { parent } = node;
  if (node.type !== 'identifier' || !parent) return false;
  const isFirst = children(parent)[0]?.id === node.id;
  if (/_declaration$|^object_property$|^lambda_expression$/.test(parent.type)) return !isFirst;
  if (parent.type === 'call_expression') return !isFirst;
  return parent.type !== 'for_statement' || parent.childForFieldName('initializer')?.id !== node.id;
};

/** What loops and lambdas bring along. */
const locals = (nodes: readonly Node[]): Set<string> =>
  new Set(
    nodes.flatMap((node) => {
      if (/^loop_(variable|enumerator)$/.test(node.type)) return [node.text];
      if (node.type === 'lambda_expression') return [children(node)[0]?.text ?? ''];
      if (node.type === 'for_statement') return [node.childForFieldName('initializer')?.text ?? ''];
      return [];
    }),
  );

export const readBicep = (text: string): BicepFile => {
  const root = parser.parse(text)?.rootNode;
  if (!root) throw new Error('the grammar gave no answer');
  const nodes = all(root);
  const own = locals(nodes);
  return {
    faults: faultsIn(root),
    declared: children(root).flatMap(declare),
    used: new Set(
      nodes
        .filter(isName)
        .map(({ text: name }) => name)
        .filter((name) => !own.has(name)),
    ),
    outputsUsed: [...text.matchAll(/\b(\w+)!?\.outputs\.(\w+)/g)].map(([, a = '', b = '']) => [a, b]),
  };
};

export const bicepFile = (path: string): BicepFile => readBicep(readFileSync(path, 'utf8'));
