/**
 * What every answer says to browsers, whatever route gave it: keep nothing, guess nothing, load nothing, frame nothing.
 * A route that shows more, such as a page with a style, says so itself.
 */
const unused = ['accelerometer', 'camera', 'geolocation', 'gyroscope', 'microphone', 'payment', 'usb'];

const yearSeconds = 31_536_000;

export const safeHeaders = (publicUrl: string | undefined): readonly (readonly [string, string])[] => [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  [
    'content-security-policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['permissions-policy', unused.map((feature) => `${feature}=()`).join(', ')],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-robots-tag', 'noindex, nofollow, noarchive'],
  // Said over plain http it would mean nothing, and on the machine of one person there is no other.
  ...(publicUrl?.startsWith('https:')
    ? [['strict-transport-security', `max-age=${yearSeconds}`] as const]
    : []),
];
