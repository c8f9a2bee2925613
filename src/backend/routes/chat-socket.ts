import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { type ClientFrame, clientFrame, clientFrameShapes, type ServerFrame } from '../../protocol/socket.ts';
import { describeFailure } from '../failures.ts';
import { elapsedMs } from '../http/elapsed.ts';
import { frameSender, rateRefusal, readFrame } from '../http/frames.ts';
import { inTurn } from '../http/in-turn.ts';
import type { Parts } from '../parts.ts';

type Errand = Exclude<ClientFrame, { readonly type: 'ping' }>;

const errandsAtMost = 32;

/** `WS /ws/chat`: pings are answered at once, messages and clears in their order. */
export function chatSocket(socket: WebSocket, { conversation, store, rateLimit }: Parts): void {
  const gone = new AbortController();
  const ownSession = randomUUID();
  const queue = inTurn(errandsAtMost);

  const send = frameSender<ServerFrame>(socket);

  async function run(errand: Errand) {
    const session = errand.session_id ?? ownSession;
    if (errand.type === 'clear') {
      await store.forget(session);
      return send({ type: 'cleared' });
    }
    const startedAt = performance.now();
    const hear = (content: string) => send({ type: 'token', content });
    await conversation.answer({ message: errand.content, session }, gone.signal, hear);
    await store.countRequest(elapsedMs(startedAt));
    send({ type: 'end' });
  }

  function receive(data: RawData, isBinary: boolean) {
    const admission = rateLimit.take();
    if (!admission.admitted) return send(rateRefusal(admission.retryAfterS));
    const frame = isBinary
      ? `frames are text; send ${clientFrameShapes}`
      : readFrame(String(data), clientFrame, clientFrameShapes);
    if (typeof frame === 'string') return send({ type: 'error', message: frame });
    if (frame.type === 'ping') return send({ type: 'pong' });
    const taken = queue(() =>
      run(frame).catch((error: unknown) => send({ type: 'error', message: describeFailure(error)[1] })),
    );
    if (!taken) send({ type: 'error', message: `more than ${errandsAtMost} messages are waiting` });
  }

  socket.on('message', receive);
  socket.on('close', () => gone.abort());
}
