// A program of its own: a server that answers exactly when it is told to, and notes when it really did. Whatever
// measures it knows how wrong it is.
import { createServer } from 'node:http';
import { httpAnswers } from './http-answers.ts';
import { player } from './play.ts';
import { createSchedule } from './schedule.ts';
import { socketAnswers } from './socket-answers.ts';
import { createLedger } from './truth.ts';

const PARENT_EVERY_MS = 500;

/** Whoever is woken by what is written gets the processor meanwhile: a server that only watched the clock would keep it. */
const NAP_MS = 0.02;
const bed = new Int32Array(new SharedArrayBuffer(4));

const nowMs = (): number => performance.now();
const schedule = createSchedule({
  nowMs,
  later(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
  soon(wake) {
    const next = setImmediate(() => {
      Atomics.wait(bed, 0, 0, NAP_MS);
      wake();
    });
    return () => clearImmediate(next);
  },
});
const ledger = createLedger();
const play = player(schedule, ledger, { nowMs, originMs: performance.timeOrigin });

const server = createServer(httpAnswers(play, ledger, nowMs));
server.on('upgrade', socketAnswers(play, nowMs));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  process.stdout.write(`${url}\n`);
  process.send?.({ url });
});

// Nobody else knows of it: it ends with whoever started it, however that went.
process.once('disconnect', () => process.exit());
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit();
}, PARENT_EVERY_MS).unref();
