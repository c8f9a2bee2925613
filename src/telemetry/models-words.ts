import { fromJson } from '../domain/from-json.ts';
import type { HttpExchange, HttpRequest } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Attributes } from './span.ts';

/** A longer answer is not kept for what it says of its tokens. */
const MOST_BYTES = 64 * 1024;
const NAME_CHARS = 200;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const name = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? firstChars(value, NAME_CHARS) : undefined;

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

function read(text: string): Fields {
  try {
    return fieldsOf(fromJson(text));
  } catch {
    return {};
  }
}

/** The objects of an answer: one, or those of its events, in order. */
const objectsIn = (text: string): Fields[] =>
  /^\s*\{/.test(text)
    ? [read(text)]
    : text.split('\n').flatMap((line) => (/^data:\s*\{/.test(line) ? [read(line.slice(5))] : []));

/** What an answer in the shape of OpenAI says of itself: `usage`, `model` and `id`, wherever in a stream. */
function answered(text: string): Attributes {
  const objects = objectsIn(text);
  const usage = fieldsOf(objects.findLast((each) => Object.keys(fieldsOf(each.usage)).length > 0)?.usage);
  const first = objects.find((each) => name(each.model)) ?? {};
  return {
    'gen_ai.response.model': name(first.model),
    'gen_ai.response.id': name(first.id),
    'gen_ai.usage.input_tokens': count(usage.prompt_tokens) ?? count(usage.input_tokens),
    'gen_ai.usage.output_tokens': count(usage.completion_tokens) ?? count(usage.output_tokens),
  };
}

function asked(json: unknown): Attributes {
  const fields = fieldsOf(json);
  return {
    'gen_ai.request.model': name(fields.model),
    'gen_ai.request.max_tokens': count(fields.max_completion_tokens) ?? count(fields.max_tokens),
    'gen_ai.request.stream': fields.stream === true ? true : undefined,
  };
}

const TEXT = /^(application\/json|text\/event-stream|application\/x-ndjson)\b/i;

/**
 * What a question to a model and its answer say of the model and the tokens, by the GenAI semantic conventions; worked
 * out when it is called. Nothing of what was said is in it.
 */
export function modelsWords({ json }: HttpRequest, exchange: HttpExchange): () => Attributes {
  const isKept =
    exchange.kind === 'answered' &&
    exchange.body.length <= MOST_BYTES &&
    TEXT.test(exchange.headers['content-type'] ?? '');
  const body = isKept ? exchange.body : undefined;
  return () => ({ ...asked(json), ...(body && answered(new TextDecoder().decode(body))) });
}
