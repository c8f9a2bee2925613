import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { follow, stampOf } from './pilot.ts';

/** A server that sends some bytes in pieces, one after the other, and ends. */
async function sending(...pieces: readonly Buffer[]): Promise<number> {
  const server = createServer((socket) => {
    const [piece, ...more] = pieces;
    socket.write(piece ?? '', () => {
      for (const next of more) setImmediate(() => socket.write(next));
      setImmediate(() => socket.end());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** Waits until so many stamps are there. */
async function followed(port: number, count: number, fromMs = 0) {
  const { histogram, stop } = follow(port, fromMs);
  onTestFinished(stop);
  while (histogram.count < count) await new Promise((resolve) => setImmediate(resolve));
  return histogram;
}

const agoNs = (ms: number): bigint => process.hrtime.bigint() - BigInt(ms * 1e6);

it('a stamp is as late as it is long ago that it was due, wherever the pieces are cut', async () => {
  const stamps = Buffer.concat([stampOf(agoNs(50_000)), stampOf(agoNs(10_000)), stampOf(agoNs(90_000))]);
  const port = await sending(stamps.subarray(0, 3), stamps.subarray(3, 13), stamps.subarray(13));
  const { min, max, count } = await followed(port, 3);
  expect(count).toBe(3);
  expect(min).toBeGreaterThanOrEqual(9_990_000);
  expect(min).toBeLessThan(50_000_000);
  expect(max).toBeGreaterThanOrEqual(89_900_000);
});

it('what comes before the measured time does not count', async () => {
  const port = await sending(stampOf(agoNs(1)));
  const { histogram, stop } = follow(port, Number.POSITIVE_INFINITY);
  onTestFinished(stop);
  const port2 = await sending(stampOf(agoNs(1)));
  await followed(port2, 1);
  expect(histogram.count).toBe(0);
});

it('without a pilot nothing is seen, and nothing breaks', async () => {
  const { histogram, stop } = follow(9, 0);
  await followed(await sending(stampOf(agoNs(1))), 1);
  expect(histogram.count).toBe(0);
  stop();
});
