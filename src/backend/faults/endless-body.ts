import { defineFault } from './fault.ts';
import { pause } from './pause.ts';
import { bytesOf, streamOf } from './piece-by-piece.ts';

const tickMs = 100;

export default defineFault({
  id: 'endless-body',
  about: 'after the answer its body goes on for ever, blank, with N KiB a second',
  argument: { unit: 'KiB/s', default: 64, min: 1, max: 1024 },
  meddle(off, kibPerSecond) {
    const blanks = Buffer.alloc(Math.ceil((kibPerSecond * 1024 * tickMs) / 1000), ' ');
    async function* endlessly(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      yield* pieces;
      while (!off.aborted) {
        yield blanks;
        await pause(tickMs, off);
      }
    }
    return { pour: (honest) => (body) => streamOf(endlessly(bytesOf(honest(body)))) };
  },
});
