import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenTelemetry collector on this machine: it keeps what it gets, as text and as data. */

type Attribute = { key: string; value: { stringValue?: string; intValue?: string } };

export type SentSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code: number };
};

type SentMetric = {
  name: string;
  sum?: { dataPoints: { asDouble: number; attributes: Attribute[] }[] };
  gauge?: { dataPoints: { asDouble: number; attributes: Attribute[] }[] };
  histogram?: { dataPoints: { count: string; bucketCounts: string[]; attributes: Attribute[] }[] };
};

type Body = {
  resourceSpans?: { resource: { attributes: Attribute[] }; scopeSpans: { spans: SentSpan[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: SentMetric[] }[] }[];
};

export const said = (attributes: readonly Attribute[]): Record<string, string> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? '']));

export const startCollector = async () => {
  const requests: { path: string; headers: Record<string, unknown>; text: string }[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    let text = '';
    req.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    req.on('end', () => {
      requests.push({ path: req.url ?? '', headers: req.headers, text });
      res.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bodies = () => requests.map(({ text }) => JSON.parse(text) as Body);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next: number) => {
      status = next;
    },
    spans: (): SentSpan[] =>
      bodies().flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    /** As they came last. */
    metrics: (): SentMetric[] =>
      bodies()
        .filter(({ resourceMetrics }) => resourceMetrics)
        .at(-1)
        ?.resourceMetrics?.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)) ??
      [],
    /** Everything that ever arrived. */
    text: () => requests.map(({ path, headers, text }) => JSON.stringify({ path, headers, text })).join('\n'),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
};

export type Collector = Awaited<ReturnType<typeof startCollector>>;
