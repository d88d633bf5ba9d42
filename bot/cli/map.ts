import { readFileSync, writeFileSync } from 'node:fs';
import { decisionMermaid, decisionSvg } from '../export/map.ts';

/** Draws the decision again, after its table or its words changed: the picture, and the flowchart in the README. */

const picture = 'manifest/decision-map.svg';
const readme = 'README.md';

const help = `npm run map [-- decision]

Draws the decision: the picture ${picture}, and the flowchart in ${readme}.
`;

const between = /(?<=<!-- map -->\n)[\s\S]*?(?=<!-- \/map -->)/;

const put = (file: string, text: string, before: string | undefined): void => {
  if (text !== before) writeFileSync(file, text);
  console.log(`${file}: ${text === before ? 'as it was' : 'drawn'}`);
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const draw = (): void => {
  const text = read(readme) ?? '';
  if (!between.test(text)) {
    console.error(`${readme} needs the lines <!-- map --> and <!-- /map -->, to put the flowchart between.`);
    process.exitCode = 1;
    return;
  }
  put(picture, decisionSvg(), read(picture));
  put(
    readme,
    text.replace(between, () => `\`\`\`mermaid\n${decisionMermaid()}\n\`\`\`\n`),
    text,
  );
};

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(help);
} else if (args.length > 1 || (args[0] ?? 'decision') !== 'decision') {
  console.error(help);
  process.exitCode = 2;
} else {
  draw();
}
