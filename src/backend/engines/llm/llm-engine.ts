/** What a language model is asked. */
export interface LlmPrompt {
  readonly message: string;
  /** Earlier turns of the conversation, oldest first. */
  readonly history: readonly { readonly said: string; readonly answered: string }[];
}

/** Something that answers in words. */
export interface LlmEngine {
  readonly id: string;
  /** Tokens of the answer, in order, blanks included. Throws when it cannot answer; stops when the signal aborts. */
  reply(prompt: LlmPrompt, signal: AbortSignal): AsyncIterable<string>;
}
