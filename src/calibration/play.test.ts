import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { player } from './play.ts';
import { createLedger } from './truth.ts';

/** A clock that every look moves by a quarter of a ms, and a schedule that does everything when it is due. */
function stage() {
  let nowMs = 100;
  const waiting: { atMs: number; act: () => void }[] = [];
  const ledger = createLedger();
  const said: string[] = [];
  const stream = new Writable({
    write: (_chunk, _encoding, done) => done(),
    writev: (chunks, done) => {
      said.push(`sent at ${nowMs}: ${chunks.map(({ chunk }) => String(chunk)).join('')}`);
      done();
    },
  });
  const clock = { nowMs: () => (nowMs += 0.25), originMs: 1_000_000 };
  const play = player({ at: (atMs, act) => void waiting.push({ atMs, act }) }, ledger, clock);
  const run = (): void => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      nowMs = Math.max(nowMs, next.atMs);
      next.act();
    }
  };
  return { play, run, stream, ledger, said };
}

it('sends each piece whole, and enters the time just before it went', () => {
  const { play, run, stream, ledger, said } = stage();
  const writing: number[] = [];
  play({
    ...{ route: '/x', readMs: 100, dueMs: [10, 30], stream },
    write(piece, atMs) {
      writing.push(atMs);
      stream.write(`head${piece} `);
      stream.write('body');
    },
    finish: () => said.push('finished'),
  });
  expect(ledger.take()).toEqual([]);
  run();
  expect(writing).toEqual([10.25, 30.25]);
  expect(said).toEqual(['sent at 110.5: head0 body', 'sent at 130.5: head1 body', 'finished']);
  expect(ledger.take()).toEqual([{ route: '/x', readAtMs: 1_000_100, wroteMs: [10.5, 30.5] }]);
  expect(ledger.take()).toEqual([]);
});

it('writes nothing more, and enters nothing, once nobody listens', () => {
  const { play, run, stream, ledger } = stage();
  let wrote = 0;
  play({
    ...{ route: '/x', readMs: 100, dueMs: [1, 2, 3], stream },
    write: () => {
      wrote++;
      stream.destroy();
    },
  });
  run();
  expect(wrote).toBe(1);
  expect(ledger.take()).toEqual([]);
});

it('a ledger that nobody reads keeps the latest, and not all', () => {
  const ledger = createLedger();
  for (let index = 0; index < 120_000; index++) ledger.add({ route: `${index}`, readAtMs: 0, wroteMs: [] });
  const kept = ledger.take();
  expect(kept.length).toBeLessThanOrEqual(50_000);
  expect(kept.length).toBeGreaterThanOrEqual(25_000);
  expect(kept.at(-1)?.route).toBe('119999');
  expect(kept[0]?.route).toBe(`${120_000 - kept.length}`);
});
