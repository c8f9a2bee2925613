import { expect, it } from 'vitest';
import type { Journal } from '../archive/inspect.ts';
import { evidenceWith } from '../pipeline/evidence.fixture.ts';
import { runJournal } from './run-journal.ts';

const frame = { reference: false, cycle: null, probes: ['backend', 'llm'] };
const first = { evidence: evidenceWith({ backend: {} }), clockMs: 1 };
const second = { evidence: evidenceWith({ backend: {}, llm: {} }), clockMs: 2 };

/** A disk that writes when it is let, or refuses. */
function disk() {
  const written: Journal[] = [];
  const said: string[] = [];
  const waiting: (() => void)[] = [];
  const state = { isFull: false, isThere: true };
  const journal = runJournal(
    {
      file: 'f',
      keep: async (journal) => {
        await new Promise<void>((resolve) => void waiting.push(resolve));
        if (state.isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        written.push(journal);
      },
      isThere: async () => state.isThere,
      remove: async () => {},
    },
    frame,
    { say: ({ en }) => void said.push(en), kept: undefined },
  );
  const write = async (promise: Promise<void>): Promise<void> => {
    while (waiting.length === 0) await Promise.resolve();
    waiting.shift()?.();
    await promise;
  };
  return { journal, written, said, waiting, state, write };
}

it('writes one after the other, however many finish at once, and says what is there', async () => {
  const { journal, written, waiting, write } = disk();
  expect([journal.kept(), await journal.holds(first.evidence)]).toEqual([undefined, false]);
  const both = [journal.keep(first), journal.keep(second)] as const;
  await write(both[0]);
  expect(journal.kept()).toBe(first.evidence);
  await write(both[1]);
  expect(waiting).toEqual([]);
  expect(written.map(({ clockMs }) => clockMs)).toEqual([1, 2]);
  expect(written[1]).toEqual({ schema: 'ralph/journal@1', ...frame, ...second });
  expect([await journal.holds(first.evidence), await journal.holds(second.evidence)]).toEqual([false, true]);
});

it('says once that the disk refuses, ends nothing, and tells what is still there from what is not', async () => {
  const { journal, said, state, write } = disk();
  await write(journal.keep(first));
  state.isFull = true;
  await write(journal.keep(second));
  await write(journal.keep(second));
  expect(said).toEqual([expect.stringContaining('cannot be kept on the way (ENOSPC)')]);
  expect([journal.kept(), await journal.holds(second.evidence)]).toEqual([first.evidence, false]);
  state.isFull = false;
  await write(journal.keep(second));
  expect(await journal.holds(second.evidence)).toBe(true);
  state.isThere = false;
  expect(await journal.holds(second.evidence)).toBe(false);
});
