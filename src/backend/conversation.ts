import type { EngineLedger } from './engine-ledger.ts';
import type { LlmEngine } from './engines/llm/llm-engine.ts';
import { EngineUnavailable } from './failures.ts';
import type { Store } from './store.ts';

/** What a person says, and in which conversation. */
interface Remark {
  readonly message: string;
  readonly session: string;
}

/** Talks with people, each session by itself. */
export interface Conversation {
  /** The name of the model that answers. */
  readonly model: string;
  /**
   * Resolves with the whole answer; `hear` gets each token as it comes. Rejects with EngineUnavailable when the model
   * fails or says nothing, and when the signal aborts.
   */
  answer(remark: Remark, signal: AbortSignal, hear: (token: string) => void): Promise<string>;
}

/** A conversation that remembers only whole turns: an answer that was cut short leaves no trace. */
export function conversation(llm: LlmEngine, store: Store, ledger: EngineLedger): Conversation {
  async function ask({ message, session }: Remark, signal: AbortSignal, hear: (token: string) => void) {
    let answered = '';
    for await (const token of llm.reply({ message, history: store.history(session) }, signal)) {
      answered += token;
      hear(token);
    }
    if (!/\S/.test(answered)) throw new Error('it said nothing');
    return answered;
  }

  return {
    model: llm.id,
    async answer(remark, signal, hear) {
      try {
        const answered = await ask(remark, signal, hear);
        ledger.note(llm.id, 'ready');
        store.remember(remark.session, { said: remark.message, answered });
        return answered;
      } catch (error) {
        signal.throwIfAborted();
        ledger.note(llm.id, 'down');
        throw new EngineUnavailable('the language model did not answer', { cause: error });
      }
    },
  };
}
