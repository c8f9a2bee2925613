import type { HttpExchange, SocketEvent, SocketOpening } from '../domain/host.ts';
import type { Text } from '../domain/text.ts';

/** Waiting for a model or a voice takes longer than for a lookup. */
export type Work = 'inference' | 'lookup';

/** One HTTP request of the contract, as data. */
export interface Question {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, as it goes over the wire. */
  readonly path: string;
  readonly json?: unknown;
  /** A recording, sent as the `file` of a form. */
  readonly file?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly work?: Work;
  /** Sent without the API key; not asked at all when none is in use. */
  readonly keyless?: true;
}

/** A conversation on a socket of its own, as data. */
export interface Talk {
  readonly path: string;
  /** One after the other: the next is sent when the last one ended well. */
  readonly turns: readonly Turn[];
}

/** One frame sent, text or bytes. What is heard ends with a frame of type `until` or `error`, the close, or silence. */
export interface Turn {
  readonly send: string | Uint8Array;
  /** `any`: the first text frame ends it. */
  readonly until: string;
  readonly work?: Work;
}

/** A question or a talk that was not put to the stack, and why. */
export interface Unasked {
  readonly kind: 'unasked';
  readonly reason: Text;
}

export type Reply = HttpExchange | Unasked;
export type Answered = HttpExchange & { readonly kind: 'answered' };

export type Talked =
  /** What was heard in each turn that began. */
  | { readonly kind: 'heard'; readonly turns: readonly (readonly SocketEvent[])[] }
  | (SocketOpening & { readonly kind: 'failed' })
  | Unasked;

/** One time that the rate limit said no, over HTTP or on an open socket. */
export interface Refusal {
  /** When it says to come back, in its own words: `retry-after: 7`; null where it does not say. */
  readonly said: string | null;
  /** What that means in ms from then; null where it cannot be read. */
  readonly waitMs: number | null;
}

/** Puts questions to one stack. The same question twice is asked once. Rejects only when its signal aborts. */
export interface Ask {
  request(question: Question): Promise<Reply>;
  talk(talk: Talk): Promise<Talked>;
  /** The refusals that were met so far; each was waited out, or ended the asking. */
  refusals(): readonly Refusal[];
}
