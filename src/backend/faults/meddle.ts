import type { WebSocket } from 'ws';
import type { SocketRoute } from '../http/sockets.ts';
import { controlRoutes } from './control-routes.ts';
import type { Frame, Sent, Works } from './fault.ts';
import { meddleWithHttp } from './http.ts';
import type { Meddler } from './meddler.ts';
import type { Switchboard } from './switchboard.ts';
import { throughActive } from './through.ts';

/** A meddler that does what the faults on a switchboard want; switched at run time below `/faults`. */
export function meddleBy(board: Switchboard, log: (line: string) => void): Meddler {
  const through = throughActive(board.active);
  function meddleWith(socket: WebSocket) {
    const honestly = socket.send.bind(socket);
    const send = through<Parameters<Works['send']>, void>(
      (fault) => fault.send,
      (frame) => honestly(frame),
    );
    socket.send = (frame: Frame) => send(frame, socket);
    const emit = socket.emit.bind(socket);
    const take = through<Parameters<Works['take']>, void>(
      (fault) => fault.take,
      ({ data, isBinary }) => void emit('message', data, isBinary),
    );
    socket.emit = (event: string | symbol, ...args: readonly unknown[]): boolean => {
      if (event !== 'message') return emit(event, ...args);
      const [data, isBinary] = args as [Sent['data'], boolean];
      take({ data, isBinary }, socket);
      return true;
    };
  }

  const serving = ({ frameBytes, serve }: SocketRoute): SocketRoute => ({
    frameBytes,
    serve(socket, query) {
      meddleWith(socket);
      serve(socket, query);
    },
  });

  return {
    model: (engine) => ({
      ...engine,
      reply: through(
        (fault) => fault.reply,
        (prompt, waiting) => engine.reply(prompt, waiting),
      ),
    }),
    voice: (engine) => ({
      ...engine,
      speak: through(
        (fault) => fault.speak,
        (utterance, signal) => engine.speak(utterance, signal),
      ),
    }),
    ear: (engine) => ({
      ...engine,
      transcribe: through(
        (fault) => fault.transcribe,
        (recording, signal) => engine.transcribe(recording, signal),
      ),
    }),
    encoder: (encode) => through((fault) => fault.encode, encode),
    speaker: (speaker) => ({ ...speaker, say: through((fault) => fault.say, speaker.say) }),
    conversation: (conversation) => ({
      ...conversation,
      answer: through((fault) => fault.converse, conversation.answer),
    }),
    store: (store) => ({
      ...store,
      stats: through((fault) => fault.stats, store.stats),
      check: through((fault) => fault.check, store.check),
    }),
    rateLimit: ({ take, standing }) => ({ take: through((fault) => fault.admit, take), standing }),
    health: (health) => through((fault) => fault.health, health),
    http(app, prove) {
      meddleWithHttp(app, through);
      controlRoutes(app, { board, prove, log });
    },
    upgrade: (upgrade) => {
      const meddled = through((fault) => fault.upgrade, upgrade);
      return (request, stream, head) => {
        // As with an honest upgrade, a peer that resets the connection must not end the process.
        stream.on('error', () => stream.destroy());
        meddled(request, stream, head);
      };
    },
    sockets: (routes) =>
      Object.fromEntries(Object.entries(routes).map(([path, route]) => [path, serving(route)])),
    close: board.offAll,
  };
}
