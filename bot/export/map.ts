import { samplePack } from '../../dialogs/policy/sample.ts';
import { toMermaid } from './map-mermaid.ts';
import { toOverview } from './map-overview.ts';
import { stages } from './map-steps.ts';
import { toSvg } from './map-svg.ts';

/** The decision, drawn from the table that decides. The same table gives the same picture, on any day. */

/** All of it: every step, and where each answer leads. */
export const decisionSvg = (): string => toSvg(stages(), samplePack.lawVersion);

/** Its stages only, small enough for a chat. */
export const decisionOverview = (): string => toOverview(stages());

export const decisionMermaid = (): string => toMermaid(stages());
