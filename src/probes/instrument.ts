import { startKnownDelays } from '../calibration/start.ts';
import type { Exchange } from '../calibration/truth.ts';
import type { Host } from '../domain/host.ts';
import type { NumberMetric } from '../domain/metric.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import { median, quantile } from '../statistics/quantile.ts';

/** Measured minus true, in ms, of known delays that were asked for as the stack is asked. */
export interface InstrumentReadings {
  /** Whole answers. */
  readonly httpErrorMs: readonly number[];
  /** First pieces of streams. */
  readonly streamErrorMs: readonly number[];
  /** First frames of a socket. */
  readonly socketErrorMs: readonly number[];
}

const ASKED = 20;
/** Asked first and thrown away: whoever measures a stack has been running for a while. */
const WARM_UP = 10;
const TIMEOUT_MS = 2_000;
const MAX_BYTES = 256 * 1024;

/** Known delays between 3 and 9 ms, no two in a row the same, so that none falls in step with a timer. */
const delayOf = (turn: number): number => 3 + ((turn * 37) % 61) / 10;

interface Asking {
  readonly url: string;
  readonly host: Host;
  readonly signal: AbortSignal;
}

/** Asks for a known delay and measures it; undefined where that did not work. */
type Ask = (turn: number) => Promise<number | undefined>;

const get = ({ url, host, signal }: Asking, path: string) =>
  host.http.exchange({
    method: 'GET',
    url: `${url}${path}`,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    timeline: true,
    signal,
  });

/** What really happened since this was last asked. */
async function truthsOf(asking: Asking): Promise<readonly Exchange[]> {
  const answer = await get(asking, '/truth');
  return answer.kind === 'answered' ? JSON.parse(new TextDecoder().decode(answer.body)) : [];
}

/** What is wrong with each of a series of measured first pieces; nothing where one of them was lost. */
async function errorsOf(asking: Asking, route: string, ask: Ask): Promise<number[]> {
  await truthsOf(asking);
  const measured: number[] = [];
  for (let turn = 0; turn < WARM_UP + ASKED; turn++) {
    const ms = await ask(turn);
    if (ms === undefined) return [];
    measured.push(ms);
  }
  const truths = (await truthsOf(asking)).filter((exchange) => exchange.route === route);
  if (truths.length !== measured.length) return [];
  return measured.map((ms, turn) => ms - (truths[turn]?.wroteMs[0] ?? Number.NaN)).slice(WARM_UP);
}

const wholeAnswers = (asking: Asking) =>
  errorsOf(asking, '/delay', async (turn) => {
    const answer = await get(asking, `/delay?ms=${delayOf(turn)}`);
    return answer.kind === 'answered' ? answer.totalMs : undefined;
  });

const firstPieces = (asking: Asking) =>
  errorsOf(asking, '/sse', async (turn) => {
    const answer = await get(asking, `/sse?first=${delayOf(turn)}&gap=1&tokens=3`);
    return answer.kind === 'answered' ? answer.arrivals?.[0]?.atMs : undefined;
  });

/** One message on an open socket after the other. */
async function firstFrames(asking: Asking): Promise<number[]> {
  const { url, host, signal } = asking;
  const address = `${url.replace(/^http/, 'ws')}/first=${delayOf(0)}&tokens=1/ws`;
  const opening = await host.sockets.open({ url: address, timeoutMs: TIMEOUT_MS, signal });
  if (opening.kind === 'failed') return [];
  const { socket } = opening;
  try {
    return await errorsOf(asking, 'message', async () => {
      const sentMs = socket.send('{"type":"message","content":"one"}');
      const first = await socket.next(TIMEOUT_MS);
      const end = await socket.next(TIMEOUT_MS);
      return first.kind === 'text' && end.kind === 'text' ? first.atMs - sentMs : undefined;
    });
  } finally {
    await socket.close();
  }
}

const firsts = ({ streamErrorMs, socketErrorMs }: InstrumentReadings) => [...streamErrorMs, ...socketErrorMs];

const line = (name: string, errors: readonly number[]): string => {
  const [middle, most] = [median(errors), quantile(errors, 1)];
  const figures =
    middle === undefined || most === undefined
      ? 'not measured'
      : `median ${middle.toFixed(3)} ms, max ${most.toFixed(3)} ms, n ${errors.length}`;
  return `${name}: ${figures}`;
};

const exhibit = ({ httpErrorMs, streamErrorMs, socketErrorMs }: InstrumentReadings): Exhibit => ({
  title: 'measured minus true, of known delays',
  language: 'text',
  content: [
    line('whole answer over HTTP', httpErrorMs),
    line('first piece of a stream', streamErrorMs),
    line('first frame of a socket', socketErrorMs),
  ].join('\n'),
});

/** Shown and never compared: it is the instrument’s figure, not the stack’s. */
const figureOf = (
  title: NumberMetric<never>['title'],
  formula: NumberMetric<never>['formula'],
  from: (readings: InstrumentReadings) => number | undefined,
) => ({ kind: 'number', title, unit: 'ms', better: 'neither', floor: 0, formula, from }) as const;

/** How wrong are the times of this run, here and now? */
export default defineProbe<InstrumentReadings>()({
  id: 'instrument',
  title: { en: 'Instrument', fr: 'Instrument' },
  phase: 'before',
  metrics: {
    http_error_ms: figureOf(
      { en: 'Instrument error, whole answer', fr: 'Erreur de l’instrument, réponse entière' },
      {
        en: 'median of measured minus true, of known delays over HTTP from a server of ralph’s own',
        fr: 'médiane de mesuré moins vrai, de délais connus en HTTP d’un serveur propre à ralph',
      },
      ({ httpErrorMs }) => median(httpErrorMs),
    ),
    http_error_p95_ms: figureOf(
      { en: 'Instrument error, whole answer, p95', fr: 'Erreur de l’instrument, réponse entière, p95' },
      { en: 'p95 of the same', fr: 'p95 des mêmes' },
      ({ httpErrorMs }) => quantile(httpErrorMs, 0.95),
    ),
    first_error_ms: figureOf(
      { en: 'Instrument error, first piece', fr: 'Erreur de l’instrument, premier morceau' },
      {
        en: 'median of measured minus true, of the first pieces of streams and sockets',
        fr: 'médiane de mesuré moins vrai, des premiers morceaux de flux et de sockets',
      },
      (readings) => median(firsts(readings)),
    ),
    first_error_p95_ms: figureOf(
      { en: 'Instrument error, first piece, p95', fr: 'Erreur de l’instrument, premier morceau, p95' },
      { en: 'p95 of the same', fr: 'p95 des mêmes' },
      (readings) => quantile(firsts(readings), 0.95),
    ),
  },
  async observe({ host, signal }) {
    const server = await startKnownDelays(host, signal);
    if ('problem' in server)
      return { unavailable: 'the server of known delays did not start, so the instrument was not checked' };
    try {
      const asking = { url: server.url, host, signal };
      const readings = {
        httpErrorMs: await wholeAnswers(asking),
        streamErrorMs: await firstPieces(asking),
        socketErrorMs: await firstFrames(asking),
      };
      if (readings.httpErrorMs.length + firsts(readings).length === 0)
        return {
          unavailable: 'the server of known delays did not answer, so the instrument was not checked',
        };
      return { readings, raw: [exhibit(readings)] };
    } finally {
      await server.stop();
    }
  },
});
