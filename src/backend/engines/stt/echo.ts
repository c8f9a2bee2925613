import { createHash } from 'node:crypto';
import type { SttEngine } from './stt-engine.ts';

const keptAtMost = 256;

const markOf = (sound: Uint8Array): string => createHash('sha256').update(sound).digest('base64');

/** An ear for the stack's own voice alone: it knows its last 256 utterances again, byte for byte, and in any other sound nobody speaks. To try hearing out without a model. */
export function echo(): SttEngine {
  const said = new Map<string, string>();
  return {
    id: 'echo',
    overhear(text, sound) {
      said.set(markOf(sound), text);
      const [oldest] = said.keys();
      if (said.size > keptAtMost && oldest !== undefined) said.delete(oldest);
    },
    async *transcribe({ bytes }) {
      const text = said.get(markOf(bytes));
      if (text !== undefined) yield text;
    },
  };
}
