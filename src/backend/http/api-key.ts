import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Tells whether what a client sent as `X-API-Key` opens the stack. */
export type KeyCheck = (presented: string | string[] | undefined) => boolean;

/** The WebSocket subprotocol of the stack: the one it answers with when it is offered. */
export const socketProtocol = 'ralph';

const keyProtocol = 'ralph-key.';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** A check that takes the same time for every wrong key of a length; without a configured key all are welcome. */
export function keyCheck(apiKey: string | null): KeyCheck {
  if (apiKey === null) return () => true;
  const expected = digest(apiKey);
  return (presented) => typeof presented === 'string' && timingSafeEqual(digest(presented), expected);
}

/**
 * The key that an upgrade presents: its `X-API-Key` or, because a page in a browser cannot set headers there, the
 * subprotocol `ralph-key.<base64url of the key in UTF-8>` offered beside `ralph`. Never part of the address, which
 * proxies log, and never sent back: the stack only ever chooses `ralph`.
 */
export function upgradeKey(headers: IncomingHttpHeaders): string | string[] | undefined {
  if (headers['x-api-key'] !== undefined) return headers['x-api-key'];
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const key = offered.find((protocol) => protocol.startsWith(keyProtocol));
  return key && Buffer.from(key.slice(keyProtocol.length), 'base64url').toString();
}
