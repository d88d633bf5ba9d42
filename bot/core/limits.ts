/** How much is let through: so much at once, and so much a minute after that. */
export type Rate = { perMinute: number; burst: number };

/** The standard, in one place. A deployment may set other rates; the burst grows with them. */
export const defaultLimits = {
  /** What one person types and presses, on one channel. */
  person: { perMinute: 60, burst: 20 },
  /** Everybody of one Entra tenant or Slack workspace together. */
  tenant: { perMinute: 1_200, burst: 400 },
  /** Requests from one address that were refused: what is genuine never counts. */
  address: { perMinute: 120, burst: 60 },
} as const satisfies Readonly<Record<string, Rate>>;

type Bucket = { left: number; at: number };

export type Buckets = {
  /** Takes one, or says how long until there is one again. */
  take(key: string): { ok: true } | { ok: false; waitMs: number };
  /** How long until there is one, taking none. */
  waitMs(key: string): number;
};

const mostKeys = 20_000;

/**
 * Buckets that fill by themselves. Whoever was not seen for longest is forgotten when there are too many: a full bucket
 * and no bucket are the same, so that costs nothing unless an attacker has that many names.
 */
export const createBuckets = ({ perMinute, burst }: Rate, now: () => number, most = mostKeys): Buckets => {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  const look = (key: string): Bucket => {
    const at = now();
    const found = buckets.get(key);
    const left = found ? Math.min(burst, found.left + Math.max(0, at - found.at) * perMs) : burst;
    return { left, at };
  };
  const waitFor = ({ left }: Bucket) => (left >= 1 ? 0 : Math.ceil((1 - left) / perMs));
  return {
    take: (key) => {
      const bucket = look(key);
      const waitMs = waitFor(bucket);
      if (waitMs === 0) bucket.left -= 1;
      buckets.delete(key);
      if (buckets.size >= most) buckets.delete(buckets.keys().next().value as string);
      buckets.set(key, bucket);
      return waitMs === 0 ? { ok: true } : { ok: false, waitMs };
    },
    waitMs: (key) => (buckets.has(key) ? waitFor(look(key)) : 0),
  };
};
