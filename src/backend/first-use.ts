import { randomUUID } from 'node:crypto';
import type { SpeechChain } from './chains/speech-chain.ts';
import type { Parts } from './parts.ts';

/** One word to the models, one from every speech engine, one through the whole chain and into the transcriber. */
export async function useOnce(parts: Parts, chain: SpeechChain): Promise<void> {
  const { conversation, speaker, transcriber, store, log } = parts;
  const session = randomUUID();
  const { signal } = new AbortController();
  const telling = (service: string) => (error: unknown) => log(`first use of ${service}: ${String(error)}`);

  await conversation
    .answer({ message: 'Bonjour', session }, signal, null)
    .then(({ llm }) => llm && log(`first use of the language model: ${JSON.stringify(llm)}`))
    .catch(telling('the language model'));
  store.forget(session);
  await chain.prove(signal);
  const { sound, attempts } = await speaker.say({ text: 'Bonjour', voice: null }, signal);
  log(`first use of speech: ${JSON.stringify(attempts)}`);
  if (!transcriber || !sound) return;
  const bytes = new Uint8Array(sound.mp3);
  await transcriber.transcribe({ bytes, container: 'mp3' }, signal).catch(telling('transcription'));
}
