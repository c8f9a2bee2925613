// @ts-check
import { subprotocols } from './subprotocols.js';

/** @typedef {{ llm: string, stt: string, tts: string }} Features */
/** @typedef {{ id: string, name: string, default: boolean }} Voice */
/**
 * @typedef {{ kind: 'welcome', features: Features, voices: readonly Voice[] } | { kind: 'locked' }
 *   | { kind: 'refused', status: number } | { kind: 'silent' }} Greeting
 */

/**
 * Asks the stack what it is, which also tells whether the key opens it: a socket that is refused does not say why.
 * @param {URL} base
 * @param {string | null} key
 * @returns {Promise<Greeting>}
 */
export async function greet(base, key) {
  try {
    const headers = new Headers(key === null ? {} : { 'x-api-key': key });
    const [service, list] = await Promise.all(
      ['.', 'voices'].map((path) => fetch(new URL(path, base), { headers, cache: 'no-store' })),
    );
    if (!service || !list) return { kind: 'silent' };
    if (service.status === 401) return { kind: 'locked' };
    if (!service.ok || !list.ok)
      return { kind: 'refused', status: service.ok ? list.status : service.status };
    const [{ features }, { voices }] = await Promise.all([service.json(), list.json()]);
    return { kind: 'welcome', features, voices };
  } catch (error) {
    // What no header can carry is no key.
    if (error instanceof TypeError && key !== null && /[^\x20-\xff]/.test(key)) return { kind: 'locked' };
    return { kind: 'silent' };
  }
}

/**
 * A socket for spoken turns; sounds come as buffers.
 * @param {URL} base
 * @param {string | null} key
 */
export function openSocket(base, key) {
  const address = new URL('ws/voice', base);
  address.protocol = base.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, subprotocols(key));
  socket.binaryType = 'arraybuffer';
  return socket;
}
