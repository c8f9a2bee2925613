import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { routes } from '../protocol/routes.ts';
import type { HealthResponse } from '../protocol/service.ts';
import { keyCheck } from './api-key.ts';
import { type App, createApp } from './app.ts';
import { conversation } from './conversation.ts';
import type { EngineLedger } from './engine-ledger.ts';
import type { LlmEngine } from './engines/llm/llm-engine.ts';
import { addGate } from './gate.ts';
import { healthOf } from './health.ts';
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
import { ttsRoute } from './routes/tts.ts';
import { voicesRoute } from './routes/voices.ts';
import { addSockets } from './sockets.ts';
import { speaker } from './speaker.ts';
import type { SpeechChain } from './speech-chain.ts';
import type { Store } from './store.ts';

/** What a stack is assembled from. */
export interface Ingredients {
  readonly llm: LlmEngine;
  readonly chain: SpeechChain;
  readonly ledger: EngineLedger;
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
  ledger,
  store,
  rateLimit,
  apiKey,
  log,
}: Ingredients): Promise<Backend> {
  const opens = keyCheck(apiKey);
  const speech = chain.engines.map(({ id }) => id);
  const voice = speaker(chain, mp3Encoder());
  const parts: Parts = {
    conversation: conversation(llm, store, ledger),
    speaker: voice,
    store,
    rateLimit,
    health: () => healthOf({ ledger, llm: llm.id, speech, answering: voice.answering(), store }),
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

const httpRoutes: readonly ((app: App, parts: Parts) => void)[] = [
  serviceRoute,
  healthRoute,
  voicesRoute,
  statsRoute,
  chatRoute,
  chatStreamRoute,
  ttsRoute,
  clearRoute,
];

/** One word to the model, one from every speech engine, one through the whole chain. */
async function useOnce({ conversation, speaker, store, log }: Parts, chain: SpeechChain): Promise<void> {
  const session = randomUUID();
  const { signal } = new AbortController();
  try {
    await conversation.answer({ message: 'Bonjour', session }, signal, () => {});
  } catch (error) {
    log(`first use of ${conversation.model}: ${String(error)}`);
  }
  store.forget(session);
  await chain.prove(signal);
  const { attempts } = await speaker.say({ text: 'Bonjour', voice: null }, signal);
  log(`first use of speech: ${JSON.stringify(attempts)}`);
}
