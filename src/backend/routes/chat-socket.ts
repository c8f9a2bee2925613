import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { type ClientFrame, clientFrame, clientFrameShapes, type ServerFrame } from '../../protocol/socket.ts';
import { elapsedMs } from '../elapsed.ts';
import { describeFailure } from '../failures.ts';
import { inTurn } from '../in-turn.ts';
import type { Parts } from '../parts.ts';

type Errand = Exclude<ClientFrame, { readonly type: 'ping' }>;

const errandsAtMost = 32;
/** A client that reads so slowly is let go. */
const unreadBytesAtMost = 1024 * 1024;

/** `WS /ws/chat`: pings are answered at once, messages and clears in their order. */
export function chatSocket(socket: WebSocket, { conversation, store, rateLimit }: Parts): void {
  const gone = new AbortController();
  const ownSession = randomUUID();
  const queue = inTurn(errandsAtMost);

  const send = (frame: ServerFrame) => {
    if (socket.bufferedAmount > unreadBytesAtMost) socket.terminate();
    else socket.send(JSON.stringify(frame));
  };

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
    if (!admission.admitted) return send(refusal(admission.retryAfterS));
    const frame = isBinary ? `frames are text; send ${clientFrameShapes}` : readFrame(String(data));
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

const refusal = (retryAfterS: number): ServerFrame => ({
  type: 'error',
  message: `rate limit reached: try again in ${retryAfterS} s`,
  retry_after: retryAfterS,
});

/** The frame, or what is wrong with it. */
function readFrame(text: string): ClientFrame | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return `not JSON; send ${clientFrameShapes}`;
  }
  const { success, data: frame, error } = clientFrame.safeParse(data);
  if (success) return frame;
  const reasons = error.issues.map(({ path, message }) => `${path.join('.') || 'frame'}: ${message}`);
  return `${reasons.join('; ')}; send ${clientFrameShapes}`;
}
