import { routes } from '../../protocol/routes.ts';
import type { Mp3Encoder } from '../speech/mp3.ts';
import type { Pcm } from '../speech/pcm.ts';
import { defineFault } from './fault.ts';
import { relaying } from './relayed.ts';

const sampleRateHz = 22_050;
const fillerS = 0.8;
const [pitchHz, swellHz] = [140, 5];

/** A hum that swells: what a voice says before it knows what to say. */
function hum(): Pcm {
  const samples = Float32Array.from({ length: fillerS * sampleRateHz }, (_, index) => {
    const turns = (2 * Math.PI * index) / sampleRateHz;
    const voice = Math.sin(pitchHz * turns) + Math.sin(2 * pitchHz * turns) / 2;
    return 0.2 * voice * Math.sin((swellHz * turns) / 2) ** 2;
  });
  return { samples, sampleRateHz };
}

export default defineFault({
  id: 'tts-filler',
  about: 'streamed speech begins at once with the same canned hum, while the first sentence is still made',
  argument: null,
  meddle(off) {
    let encode: Mp3Encoder | undefined;
    let filler: Promise<Buffer> | undefined;
    async function* after(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      filler ??= encode?.(hum(), off);
      if (filler) yield await filler;
      yield* pieces;
    }
    return {
      encode: (honest) => {
        encode = honest;
        return honest;
      },
      request: relaying([routes.ttsStream], after),
    };
  },
});
