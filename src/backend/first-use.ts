import type { LlmChain } from './chains/llm-chain.ts';
import type { SpeechChain } from './chains/speech-chain.ts';
import type { Parts } from './parts.ts';

/** One word to the models, one from every speech engine, one through the whole chain and into the transcriber. */
export async function useOnce(parts: Parts, llm: LlmChain, chain: SpeechChain): Promise<void> {
  const { speaker, transcriber, log } = parts;
  const { signal } = new AbortController();

  const models = await llm.prove(signal);
  if (models.some(({ answered }) => !answered)) log(`use of the language model: ${JSON.stringify(models)}`);
  await chain.prove(signal);
  const { sound, attempts } = await speaker.say({ text: 'Bonjour', voice: null }, signal);
  log(`use of speech: ${JSON.stringify(attempts)}`);
  if (!transcriber || !sound) return;
  await transcriber
    .transcribe({ bytes: new Uint8Array(sound.mp3), container: 'mp3' }, signal)
    .catch((error: unknown) => log(`use of transcription: ${String(error)}`));
}
