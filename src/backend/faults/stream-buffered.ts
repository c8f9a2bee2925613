import { routes } from '../../protocol/routes.ts';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';
import { relaying } from './relayed.ts';

export default defineFault({
  id: 'stream-buffered',
  about: 'streamed bodies are held back, as by a proxy, and come in one piece N ms after their end',
  argument: milliseconds(400, 60_000),
  meddle(off, ms) {
    async function* inOnePiece(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      const all: Buffer[] = [];
      for await (const piece of pieces) all.push(piece);
      await pause(ms, off);
      yield Buffer.concat(all);
    }
    return { request: relaying([routes.chatStream, routes.ttsStream], inOnePiece) };
  },
});
