import { once } from 'node:events';
import WebSocket from 'ws';

/** An open `/ws/chat` on which one asks at a time. Times in ms. */
export async function talkingSocket(url) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/chat`);
  await once(socket, 'open');
  let hear = () => {};
  socket.on('message', (data) => hear(JSON.parse(String(data)).type));

  /** Sends a frame; resolves with the moment of the first frame of each type, once one of type `last` has come. */
  const ask = (frame, last) =>
    new Promise((resolve, reject) => {
      const at = {};
      hear = (type) => {
        at[type] ??= performance.now();
        if (type === last) resolve(at);
        if (type === 'error') reject(new Error(`the stack refused ${JSON.stringify(frame)}`));
      };
      socket.send(JSON.stringify(frame));
    });

  return {
    async ping() {
      const sentAt = performance.now();
      return (await ask({ type: 'ping' }, 'pong')).pong - sentAt;
    },
    /** Resolves at the end of the answer with the time to its first token. */
    async say(content) {
      const sentAt = performance.now();
      return (await ask({ type: 'message', content }, 'end')).token - sentAt;
    },
    /** Resolves at the first token, with the answer still under way. */
    beginToSay: (content) => ask({ type: 'message', content }, 'token'),
    terminate: () => socket.terminate(),
  };
}
