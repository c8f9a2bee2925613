import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';
import { bytesOf, streamOf } from './piece-by-piece.ts';

export default defineFault({
  id: 'slow-loris-body',
  about: 'the body of an answer comes byte by byte, N ms apart',
  argument: milliseconds(200, 10_000),
  meddle(off, ms) {
    async function* dribble(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        let at = 0;
        for (; at < piece.length && !off.aborted; at += 1) {
          yield piece.subarray(at, at + 1);
          await pause(ms, off);
        }
        yield piece.subarray(at);
      }
    }
    return { pour: (honest) => (body) => streamOf(dribble(bytesOf(honest(body)))) };
  },
});
