import { sayDate as sayDay } from '../../dialogs/engine/say.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { belongs, may, mayRead } from './access.ts';
import { type RecordDocument, type Shown, sayDate, sectionOf } from './document.ts';
import { evidenceDocument } from './evidence.ts';
import type { EvidenceItems } from './evidence-items.ts';
import { type Paper, papers } from './file-names.ts';
import type { ReceiptDocument } from './receipt.ts';
import type { KeptRecord } from './records.ts';

/** Papers for whoever leads on a record, and for who answers for the agency. */

/** Who may have papers of it at all. */
export const mayHavePapers = (
  { person }: Pick<Context, 'person'>,
  registered: boolean,
  dialog: AnyDialog,
  record: KeptRecord,
): boolean =>
  mayRead(person, registered, dialog, record) && may(person, registered, 'papers.make', belongs(record));

/** Those that there are of this record. */
export const papersOf = (dialog: AnyDialog): Paper[] =>
  papers.filter((name) => (name === 'form' || name === 'letter' ? dialog.papers !== undefined : true));

export const needsEvidence = (name: string): boolean => name.startsWith('evidence');

const formDocument = (record: KeptRecord, dialog: AnyDialog, shown: Shown): RecordDocument => {
  const { words, ctx } = shown;
  const sections = dialog.papers?.form(record, ctx) ?? [];
  return {
    title: words('papers.form.document', { name: ctx.policy.regulator.title }),
    reference: record.reference,
    header: words('papers.form.header', { ref: record.reference }),
    about: [
      ...(record.practice
        ? [{ label: words('copy.document.note'), value: words('copy.document.practice') }]
        : []),
      { label: words('notices.ref'), value: record.reference },
    ],
    sections: sections.map((section) => sectionOf(section, shown)),
    footer: [
      ...words.list('papers.form.footer', { url: ctx.policy.regulator.breaches.url }),
      words('papers.made', { who: ctx.person.id, when: sayDate(ctx.now, shown) }),
    ],
    copiedAt: ctx.now.toISOString(),
  };
};

/** Theirs to read: printed larger, and our reference stands at its end alone. */
const letterDocument = (record: KeptRecord, dialog: AnyDialog, shown: Shown): ReceiptDocument => {
  const { words, ctx } = shown;
  const agency = ctx.policy.agencies.find(({ id }) => id === record.agencyId)?.name ?? record.agencyId;
  const sections = dialog.papers?.letter(record, ctx) ?? [];
  return {
    reader: 'person',
    title: words('papers.letter.document'),
    reference: record.reference,
    header: words('papers.letter.header', { agency }),
    about: [
      ...(record.practice
        ? [{ label: words('copy.document.note'), value: words('copy.document.practice') }]
        : []),
      { label: words('copy.receipt.document.from'), value: agency },
    ],
    sections: sections.map((section) => sectionOf(section, shown)),
    footer: words
      .list('papers.letter.footer', { day: sayDay(localDate(ctx.now, ctx.policy)), ref: record.reference })
      .slice(),
    copiedAt: ctx.now.toISOString(),
  };
};

export const paperDocument = (
  name: Paper,
  record: KeptRecord,
  dialog: AnyDialog,
  items: EvidenceItems,
  shown: Shown,
): RecordDocument => {
  switch (name) {
    case 'form':
      return formDocument(record, dialog, shown);
    case 'letter':
      return letterDocument(record, dialog, shown);
    case 'evidence':
    case 'evidence-plain':
      return evidenceDocument(record, dialog, items, { ...shown, plain: name === 'evidence-plain' });
  }
};
