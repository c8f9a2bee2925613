import type { ServerResponse } from 'node:http';

/** Browsers open six at most to one server; this many are a room full of people. */
const MOST_LISTENERS = 64;
const BEAT_MS = 25_000;
/** Who leaves more than this unread is gone, or means to be a burden; a browser comes back by itself. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** Server-sent events to all who listen: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface EventHub {
  /** False where too many listen already. */
  join(response: ServerResponse): boolean;
  /** `data` is one line. */
  tell(event: string, data: string): void;
  close(): void;
}

const eventOf = (event: string, data: string): string => `event: ${event}\ndata: ${data}\n\n`;

/** A hub that greets each listener with `greeting`, so that one who was away learns what changed. */
export function eventHub(greeting: () => readonly (readonly [event: string, data: string])[]): EventHub {
  const listeners = new Set<ServerResponse>();
  const tellAll = (text: string): void => {
    for (const listener of listeners)
      if (listener.writableLength > MOST_UNREAD_BYTES) listener.destroy();
      else listener.write(text);
  };
  // Else what stands between would take a silent connection for a dead one.
  const beat = setInterval(() => tellAll(':\n\n'), BEAT_MS).unref();
  return {
    join(response) {
      if (listeners.size >= MOST_LISTENERS) return false;
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      for (const [event, data] of greeting()) response.write(eventOf(event, data));
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
      return true;
    },
    tell: (event, data) => tellAll(eventOf(event, data)),
    close() {
      clearInterval(beat);
      for (const listener of listeners) listener.end();
    },
  };
}
