import { randomBytes } from 'node:crypto';
import { defineFault } from './fault.ts';

/** Random bytes in which no frame of MPEG begins. */
const garbage = (count: number): Uint8Array => randomBytes(count).map((byte) => byte & 0x7f);

export default defineFault({
  id: 'tts-garbage',
  about: 'speech has the right number of bytes, at random, labelled audio/mpeg',
  argument: null,
  meddle: () => ({
    encode: (honest) => async (pcm, signal) => Buffer.from(garbage((await honest(pcm, signal)).length)),
  }),
});
