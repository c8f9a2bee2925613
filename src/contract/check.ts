import type { Text } from '../domain/text.ts';
import type { Ask } from './ask.ts';

/** Whether a stack keeps one promise of the contract. */
export type Outcome =
  | { readonly kind: 'holds' }
  | { readonly kind: 'differs'; readonly expected: Text; readonly found: Text }
  /** The stack has no such route or socket. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unasked'; readonly reason: Text }
  /** The promise is about something that did not happen, and that nobody is to provoke. */
  | { readonly kind: 'moot'; readonly reason: Text };

/** Who is hurt when it does not hold: a review of the stack, a client that relies on the contract, or nobody yet. */
export type Matters = 'review' | 'client' | 'optional';

/** One promise of the wire contract, and how to find out whether a stack keeps it. */
export interface Check {
  /** `route.promise`, unique among all checks. */
  readonly id: string;
  /** As a person writes it: "POST /chat", "WS /ws/chat". */
  readonly route: string;
  readonly title: Text;
  readonly matters: Matters;
  run(ask: Ask): Promise<Outcome>;
}

export const HOLDS: Outcome = { kind: 'holds' };
export const MISSING: Outcome = { kind: 'missing' };

/** Found was not what the contract expects. */
export const differs = (expected: Text, found: Text): Outcome => ({ kind: 'differs', expected, found });

/** Holds when `kept`, else differs in these words. */
export const holdsIf = (kept: boolean, expected: Text, found: Text): Outcome =>
  kept ? HOLDS : differs(expected, found);

/** A stack that wants a key it was not given breaks no promise. */
export const KEY_WANTED: Outcome = {
  kind: 'unasked',
  reason: {
    en: '401: the stack wants an API key, or another one (--api-key-env)',
    fr: '401 : la pile veut une clé d’API, ou une autre (--api-key-env)',
  },
};
