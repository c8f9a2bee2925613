// @ts-check
import { greet, openSocket } from './greeting.js';

/** @typedef {import('../../protocol/voice.ts').VoiceServerFrame} ServerFrame */
/** @typedef {import('../../protocol/voice.ts').VoiceClientFrame} ClientFrame */
/** @typedef {Extract<import('./greeting.js').Greeting, { kind: 'welcome' }>} Welcome */
/**
 * How the page stands with the stack. Away, it tries again at `retryAt`, in ms of the page's clock; `status` is that
 * of an answer that was no welcome. Locked, it waits for a key; `wrong` tells that it had one.
 * @typedef {{ link: 'connecting' } | { link: 'ready' } | { link: 'locked', wrong: boolean }
 *   | { link: 'away', retryAt: number, status: number | null }} LinkState
 */
/**
 * @typedef {object} ConnectionEvents
 * @property {(state: LinkState) => void} link
 * @property {(welcome: Welcome) => void} welcome
 * @property {(frame: ServerFrame) => void} frame
 * @property {(mp3: ArrayBuffer) => void} sound
 */

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/**
 * How long to wait before the next try: doubled each time, less up to a half by chance, so that the pages of a stack
 * that comes back do not all knock at once.
 * @param {number} failures in a row, from 1
 * @param {number} chance 0..1
 */
export const waitMs = (failures, chance) =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (1 - chance / 2);

/**
 * Keeps a socket to the stack open, and its conversation the same one across reconnections.
 * @param {URL} base
 * @param {ConnectionEvents} on
 */
export function createConnection(base, on) {
  /** @type {string | null} */
  let key = null;
  /** @type {WebSocket | null} */
  let socket = null;
  /** @type {string | null} */
  let session = null;
  /** @type {string | null} */
  let voice = null;
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {ClientFrame | Blob} frame */
  function send(frame) {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(frame instanceof Blob ? frame : JSON.stringify(frame));
    return true;
  }

  const configure = () =>
    send(/** @type {ClientFrame} */ ({ type: 'config', voice, ...(session && { session_id: session }) }));

  /** @param {number | null} status */
  function goAway(status) {
    failures += 1;
    const pauseMs = waitMs(failures, Math.random());
    timer = setTimeout(open, pauseMs);
    on.link({ link: 'away', retryAt: performance.now() + pauseMs, status });
  }

  /** @param {MessageEvent<string | ArrayBuffer>} event */
  function receive({ data }) {
    if (typeof data !== 'string') return on.sound(data);
    /** @type {ServerFrame} */
    const frame = JSON.parse(data);
    if (frame.type === 'config_ok') session = frame.session_id;
    else if (frame.type === 'error' && frame.retry_after !== undefined && session === null) {
      timer = setTimeout(configure, frame.retry_after * 1000);
    }
    on.frame(frame);
  }

  async function open() {
    clearTimeout(timer);
    on.link({ link: 'connecting' });
    const greeting = await greet(base, key);
    if (greeting.kind === 'locked') return on.link({ link: 'locked', wrong: key !== null });
    if (greeting.kind !== 'welcome') return goAway(greeting.kind === 'refused' ? greeting.status : null);
    on.welcome(greeting);
    socket = openSocket(base, key);
    socket.addEventListener('message', receive);
    socket.addEventListener('open', () => {
      failures = 0;
      configure();
      on.link({ link: 'ready' });
    });
    socket.addEventListener('close', () => goAway(null));
  }

  return {
    open,
    send,
    /** @param {string} presented kept in this closure and nowhere else */
    unlock(presented) {
      key = presented;
      return open();
    },
    /** @param {string} chosen */
    speakWith(chosen) {
      voice = chosen;
      configure();
    },
  };
}
