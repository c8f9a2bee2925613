import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '../protocol/limits.ts';
import { realtimeLimits } from '../protocol/openai/realtime.ts';
import { routes } from '../protocol/routes.ts';
import type { HealthResponse } from '../protocol/service.ts';
import type { LlmChain } from './chains/llm-chain.ts';
import type { SpeechChain } from './chains/speech-chain.ts';
import type { Transcriber } from './chains/transcriber.ts';
import { conversation } from './conversation.ts';
import type { SttEngine } from './engines/stt/stt-engine.ts';
import { honest, type Meddler } from './faults/meddler.ts';
import { useOnce } from './first-use.ts';
import { healthOf } from './health.ts';
import { keyCheck } from './http/api-key.ts';
import { type App, createApp } from './http/app.ts';
import { addGate } from './http/gate.ts';
import type { RateLimit } from './http/rate-limit.ts';
import { addSockets } from './http/sockets.ts';
import { addWebPolicy, type WebPolicy } from './http/web-policy.ts';
import type { Parts } from './parts.ts';
import { recovery } from './recovery.ts';
import { chatRoute } from './routes/chat.ts';
import { chatSocket } from './routes/chat-socket.ts';
import { chatStreamRoute } from './routes/chat-stream.ts';
import { clearRoute } from './routes/clear.ts';
import { healthRoute } from './routes/health.ts';
import { openapiRoute } from './routes/openapi.ts';
import { realtimeSocket } from './routes/realtime-socket.ts';
import { serviceRoute } from './routes/service.ts';
import { statsRoute } from './routes/stats.ts';
import { sttRoute } from './routes/stt.ts';
import { talkRoute } from './routes/talk.ts';
import { ttsRoute } from './routes/tts.ts';
import { ttsStreamRoute } from './routes/tts-stream.ts';
import { voiceRoute } from './routes/voice.ts';
import { voiceSocket } from './routes/voice-socket.ts';
import { voicesRoute } from './routes/voices.ts';
import { mp3Encoder } from './speech/mp3.ts';
import { overheard, speaker } from './speech/speaker.ts';
import type { Store } from './store/store.ts';
import { addOpenaiErrors } from './v1/errors.ts';
import { v1Routes } from './v1/routes.ts';
import { wyomingServer } from './wyoming/server.ts';

/** What a stack is assembled from. */
export interface Ingredients {
  readonly llm: LlmChain;
  readonly chain: SpeechChain;
  readonly transcriber: Transcriber | null;
  /** Is told what is said, and how that sounds. */
  readonly overhear?: SttEngine['overhear'];
  readonly store: Store;
  readonly rateLimit: RateLimit;
  readonly apiKey: string | null;
  readonly web: WebPolicy;
  /** None: the stack is as honest as its engines. */
  readonly faults?: Meddler;
  /** Told of the server before it is asked anything; none: nobody watches. */
  readonly watch?: ((server: Server) => void) | undefined;
  log(line: string): void;
}

/** A stack whose engines have been tried, not yet reachable. */
export interface Backend {
  health(): HealthResponse;
  /** Resolves with the port. Rejects when the address cannot be had. */
  listen(host: string, port: number): Promise<number>;
  /** As {@link Backend.listen}, for clients of Wyoming. */
  listenWyoming(host: string, port: number): Promise<number>;
  /** Ends sockets, workers and children. */
  close(): Promise<void>;
}

/** Puts a stack together and uses every engine once, so that its health is known from use. */
export async function assemble({
  llm,
  chain,
  transcriber,
  overhear,
  store,
  rateLimit,
  apiKey,
  web,
  faults = honest,
  watch,
  log,
}: Ingredients): Promise<Backend> {
  const opens = keyCheck(apiKey);
  const voice = overheard(faults.speaker(speaker(chain, faults.encoder(mp3Encoder()))), overhear);
  const parts: Parts = {
    engines: { llm: idsOf(llm), tts: idsOf(chain), stt: transcriber ? [transcriber.engine] : [] },
    conversation: faults.conversation(conversation(llm, store)),
    speaker: voice,
    transcriber,
    store,
    rateLimit,
    health: faults.health(() =>
      healthOf({
        llm: { engines: idsOf(llm), answering: llm.answering(), recall: llm.recall },
        tts: { engines: idsOf(chain), answering: voice.answering(), recall: chain.recall },
        stt: transcriber && { engines: [transcriber.engine], answering: null, recall: transcriber.recall },
        store,
      }),
    ),
    log,
  };
  const app = createApp(log);
  watch?.(app.server);
  addOpenaiErrors(app);
  await addWebPolicy(app, web);
  const useEngines = () => useOnce(parts, llm, chain);
  faults.http(app, useEngines);
  addGate(app, opens, rateLimit);
  const addRoutes = (to: App) => {
    for (const route of httpRoutes) route(to, parts);
    openapiRoute(to, { locked: apiKey !== null, addRoutes });
  };
  addRoutes(app);
  const sockets = addSockets(
    app.server,
    faults.sockets({
      [routes.chatSocket]: { frameBytes: limits.frameBytes, serve: (socket) => chatSocket(socket, parts) },
      [routes.voiceSocket]: {
        frameBytes: limits.recordingBytes,
        serve: (socket) => voiceSocket(socket, parts),
      },
      [routes.realtime]: {
        frameBytes: realtimeLimits.frameBytes,
        serve: (socket, query) => realtimeSocket(socket, query, parts),
      },
    }),
    opens,
    web,
    faults.upgrade,
  );
  const wyoming = wyomingServer(parts);
  await useEngines();
  const watched = recovery(() => parts.health().status !== 'unhealthy', useEngines);

  return {
    health: parts.health,
    async listen(host, port) {
      await app.listen({ host, port });
      return (app.server.address() as AddressInfo).port;
    },
    listenWyoming: wyoming.listen,
    async close() {
      watched.stop();
      faults.close();
      sockets.close();
      wyoming.close();
      await app.close();
      await chain.close();
      await transcriber?.close();
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
  ttsStreamRoute,
  sttRoute,
  voiceRoute,
  clearRoute,
  talkRoute,
  v1Routes,
];
