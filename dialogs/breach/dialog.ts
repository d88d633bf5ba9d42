import type { Dialog } from '../engine/types.ts';
import { liaisonFinds } from '../liaison/begun.ts';
import { begins } from './begins.ts';
import { form } from './form.ts';
import { letter } from './letter.ts';
import { lifecycle } from './lifecycle.ts';
import { makeRecord, takes } from './make-record.ts';
import { next, type ReportAnswers, reportQuestions } from './questions.ts';
import { type Breach, breachSchema } from './record.ts';
import { copy, show } from './show.ts';

/** Something went wrong with information about people: said in a few fields, and followed to its end. */
export const breach: Dialog<ReportAnswers, Breach> = {
  name: 'breach',
  version: 1,
  prefix: 'B',
  schema: breachSchema,
  review: false,
  led: true,
  questions: reportQuestions,
  next,
  begins,
  finds: liaisonFinds,
  record: makeRecord,
  takes,
  lifecycle,
  show,
  copy,
  papers: { form, letter },
  facets: ({ class: classes, subjectsRef, partnersNotified, recipients, originator }) => ({
    ...(subjectsRef[0] ? { subject: subjectsRef[0] } : {}),
    grounds: classes,
    recipients: [
      ...new Set([
        ...partnersNotified.map(({ partner }) => partner),
        ...recipients,
        ...(originator ? [originator] : []),
      ]),
    ],
  }),
};
