// What 500 idle sockets on `/ws/chat` cost in memory.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { memoryMB, startStack } from './server-process.js';

const sockets = 500;
const targetMB = 60;
const settlingMs = 3_000;

async function settled(stack) {
  await pause(settlingMs);
  const heap = await stack.heapMB({ collect: true });
  await pause(settlingMs);
  return { ...memoryMB(stack.pid), heap };
}

async function opened(url) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/chat`);
  await once(socket, 'open');
  return socket;
}

export async function idleSockets({ cli }) {
  const stack = await startStack(cli);
  try {
    const before = await settled(stack);
    const open = await Promise.all(Array.from({ length: sockets }, () => opened(stack.url)));
    const after = await settled(stack);
    const silent = open.every(({ readyState }) => readyState === WebSocket.OPEN);
    if (!silent) throw new Error('the stack closed some of the idle sockets');
    for (const socket of open) socket.terminate();
    const above = (kind) => (after[kind] - before[kind]).toFixed(1);
    const measured = `${above('rss')} MB resident (${above('pss')} proportional, ${above('heap')} heap; ${before.rss.toFixed(0)} MB before)`;
    const rows = [
      {
        figure: `${sockets} idle sockets, memory above none`,
        measured,
        target: `< ${targetMB} MB`,
        held: after.rss - before.rss < targetMB,
      },
    ];
    return { raw: { before, after }, rows };
  } finally {
    await stack.stop();
  }
}
