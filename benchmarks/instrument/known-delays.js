// How wrong the times of `ralph bench` are on delays that are known, beside wrk, hey and autocannon on the same server.
import { fileURLToPath } from 'node:url';
import { median } from '../backend/statistics.js';
import { placing, startServer } from './cores.js';
import { percentile } from './percentile.js';
import { ralphBench } from './ralph.js';
import { missing, present } from './tools.js';

const server = fileURLToPath(new URL('../../dist/known-delay-server.js', import.meta.url));
const delaysMs = [1, 5, 20, 100];
const connections = [1, 10, 50];
const mostMs = { p50: 0.7, p99: 5 };
const streams = { 'chat-stream': '/chat/stream', 'ws-chat': 'message' };

const cases = delaysMs.flatMap((ms) => connections.map((count) => ({ ms, count })));
/** Fewer answers than this have no p99; a stream's last token comes 20 ms after its first. */
const leastAnswers = 110;
const longEnough = ({ ms, count }, seconds) =>
  Math.max(seconds, Math.ceil((leastAnswers * (ms + 25)) / 1_000 / count));
const nameOf = ({ ms, count }) => `${ms} ms × ${count}`;

/** Each tool in turn, in another order every round, so that no one always comes after the same. */
async function answersOf(url, { ms, count }, round, { seconds, cli }) {
  const names = Object.keys(present);
  const found = {};
  for (let turn = 0; turn < names.length; turn++) {
    const name = names[(turn + round) % names.length];
    const asked = { url: `${url}/delay?ms=${ms}`, connections: count, seconds, cli };
    const { p50, p99, ...more } = await present[name].run(asked);
    found[name] = { p50: p50 - ms, p99: p99 - ms, ...more };
  }
  return found;
}

const errorsOf = (measured, truth) =>
  Object.fromEntries([50, 99].map((p) => [`p${p}`, measured[`p${p}`] - percentile(truth, p)]));

/** What no other tool measures, against what the server says it really did. */
async function streamOf(url, deed, { ms, count }, { seconds, cli }) {
  const truth = async () => (await fetch(`${url}/truth`)).json();
  await truth();
  const { timings, measuredFrom, instrument } = await ralphBench(cli, [
    `target: ${url}/first=${ms}&gap=5&tokens=5`,
    `do: ${deed}`,
    `load: { kind: closed, users: ${count} }`,
    `duration: ${seconds} s`,
    'warm_up: 1 s',
  ]);
  const from = Date.parse(measuredFrom);
  const true_ = (await truth()).filter(({ route, readAtMs }) => route === streams[deed] && readAtMs >= from);
  const wrote = (index) => true_.map(({ wroteMs }) => wroteMs.at(index));
  return {
    first: errorsOf(timings.first, wrote(0)),
    last: errorsOf(timings.service, wrote(-1)),
    own: instrument.delay,
  };
}

const signed = (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
const shown = ({ p50, p99 }) => `${signed(p50)} / ${signed(p99)}`;
const medians = (rounds) => ({
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
});

function answerRow(one, rounds) {
  const errors = Object.fromEntries(
    Object.keys(present).map((name) => [name, medians(rounds.map((found) => found[name]))]),
  );
  const { ralph, wrk } = errors;
  const beside = wrk && Object.entries(mostMs).every(([p, most]) => ralph[p] - wrk[p] <= most);
  return {
    figure: `GET ${nameOf(one)}`,
    measured: Object.entries(errors)
      .map(([name, error]) => `${name} ${shown(error)}`)
      .join(', '),
    target: `${mostMs.p50} / ${mostMs.p99} ms beyond wrk at most`,
    ...(wrk ? { held: beside } : {}),
  };
}

const streamRow = (deed, one, rounds) => ({
  figure: `${deed} ${nameOf(one)}`,
  measured: ['first', 'last']
    .map((piece) => `${piece} token ${shown(medians(rounds.map((found) => found[piece])))}`)
    .join(', '),
});

export async function knownDelays({ cli, quick }) {
  const leastS = quick ? 1 : 2;
  const rounds = Array.from({ length: quick ? 1 : 5 }, (_, round) => round);
  const { url, stop } = await startServer(server);
  try {
    // What is compiled on the way is nobody's latency.
    await present.autocannon.run({ url: `${url}/delay?ms=1`, connections: 50, seconds: 2 });
    const raw = { placing, missing, answers: {}, streams: {} };
    for (const round of rounds) {
      for (const one of cases) {
        const name = nameOf(one);
        const options = { cli, seconds: longEnough(one, leastS) };
        process.stderr.write(`round ${round + 1} of ${rounds.length}: ${name}\n`);
        raw.answers[name] ??= [];
        raw.answers[name].push(await answersOf(url, one, round, options));
        for (const deed of Object.keys(streams)) {
          raw.streams[`${deed} ${name}`] ??= [];
          raw.streams[`${deed} ${name}`].push(await streamOf(url, deed, one, options));
        }
      }
    }
    const rows = [
      {
        figure: 'error of p50 / p99 in ms, against the delay (GET) or what the server really did (streams)',
        measured: `${placing}${missing.length > 0 ? `; not installed: ${missing.join(', ')}` : ''}`,
      },
      ...cases.map((one) => answerRow(one, raw.answers[nameOf(one)])),
      ...Object.keys(streams).flatMap((deed) =>
        cases.map((one) => streamRow(deed, one, raw.streams[`${deed} ${nameOf(one)}`])),
      ),
    ];
    return { raw, rows };
  } finally {
    await stop();
  }
}
