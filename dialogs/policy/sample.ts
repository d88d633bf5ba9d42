import type { PolicyPackInput } from './pack.ts';
import gateways from './sample/gateways.json' with { type: 'json' };
import law from './sample/law.json' with { type: 'json' };
import pack from './sample/pack.json' with { type: 'json' };
import partners from './sample/partners.json' with { type: 'json' };
import purposes from './sample/purposes.json' with { type: 'json' };
import reading from './sample/reading.json' with { type: 'json' };

/** The sample policy pack: a made-up partnership under the law of England. A deployment overrides what differs. */
export const samplePack = { ...pack, purposes, gateways, law, reading, partners } as PolicyPackInput;
