import { defineFault } from './fault.ts';

export default defineFault({
  id: 'tts-canned',
  about: 'every text is spoken as the first one was: one recording stands in for the engine',
  argument: null,
  meddle() {
    let kept: Promise<Buffer> | undefined;
    return {
      encode: (honest) => (pcm) => {
        // Whoever else waits for it must not lose it when the first one leaves.
        kept ??= honest(pcm, new AbortController().signal);
        return kept;
      },
    };
  },
});
