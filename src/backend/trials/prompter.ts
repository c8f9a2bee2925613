import { once } from 'node:events';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';

/** A model that says to "dictate" what a test dictates, when it does, and to anything else "Yes." */
export interface Prompter extends LlmEngine {
  dictate(token: string): void;
  /** Ends the answer. */
  finish(): void;
  /** How many answers were broken off. */
  brokenOff(): number;
}

export function prompter(): Prompter {
  const lines: (string | null)[] = [];
  const news = new EventTarget();
  let brokenOff = 0;
  const add = (line: string | null) => {
    lines.push(line);
    news.dispatchEvent(new Event('line'));
  };

  async function* dictation(signal: AbortSignal) {
    try {
      for (;;) {
        if (lines.length === 0) await once(news, 'line', { signal });
        const line = lines.shift();
        if (line === null) return;
        if (line !== undefined) yield line;
      }
    } catch (error) {
      brokenOff += 1;
      throw error;
    }
  }

  return {
    id: 'prompter',
    async *reply({ message }, { signal }) {
      if (message.includes('dictate')) yield* dictation(signal);
      else yield 'Yes.';
    },
    dictate: add,
    finish: () => add(null),
    brokenOff: () => brokenOff,
  };
}
