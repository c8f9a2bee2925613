import { defineFault, milliseconds } from './fault.ts';
import { after, pause } from './pause.ts';

const loadingMs = 1_500;

/** How long something has to be loaded again, where nobody used it for `idleMs`. */
function loading(idleMs: number, off: AbortSignal) {
  let usedAtMs = performance.now();
  return async (signal: AbortSignal) => {
    const idle = performance.now() - usedAtMs >= idleMs;
    usedAtMs = performance.now();
    if (idle) await pause(loadingMs, off, signal);
    usedAtMs = performance.now();
  };
}

export default defineFault({
  id: 'idle-unload',
  about: `model and voice are unloaded when nobody used them for N ms; to load them again takes ${loadingMs} ms`,
  argument: milliseconds(60_000, 3_600_000),
  meddle(off, idleMs) {
    const [model, voice] = [loading(idleMs, off), loading(idleMs, off)];
    return {
      reply: (honest) => (prompt, waiting) =>
        after(
          () => model(waiting.signal),
          () => honest(prompt, waiting),
        ),
      speak: (honest) => (utterance, signal) =>
        after(
          () => voice(signal),
          () => honest(utterance, signal),
        ),
    };
  },
});
