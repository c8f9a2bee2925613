// Asks a stack on request, with a trace of it or without: a thread of its own, so that what keeping one switches on in an
// isolate is on in one of them alone.
import { parentPort, workerData } from 'node:worker_threads';
import { withBundled } from '../../scripts/bundled.js';

const { url, isTraced } = workerData;
const entry = { host: 'src/host/host.ts', eva: 'src/dialects/eva.ts' };
const traces = { clock: 'src/host/clock.ts', tracing: 'src/telemetry/tracing.ts' };

await withBundled(
  isTraced ? { ...entry, ...traces } : entry,
  async ({ host: hosts, eva, clock, tracing }) => {
    const { host, close } = hosts.createHost();
    const connect = (http) => eva.default.connect({ url, paths: {}, apiKey: null, http });
    const signal = new AbortController().signal;
    let turn = 0;
    const question = () => ({
      ...{
        text: `Number ${turn}: how are you today?`,
        session: `${isTraced}-${turn++}`,
        timeoutMs: 5_000,
        signal,
      },
    });
    let begin = () => {};
    let end = () => {};
    let ask;
    if (isTraced) {
      const collector = { url, headers: {}, encoding: 'json', gzip: false, timeoutMs: 1, content: false };
      const trace = tracing.openTracing({
        ...{
          name: 'bench',
          collector,
          clock: clock.createClock(),
          version: '0',
          attributes: {},
          mask: String,
        },
      });
      const stack = trace.stack(connect(trace.http(host.http)), { url, dialect: 'eva' });
      let account;
      begin = () => {
        account = trace.tracer.probe({ id: 'bench', title: { en: '', fr: '' }, phase: 'load' });
      };
      end = () => account.end({ kind: 'unavailable', reason: '' });
      const sample = () => ({ kind: 'warm', number: turn });
      ask = () => account.within(() => trace.tracer.sample(sample(), () => stack.chat(question())));
    } else {
      const stack = connect(host.http);
      ask = () => stack.chat(question());
    }
    parentPort.postMessage('ready');
    for (;;) {
      const count = await new Promise((resolve) => parentPort.once('message', resolve));
      if (count === 0) break;
      const times = [];
      begin();
      for (let each = 0; each < count; each++) {
        const startMs = performance.now();
        const answer = await ask();
        const wholeMs = performance.now() - startMs;
        if (answer.kind !== 'answered') throw new Error(`no answer: ${JSON.stringify(answer.failure)}`);
        times.push({ wallMs: answer.wallMs, wholeMs });
      }
      end();
      parentPort.postMessage(times);
    }
    await close();
  },
);
