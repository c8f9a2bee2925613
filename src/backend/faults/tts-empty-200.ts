import { defineFault } from './fault.ts';

export default defineFault({
  id: 'tts-empty-200',
  about: 'speech is 0 bytes, with a clean 200',
  argument: null,
  meddle: () => ({ encode: () => () => Promise.resolve(Buffer.alloc(0)) }),
});
