import type { Answer, Asked, Stack } from '../domain/stack.ts';
import { addressOf } from './address.ts';
import { answering, asking, errorType, type Operation, wordsOf } from './gen-ai.ts';
import type { Recorder } from './recorder.ts';

/** What of a stack asks a model, and of what kind. */
const OPERATIONS = {
  chat: { name: 'chat', output: 'text' },
  turn: { name: 'chat', output: 'speech' },
  converseStream: { name: 'chat', output: 'text', stream: true },
  speak: { name: 'generate_content', output: 'speech' },
  speakStream: { name: 'generate_content', output: 'speech', stream: true },
  transcribe: { name: 'generate_content', output: 'text' },
  answerRecording: { name: 'chat', output: 'speech' },
} as const satisfies Partial<Record<keyof Stack, Operation>>;

/** A server that is asked, and how. */
export interface Asking {
  readonly url: string;
  readonly dialect: string;
  readonly model?: string | undefined;
  /** Whether what is said goes with it. */
  readonly content: boolean;
}

type Question = Asked & { readonly text?: string; readonly session?: string };
type Method = (question: Question) => Promise<Answer<unknown>>;

function traced(method: Method, operation: Operation, server: Asking, recorder: Recorder): Method {
  const { model, dialect, url, content } = server;
  const name = model === undefined ? operation.name : `${operation.name} ${model}`;
  return async (question) => {
    const { session } = question;
    const span = recorder.begin(name, {
      kind: 'client',
      isOfModel: true,
      attributes: asking(operation, {
        provider: dialect,
        ...(model !== undefined && { model }),
        ...(session !== undefined && { session }),
      }),
    });
    try {
      const answer = await recorder.within(span, () => method(question));
      span.end(answer.kind === 'failed' ? errorType(answer.failure) : undefined);
      span.tellLater(() => ({
        ...addressOf(url).attributes,
        'url.full': undefined,
        ...answering(answer, operation),
        ...(content && wordsOf(question, answer)),
      }));
      return answer;
    } catch (error) {
      span.end('interrupted');
      throw error;
    }
  };
}

/** The same stack, each question to one of its models a span of its own. */
export function tracedStack(stack: Stack, server: Asking, recorder: Recorder): Stack {
  const methods = Object.entries(OPERATIONS).flatMap(([name, operation]) => {
    const method = stack[name as keyof typeof OPERATIONS] as Method | undefined;
    return method ? [[name, traced(method, operation, server, recorder)]] : [];
  });
  return { ...stack, ...Object.fromEntries(methods) };
}
