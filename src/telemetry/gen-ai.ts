import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Answer, Failure } from '../domain/stack.ts';
import { type Attributes, toMicros } from './span.ts';

/** As much of a prompt, and of an answer, as is exported where it was asked for. */
const CONTENT_CHARS = 4_000;

/** What is asked of a model, in the words of the GenAI semantic conventions. */
export interface Operation {
  readonly name: 'chat' | 'generate_content';
  readonly output: 'text' | 'speech';
  readonly stream?: true;
}

/** What answers of a model have in common; each kind has some of it. */
interface Said {
  readonly text?: string;
  readonly model?: string | null;
  readonly finish?: string;
  readonly tokenCount?: number;
  readonly cached?: boolean;
  readonly reportedMs?: number | null;
}

/** Why nothing came, in a word, of a kind that says nothing of what was said. */
export const errorType = (failure: Failure): string => {
  if (failure.kind === 'unreachable') return failure.how;
  if (failure.kind === 'malformed') return 'malformed';
  return failure.refusal ?? (failure.status === null ? 'rejected' : String(failure.status));
};

const message = (role: 'user' | 'assistant', text: string, finish?: string): string =>
  JSON.stringify([
    {
      role,
      parts: [{ type: 'text', content: firstChars(text, CONTENT_CHARS) }],
      ...(finish && { finish_reason: finish }),
    },
  ]);

/** What is known when a model is asked. */
export const asking = (
  { name, output, stream }: Operation,
  {
    provider,
    model,
    session,
  }: { readonly provider: string; readonly model?: string; readonly session?: string },
): Attributes => ({
  'gen_ai.operation.name': name,
  'gen_ai.provider.name': provider,
  'gen_ai.output.type': output,
  'gen_ai.request.model': model,
  'gen_ai.request.stream': stream,
  'gen_ai.conversation.id': session,
});

/** What its answer says. */
export function answering<Value>(answer: Answer<Value>, { stream }: Operation): Attributes {
  const common = { 'ralph.wall_ms': toMicros(answer.wallMs) };
  if (answer.kind === 'failed') return { ...common, 'error.type': errorType(answer.failure) };
  const { model, finish, tokenCount, cached, reportedMs }: Said = answer.value as Said;
  return {
    ...common,
    'ralph.first_byte_ms': toMicros(answer.firstByteMs),
    'ralph.cached': cached,
    'ralph.reported_ms': reportedMs,
    'gen_ai.response.model': model,
    'gen_ai.response.finish_reasons': finish === undefined ? undefined : [finish],
    'gen_ai.response.time_to_first_chunk': stream && toMicros(answer.firstByteMs) / 1000,
    'gen_ai.usage.output_tokens': tokenCount,
  };
}

/** The words of a question and its answer, where somebody asked for them. */
export function wordsOf<Value>(asked: { readonly text?: string }, answer: Answer<Value>): Attributes {
  const { text, finish }: Said = answer.kind === 'answered' ? (answer.value as Said) : {};
  return {
    'gen_ai.input.messages': asked.text === undefined ? undefined : message('user', asked.text),
    'gen_ai.output.messages': text === undefined ? undefined : message('assistant', text, finish),
  };
}
