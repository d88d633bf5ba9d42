/** Reads back what an uncompressed PDF of ours says: enough to know that every word is there, where, and as what. */

type Objects = ReadonlyMap<number, string>;

const objectsOf = (file: string): Objects =>
  new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, text]) => [
      Number(id),
      text as string,
    ]),
  );

const streamOf = (object: string | undefined): string =>
  /\nstream\n([\s\S]*)\nendstream/.exec(object ?? '')?.[1] ?? '';

const refIn = (object: string | undefined, name: string): number =>
  Number(new RegExp(`/${name} (\\d+) 0 R`).exec(object ?? '')?.[1]);

const fromHex = (hex: string): string =>
  (hex.match(/[\da-f]{4}/gi) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');

/** Glyph by glyph, what a reader copies out. */
const unicodeOf = (map: string): Map<number, string> => {
  const table = new Map<number, string>();
  for (const [, from, list] of map.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/gi))
    [...(list as string).matchAll(/<([\da-f ]+)>/gi)].forEach(([, hex], i) => {
      table.set(Number.parseInt(from as string, 16) + i, fromHex((hex as string).replaceAll(' ', '')));
    });
  return table;
};

const fontsOf = (objects: Objects): Map<string, Map<number, string>> => {
  const fonts = new Map<string, Map<number, string>>();
  for (const object of objects.values())
    for (const [, name, id] of object.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(id));
      fonts.set(name as string, unicodeOf(streamOf(objects.get(refIn(font, 'ToUnicode')))));
    }
  return fonts;
};

export type Drawn = { tag: string; x: number; y: number; text: string };

const drawnIn = (content: string, fonts: ReturnType<typeof fontsOf>): Drawn[] => {
  const drawn: Drawn[] = [];
  const tags: string[] = [];
  let font = new Map<number, string>();
  let [x, y] = [0, 0];
  const token =
    /\/(\w+) <<[^>]*>> BDC|\bEMC\b|\/(F\d+) [\d.]+ Tf|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|\[((?:<[\da-f]*>|[-\d. ])*)\] TJ/gi;
  for (const [all, tag, face, left, top, shown] of content.matchAll(token)) {
    if (tag) tags.push(tag);
    else if (all === 'EMC') tags.pop();
    else if (face) font = fonts.get(face) ?? font;
    else if (left && top) [x, y] = [Number(left), Number(top)];
    else if (shown !== undefined) {
      const glyphs = [...shown.matchAll(/<([\da-f]+)>/gi)].flatMap(
        ([, hex]) => (hex as string).match(/.{4}/g) ?? [],
      );
      const text = glyphs.map((glyph) => font.get(Number.parseInt(glyph, 16)) ?? '').join('');
      drawn.push({ tag: tags.at(-1) ?? '', x, y, text });
    }
  }
  return drawn;
};

export const readPdf = (pdf: Buffer) => {
  const file = pdf.toString('latin1');
  const objects = objectsOf(file);
  const fonts = fontsOf(objects);
  const kids = /\/Kids \[([^\]]*)\]/.exec(
    [...objects.values()].find((o) => /\/Type \/Pages\b/.test(o)) ?? '',
  );
  const pages = [...(kids?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const page = objects.get(Number(id));
    return drawnIn(streamOf(objects.get(refIn(page, 'Contents'))), fonts);
  });
  const lines = (page: readonly Drawn[]): string =>
    page
      .map(({ text, y }, i) => (i > 0 && page[i - 1]?.y !== y ? `\n${text}` : text))
      .join('')
      .replace(/^\n/, '');
  return { file, pages, text: pages.map(lines).join('\n') };
};
