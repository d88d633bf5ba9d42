import type { Citation } from './types.ts';
import type { Said, View } from './views.ts';

/** A recommendation as a person is shown it. It advises; the person decides. */
export type Brief = {
  outcome: Said;
  /** What to do now. */
  next: Said;
  reasons: readonly Said[];
  /** What would change it. */
  changes: readonly Said[];
  /** Whether the law requires it or allows it, where something is to be shared. */
  line?: Said;
  /** What is coming, and changes nothing yet. */
  notes: readonly Said[];
  facts: View['facts'];
  warnings: readonly Said[];
  citations: readonly Citation[];
};
