import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { limits } from '../../protocol/limits.ts';
import {
  type VoiceClientFrame,
  type VoiceServerFrame,
  voiceClientFrame,
  voiceFrameShapes,
} from '../../protocol/voice.ts';
import { defaultVoice, type VoiceId } from '../../protocol/voices.ts';
import { hearingOf } from '../chains/transcriber.ts';
import { describeFailure, EngineUnavailable } from '../failures.ts';
import { recordingOf } from '../http/form-file.ts';
import { frameSender, rateRefusal, readFrame, type SendFrame } from '../http/frames.ts';
import type { Parts } from '../parts.ts';
import { muteness } from '../speech/speaker.ts';
import { floor } from '../turn/floor.ts';
import { type Audience, type Opening, takeTurn } from '../turn/take-turn.ts';

const errandsAtMost = 8;
const tooBig = 1009;

type Send = SendFrame<VoiceServerFrame>;

/**
 * `WS /ws/voice`: spoken turns, one at a time. An interruption, a newer turn and a hang-up stop the turn at work at once.
 * Every turn ends with one frame: `audio_end`, `interrupted` or `error`.
 */
export function voiceSocket(socket: WebSocket, parts: Parts): void {
  const send: Send = frameSender(socket);
  const turns = floor(errandsAtMost);
  let voice: VoiceId = defaultVoice;
  let session: string = randomUUID();

  const tell = (message: string) => send({ type: 'error', message });
  const tellFailure = (error: unknown) => tell(describeFailure(error)[1]);
  const unlessCrowded = (taken: boolean) => {
    if (!taken) tell(`more than ${errandsAtMost} turns are waiting`);
  };

  const take = (opening: Opening) =>
    unlessCrowded(turns.take((signal) => converse(opening, voice, parts, send, signal).catch(tellFailure)));

  async function clear(cleared: string) {
    await parts.store.forget(cleared);
    send({ type: 'cleared' });
  }

  const clearAfterTurn = (cleared: string) => unlessCrowded(turns.between(() => clear(cleared)));

  function listen(data: RawData) {
    try {
      hearingOf(parts.transcriber);
      take({ kind: 'recording', recording: recordingOf(bytesOf(data)), session });
    } catch (error) {
      tellFailure(error);
    }
  }

  function heed(frame: VoiceClientFrame) {
    switch (frame.type) {
      case 'message':
        return take({ kind: 'message', text: frame.content, session });
      case 'interrupt':
        return turns.interrupt() || send({ type: 'interrupted' });
      case 'clear':
        return clearAfterTurn(session);
      case 'ping':
        return send({ type: 'pong' });
      case 'config':
        voice = frame.voice ?? voice;
        session = frame.session_id ?? session;
        return send({ type: 'config_ok', voice, session_id: session });
    }
  }

  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary && data.length > limits.frameBytes) return socket.close(tooBig);
    const frame = isBinary ? null : readFrame(String(data), voiceClientFrame, voiceFrameShapes);
    // Who interrupts wants less of the stack, not more.
    const admission =
      typeof frame === 'object' && frame?.type === 'interrupt' ? null : parts.rateLimit.take();
    if (admission && !admission.admitted) return send(rateRefusal(admission.retryAfterS));
    if (frame === null) return listen(data);
    return typeof frame === 'string' ? tell(frame) : heed(frame);
  });
  socket.on('close', turns.interrupt);
}

const bytesOf = (data: RawData): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Array.isArray(data) ? Buffer.concat(data) : data);

/** One turn and its last frame. Rejects with what broke it. */
async function converse(opening: Opening, voice: VoiceId, parts: Parts, send: Send, signal: AbortSignal) {
  const delivery = { aloud: true, voice };
  const { outcome, latency, speech } = await takeTurn(opening, delivery, parts, audienceOf(send), signal);
  if (outcome === 'interrupted') return send({ type: 'interrupted' });
  await parts.store.countRequest(latency.total_ms);
  if (signal.aborted) return send({ type: 'interrupted' });
  const isMute = speech.length > 0 && !speech.some(({ spoke }) => spoke);
  if (isMute) throw new EngineUnavailable(muteness(speech));
  send({ type: 'audio_end', latency, speech: [...speech] });
}

const audienceOf = (send: Send): Audience => ({
  transcript: (text) => send({ type: 'transcript', text }),
  token: (content) => send({ type: 'token', content }),
  written: (answer) => send({ type: 'response_end', ...answer }),
  clip({ sound }) {
    if (sound) send(sound.mp3);
  },
});
