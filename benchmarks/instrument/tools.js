import { fileURLToPath } from 'node:url';
import { installed, runClient } from './cores.js';
import { percentile } from './percentile.js';
import { ralphBench } from './ralph.js';

const units = { us: 0.001, ms: 1, s: 1_000 };
const autocannon = fileURLToPath(import.meta.resolve('autocannon'));

/** `50%  1.23ms` of wrk. */
function wrkTime(text, percent) {
  const [, value, unit] = new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s)$`, 'm').exec(text);
  return Number(value) * units[unit];
}

/** The first column of hey's table: s to a tenth of a ms. */
const heyTimes = (text) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => 1_000 * Number(line.split(',')[0]));

/** Each asks `url` again and again over so many connections; p50 and p99 in ms. */
const tools = {
  ralph: {
    there: true,
    async run({ url, connections, seconds, cli }) {
      const { origin, pathname, search } = new URL(url);
      const { timings, requests, instrument } = await ralphBench(cli, [
        `target: ${origin}`,
        `do: get ${pathname}${search}`,
        `load: { kind: closed, users: ${connections} }`,
        `duration: ${seconds} s`,
        'warm_up: 1 s',
      ]);
      if (Object.keys(requests.failed).length > 0) throw new Error(JSON.stringify(requests.failed));
      const { service, latency } = timings;
      const intended = { p50: latency.p50, p99: latency.p99 };
      return { p50: service.p50, p99: service.p99, n: service.n, intended, own: instrument.delay };
    },
  },
  wrk: {
    there: installed('wrk'),
    async run({ url, connections, seconds }) {
      const options = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--latency'];
      const text = await runClient(['wrk', ...options, url]);
      const n = Number(/(\d+) requests in/.exec(text)[1]);
      return { p50: wrkTime(text, 50), p99: wrkTime(text, 99), n };
    },
  },
  hey: {
    there: installed('hey'),
    async run({ url, connections, seconds }) {
      const options = ['-z', `${seconds}s`, '-c', String(connections), '-o', 'csv'];
      const times = heyTimes(await runClient(['hey', ...options, url]));
      return { p50: percentile(times, 50), p99: percentile(times, 99), n: times.length };
    },
  },
  autocannon: {
    there: true,
    async run({ url, connections, seconds }) {
      const options = ['-c', String(connections), '-d', String(seconds), '--json', '--no-progress'];
      const text = await runClient([process.execPath, autocannon, ...options, url]);
      const { latency, requests } = JSON.parse(text);
      return { p50: latency.p50, p99: latency.p99, n: requests.total };
    },
  },
};

/** The tools that are on this machine. */
export const present = Object.fromEntries(Object.entries(tools).filter(([, { there }]) => there));

/** The names of those that are not. */
export const missing = Object.keys(tools).filter((name) => !tools[name].there);
