import { defineFault } from './fault.ts';

/** An ID3v2.4 tag of 130 bytes, which it says in seven bits a byte, and no sound after it: 140 bytes. */
const tag = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2]), Buffer.alloc(130)]);

export default defineFault({
  id: 'tts-tiny',
  about: 'speech is 140 bytes: a valid ID3 header and no sound',
  argument: null,
  meddle: () => ({ encode: () => () => Promise.resolve(tag) }),
});
