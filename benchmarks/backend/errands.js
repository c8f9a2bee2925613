import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { talkingSocket } from './talking-socket.js';

const headers = { 'content-type': 'application/json' };

/**
 * What clients do in the mixed load: how often out of a hundred, and how. Each gets a message and a number from 0 to 1.
 * `over` ends what stays open between errands.
 */
export function errandsAt(url, dispatcher) {
  const post = (path, body, signal) =>
    request(url + path, { method: 'POST', headers, body: JSON.stringify(body), dispatcher, signal });
  const whole = async (answering) => {
    const { statusCode, body } = await answering;
    await body.dump({ limit: Number.MAX_SAFE_INTEGER });
    if (statusCode !== 200) throw new Error(`the stack answered ${statusCode}`);
  };
  const session = (chance) => `session-${Math.floor(chance * 50)}`;

  /** Hangs up in the middle of an answer that is spoken. */
  async function hangUp(message, chance) {
    const leaving = new AbortController();
    const asking = whole(post('/chat', { message, session_id: session(chance) }, leaving.signal));
    const left = pause(30 * chance).then(() => leaving.abort());
    await asking.catch((error) => {
      if (!leaving.signal.aborted) throw error;
    });
    await left;
  }

  async function talk(message) {
    const socket = await talkingSocket(url);
    await socket.say(message);
    socket.terminate();
  }

  /** One socket that stays: what the stack kept of each message would add up there. */
  let staying = null;
  let said = Promise.resolve();
  function talkOn(message) {
    staying ??= talkingSocket(url);
    said = said.then(async () => (await staying).say(message));
    return said;
  }

  async function hangUpSocket(message) {
    const socket = await talkingSocket(url);
    await socket.beginToSay(message);
    socket.terminate();
  }

  const errands = [
    { share: 25, run: (message) => whole(post('/chat', { message, audio: false })) },
    {
      share: 25,
      run: (message, chance) => whole(post('/chat', { message, audio: false, session_id: session(chance) })),
    },
    { share: 10, run: (message, chance) => whole(post('/chat', { message, session_id: session(chance) })) },
    { share: 10, run: (message) => whole(post('/tts', { text: message })) },
    { share: 5, run: talk },
    { share: 10, run: talkOn },
    { share: 5, run: () => whole(request(`${url}/health`, { dispatcher })) },
    { share: 5, run: hangUp },
    { share: 5, run: hangUpSocket },
  ];
  return { errands, over: async () => (await staying)?.terminate() };
}
