import type { Conversation } from '../conversation.ts';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import type { SttEngine } from '../engines/stt/stt-engine.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import type { App } from '../http/app.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import type { SocketRoutes, Upgrade } from '../http/sockets.ts';
import type { Mp3Encoder } from '../speech/mp3.ts';
import type { Speaker } from '../speech/speaker.ts';
import type { Store } from '../store/store.ts';
import type { Works } from './fault.ts';

/** Stands between the parts of a stack, so that faults can come between them. */
export interface Meddler {
  model(engine: LlmEngine): LlmEngine;
  voice(engine: SpeechEngine): SpeechEngine;
  ear(engine: SttEngine): SttEngine;
  encoder(encode: Mp3Encoder): Mp3Encoder;
  speaker(speaker: Speaker): Speaker;
  conversation(conversation: Conversation): Conversation;
  store(store: Store): Store;
  rateLimit(rateLimit: RateLimit): RateLimit;
  health(health: Works['health']): Works['health'];
  /** Comes before the gate; `prove` uses every engine once, so that health tells of it. */
  http(app: App, prove: () => Promise<void>): void;
  upgrade(upgrade: Upgrade): Upgrade;
  sockets(routes: SocketRoutes): SocketRoutes;
  /** Lets go of everything that faults hold up. */
  close(): void;
}

const same = <Part>(part: Part): Part => part;

/** Leaves everything as it is: for a stack without faults. */
export const honest: Meddler = {
  model: same,
  voice: same,
  ear: same,
  encoder: same,
  speaker: same,
  conversation: same,
  store: same,
  rateLimit: same,
  health: same,
  http: () => {},
  upgrade: same,
  sockets: same,
  close: () => {},
};
