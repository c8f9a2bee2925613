// How many `/chat` requests a second, beside a bare Fastify with the same schemas: in turn, each in its own process.
import autocannon from 'autocannon';
import { request as ask } from 'undici';
import { withChatSchemas } from './protocol.js';
import { remarks } from './remarks.js';
import { cpuS, startBare, startStack } from './server-process.js';
import { median } from './statistics.js';

const connections = 20;
const target = 0.6;
const manners = {
  'without a session': () => ({}),
  'in 50 sessions': (index) => ({ session_id: `session-${index % 50}` }),
};

/** More messages than any cache of answers keeps, so that each is answered anew. */
const requestsOf = (manner) =>
  remarks(40_000).map((message, index) => ({
    method: 'POST',
    path: '/chat',
    headers,
    body: JSON.stringify({ message, audio: false, ...manner(index) }),
  }));

/** Has every connection send requests of its own, round and round. */
async function load({ url, pid }, requests, durationS) {
  const each = requests.length / connections;
  let begun = 0;
  let since = null;
  const setupClient = (client) => {
    const at = begun++ * each;
    client.setRequests(requests.slice(at, at + each).map((request) => ({ ...request })));
    since = { ms: performance.now(), serverS: cpuS(pid), client: process.cpuUsage() };
  };
  const {
    '2xx': answered,
    non2xx,
    errors,
  } = await autocannon({
    url,
    connections,
    duration: durationS,
    setupClient,
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} refusals and ${errors} errors under load`);
  const [ms, serverS, client] = [performance.now(), cpuS(pid), process.cpuUsage(since.client)];
  return {
    requestsPerS: (answered * 1000) / (ms - since.ms),
    cpuUsPerRequest: ((serverS - since.serverS) * 1e6) / answered,
    clientBusy: (client.user + client.system) / 1000 / (ms - since.ms),
  };
}

const headers = { 'content-type': 'application/json' };

async function compare(stack, bare, manner, { pairs, durationS }) {
  const requests = requestsOf(manner);
  for (const server of [bare, stack]) await load(server, requests, durationS);
  const runs = [];
  for (let pair = 0; pair < pairs; pair++) {
    runs.push({ bare: await load(bare, requests, durationS), stack: await load(stack, requests, durationS) });
  }
  const middle = (pick) => median(runs.map(pick));
  return {
    runs,
    ratio: middle(({ bare, stack }) => stack.requestsPerS / bare.requestsPerS),
    cpuRatio: middle(({ bare, stack }) => bare.cpuUsPerRequest / stack.cpuUsPerRequest),
    bare: middle(({ bare }) => bare.requestsPerS),
    stack: middle(({ stack }) => stack.requestsPerS),
    bareUs: middle(({ bare }) => bare.cpuUsPerRequest),
    stackUs: middle(({ stack }) => stack.cpuUsPerRequest),
    clientBusy: middle(({ bare }) => bare.clientBusy),
  };
}

/** An answer that the stack really gave, for the bare server to repeat. */
async function realAnswer({ url }) {
  const body = JSON.stringify({ message: remarks(1)[0], audio: false });
  const { body: answer } = await ask(`${url}/chat`, { method: 'POST', headers, body });
  return answer.json();
}

const rowsOf = (manner, { ratio, cpuRatio, bare, stack, bareUs, stackUs, clientBusy }) => [
  {
    figure: `/chat ${manner}, beside bare Fastify`,
    measured: `${ratio.toFixed(2)} (${stack.toFixed(0)} of ${bare.toFixed(0)} requests/s)`,
    target: `≥ ${target}`,
    held: ratio >= target,
  },
  {
    figure: '  processor time of bare Fastify over that of the stack',
    measured: `${cpuRatio.toFixed(2)} (${bareUs.toFixed(0)} of ${stackUs.toFixed(0)} µs a request; client ${(clientBusy * 100).toFixed(0)} % busy)`,
  },
];

export async function throughput({ cli, quick }) {
  const stack = await startStack(cli);
  try {
    return await withChatSchemas(async (schemas) => {
      const bare = await startBare(schemas, await realAnswer(stack));
      try {
        const raw = {};
        for (const [manner, session] of Object.entries(manners)) {
          raw[manner] = await compare(
            stack,
            bare,
            session,
            quick ? { pairs: 3, durationS: 2 } : { pairs: 8, durationS: 5 },
          );
        }
        return { raw, rows: Object.entries(raw).flatMap(([manner, result]) => rowsOf(manner, result)) };
      } finally {
        await bare.stop();
      }
    });
  } finally {
    await stack.stop();
  }
}
