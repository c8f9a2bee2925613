import type { LlmAttempt } from '../protocol/chat.ts';
import type { EngineLedger, EngineRecord } from './engine-ledger.ts';
import type { LlmEngine, LlmPrompt } from './engines/llm/llm-engine.ts';
import { ProviderFailure } from './engines/provider/provider-failure.ts';
import { heeding } from './heeding.ts';

/** What came of asking the engines in turn: the answer, if one was given, and every attempt. */
interface LlmOutcome {
  readonly answered: { readonly engine: string; readonly text: string } | null;
  readonly attempts: readonly LlmAttempt[];
}

interface ChainOptions {
  readonly engines: readonly LlmEngine[];
  /** How long one engine may take for one answer. */
  readonly deadlineMs: number;
  readonly ledger: EngineLedger;
}

/** Gets each token as it comes; what it got cannot be taken back. */
export type Hear = (token: string) => void;

const answerCharsAtMost = 16_000;

/** Language models in order of preference. */
export interface LlmChain {
  readonly engines: readonly LlmEngine[];
  /** The one that answered last; null when the last question stayed without an answer. */
  answering(): string | null;
  /** How an engine fared when it was last asked; null when it never was. */
  recall(engine: string): EngineRecord | null;
  /** `hear` is null when nobody listens before the end. Rejects only when the caller's signal aborts. */
  answer(prompt: LlmPrompt, hear: Hear | null, caller: AbortSignal): Promise<LlmOutcome>;
}

/**
 * Asks the engines in turn until one answers; one that throws, is too slow, breaks off, or says nothing is passed,
 * unless some of its words have been heard already. What was asked goes into the ledger.
 */
export function llmChain({ engines, deadlineMs, ledger }: ChainOptions): LlmChain {
  let answering: string | null = null;

  async function ask(engine: LlmEngine, prompt: LlmPrompt, hear: Hear, caller: AbortSignal) {
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = AbortSignal.any([caller, deadline]);
    try {
      const text = await wordsOf(heeding(engine.reply(prompt, signal), signal), hear);
      ledger.note(engine.id, 'ready');
      return { text, detail: null };
    } catch (error) {
      caller.throwIfAborted();
      ledger.note(engine.id, 'down');
      // Asked of the deadline itself, which keeps it alive: collected as garbage, it would never come.
      return { text: null, detail: deadline.aborted ? `no answer within ${deadlineMs} ms` : tellable(error) };
    }
  }

  async function answer(prompt: LlmPrompt, hear: Hear | null, caller: AbortSignal): Promise<LlmOutcome> {
    const attempts: LlmAttempt[] = [];
    let heard = false;
    const listen: Hear = (token) => {
      if (hear === null) return;
      heard = true;
      hear(token);
    };
    for (const engine of engines) {
      const { text, detail } = await ask(engine, prompt, listen, caller);
      attempts.push({ engine: engine.id, answered: text !== null, detail });
      if (text !== null) return { answered: { engine: engine.id, text }, attempts };
      if (heard) break;
    }
    return { answered: null, attempts };
  }

  return {
    engines,
    answering: () => answering,
    recall: ledger.recall,
    async answer(prompt, hear, caller) {
      const outcome = await answer(prompt, hear, caller);
      answering = outcome.answered?.engine ?? null;
      return outcome;
    },
  };
}

/** Collects an answer; blanks before the first word are held back, for an empty answer must not be heard. */
async function wordsOf(tokens: AsyncIterable<string>, hear: Hear): Promise<string> {
  let text = '';
  let begun = false;
  for await (const token of tokens) {
    text += token;
    if (text.length > answerCharsAtMost) throw new ProviderFailure('it would not stop talking');
    if (begun) hear(token);
    else if (/\S/.test(text)) {
      begun = true;
      hear(text);
    }
  }
  if (!begun) throw new ProviderFailure('it said nothing');
  return text;
}

/** Only what we wrote ourselves is told. */
const tellable = (error: unknown): string => (error instanceof ProviderFailure ? error.message : 'it failed');
