import { fromJson } from '../domain/from-json.ts';
import { oneLine } from '../domain/printable.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { same, type Text } from '../domain/text.ts';
import type { Answered } from './ask.ts';

const EXCERPT_CHARS = 120;

/** The beginning of what a stack said, on one line. */
export function excerpt(said: string): string {
  const line = oneLine(firstChars(said, 4 * EXCERPT_CHARS));
  return line.length > EXCERPT_CHARS ? `${firstChars(line, EXCERPT_CHARS)}…` : line;
}

export const textOf = ({ body }: Answered): string => new TextDecoder().decode(body);

/** The body as JSON, or undefined when it is none. */
export function jsonOf(reply: Answered): unknown {
  try {
    return fromJson(textOf(reply));
  } catch {
    return undefined;
  }
}

const PAGE: Text = { en: 'an HTML page', fr: 'une page HTML' };
const NOTHING: Text = { en: 'an empty body', fr: 'un corps vide' };

/** Whether some web server's page came instead of an answer. */
export const isPage = (reply: Answered): boolean =>
  /^\s*<(!doctype|html)/i.test(textOf(reply).slice(0, 200)) ||
  /^text\/html/i.test(reply.headers['content-type'] ?? '');

function bodyFound(reply: Answered): Text {
  if (reply.body.length === 0) return NOTHING;
  if (isPage(reply)) return PAGE;
  const type = reply.headers['content-type'] ?? '';
  if (/^(audio|application\/octet)/.test(type)) return same(`${type}, ${reply.body.length} B`);
  return same(excerpt(textOf(reply)));
}

/** "HTTP 503: {"detail":"no"}": the status and the beginning of the body. */
export function replyFound(reply: Answered): Text {
  const { en, fr } = bodyFound(reply);
  return { en: `HTTP ${reply.status}: ${en}`, fr: `HTTP ${reply.status} : ${fr}` };
}
