import type { AddressInfo } from 'node:net';
import { routes } from '../protocol/routes.ts';
import type { HealthResponse } from '../protocol/service.ts';
import { keyCheck } from './api-key.ts';
import { type App, createApp } from './app.ts';
import { conversation } from './conversation.ts';
import { useOnce } from './first-use.ts';
import { addGate } from './gate.ts';
import { healthOf } from './health.ts';
import type { LlmChain } from './llm-chain.ts';
import { mp3Encoder } from './mp3.ts';
import type { Parts } from './parts.ts';
import type { RateLimit } from './rate-limit.ts';
import { chatRoute } from './routes/chat.ts';
import { chatSocket } from './routes/chat-socket.ts';
import { chatStreamRoute } from './routes/chat-stream.ts';
import { clearRoute } from './routes/clear.ts';
import { healthRoute } from './routes/health.ts';
import { serviceRoute } from './routes/service.ts';
import { statsRoute } from './routes/stats.ts';
import { sttRoute } from './routes/stt.ts';
import { ttsRoute } from './routes/tts.ts';
import { voicesRoute } from './routes/voices.ts';
import { addSockets } from './sockets.ts';
import { speaker } from './speaker.ts';
import type { SpeechChain } from './speech-chain.ts';
import type { Store } from './store.ts';
import type { Transcriber } from './transcriber.ts';

/** What a stack is assembled from. */
export interface Ingredients {
  readonly llm: LlmChain;
  readonly chain: SpeechChain;
  readonly transcriber: Transcriber | null;
  readonly store: Store;
  readonly rateLimit: RateLimit;
  readonly apiKey: string | null;
  log(line: string): void;
}

/** A stack whose engines have been tried, not yet reachable. */
export interface Backend {
  health(): HealthResponse;
  /** Resolves with the port. Rejects when the address cannot be had. */
  listen(host: string, port: number): Promise<number>;
  /** Ends sockets, workers and children. */
  close(): Promise<void>;
}

/** Puts a stack together and uses every engine once, so that its health is known from use. */
export async function assemble({
  llm,
  chain,
  transcriber,
  store,
  rateLimit,
  apiKey,
  log,
}: Ingredients): Promise<Backend> {
  const opens = keyCheck(apiKey);
  const voice = speaker(chain, mp3Encoder());
  const parts: Parts = {
    conversation: conversation(llm, store),
    speaker: voice,
    transcriber,
    store,
    rateLimit,
    health: () =>
      healthOf({
        llm: { engines: idsOf(llm), answering: llm.answering(), recall: llm.recall },
        tts: { engines: idsOf(chain), answering: voice.answering(), recall: chain.recall },
        stt: transcriber && { engines: [transcriber.engine], answering: null, recall: transcriber.recall },
        store,
      }),
    log,
  };
  const app = createApp(log);
  addGate(app, opens, rateLimit);
  for (const route of httpRoutes) route(app, parts);
  const sockets = addSockets(
    app.server,
    { [routes.chatSocket]: (socket) => chatSocket(socket, parts) },
    opens,
  );
  await useOnce(parts, chain);

  return {
    health: parts.health,
    async listen(host, port) {
      await app.listen({ host, port });
      return (app.server.address() as AddressInfo).port;
    },
    async close() {
      sockets.close();
      await app.close();
      await chain.close();
      store.close();
    },
  };
}

const idsOf = ({ engines }: { readonly engines: readonly { readonly id: string }[] }): readonly string[] =>
  engines.map(({ id }) => id);

const httpRoutes: readonly ((app: App, parts: Parts) => void)[] = [
  serviceRoute,
  healthRoute,
  voicesRoute,
  statsRoute,
  chatRoute,
  chatStreamRoute,
  ttsRoute,
  sttRoute,
  clearRoute,
];
