import { once } from 'node:events';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import { tone } from '../engines/tts/tone.ts';

/** What the stack tries its engines with when it starts; they are not held back then. */
const firstWord = 'Bonjour';

/** A gate that work waits at, and that can be given up. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/** A model whose words come when the test lets them; `stopped` counts answers that were given up. */
export function heldModel(before: readonly string[], after: readonly string[]) {
  const { open, opened } = gate();
  const seen = { stopped: 0 };
  const engine: LlmEngine = {
    id: 'held-model',
    async *reply({ message }, { signal }) {
      if (message === firstWord) return yield 'Oui.';
      yield* before;
      try {
        await Promise.race([opened, once(signal, 'abort')]);
        signal.throwIfAborted();
      } catch (error) {
        seen.stopped += 1;
        throw error;
      }
      yield* after;
    },
  };
  return { engine, open, seen };
}

/** A voice that says what holds `heldWord` only when the test lets it, and anything else at once. */
export function heldVoice(heldWord: string) {
  const { open, opened } = gate();
  const voice = tone();
  const seen = { begun: 0, stopped: 0 };
  const engine: SpeechEngine = {
    ...voice,
    async *speak(utterance, signal) {
      seen.begun += 1;
      if (utterance.text.includes(heldWord)) {
        await Promise.race([opened, once(signal, 'abort')]);
        if (signal.aborted) seen.stopped += 1;
        signal.throwIfAborted();
      }
      yield* voice.speak(utterance, signal);
    },
  };
  return { engine, open, seen };
}
