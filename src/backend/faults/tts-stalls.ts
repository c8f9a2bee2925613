import { routes } from '../../protocol/routes.ts';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';
import { relaying } from './relayed.ts';

/** Half a second of the sound of this stack. */
const begunBytes = 3_000;

export default defineFault({
  id: 'tts-stalls',
  about: 'streamed speech stops after half a second and goes on N ms later',
  argument: milliseconds(1_500, 60_000),
  meddle(off, ms) {
    async function* haltingly(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let hasHalted = false;
      for await (const piece of pieces) {
        if (!hasHalted) {
          yield piece.subarray(0, begunBytes);
          await pause(ms, off);
        }
        yield hasHalted ? piece : piece.subarray(begunBytes);
        hasHalted = true;
      }
    }
    return { request: relaying([routes.ttsStream], haltingly) };
  },
});
