import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Pcm } from '../../speech/pcm.ts';
import { ProviderFailure } from '../provider/provider-failure.ts';
import type { SherpaModel } from './sherpa-model.ts';

/** What the process answers. */
type Reply = { readonly text: string } | { readonly error: string };

/**
 * The process that listens, as JavaScript to evaluate: a string works the same from source and from a bundle. Its
 * arguments are the path of sherpa-onnx-node and the configuration of the model.
 */
const code = `
const [library, config] = process.argv.slice(1);
const { OfflineRecognizer } = require(library);
let recognizer;
process.on('message', (sound) => {
  try {
    recognizer ??= new OfflineRecognizer(JSON.parse(config));
    const stream = recognizer.createStream();
    stream.acceptWaveform(sound);
    recognizer.decode(stream);
    process.send({ text: recognizer.getResult(stream).text });
  } catch (error) {
    process.send({ error: String(error.message) });
  }
});
process.on('disconnect', () => process.exit());
`;

/** Hears one sound after the other. */
export interface SherpaProcess {
  /** What is said in a sound. Rejects with ProviderFailure, and when the signal aborts; both end the process. */
  hear(sound: Pcm, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/**
 * sherpa-onnx in a process of its own, started when it is first needed. A thread would not do: native code cannot be
 * stopped there, and a model that it cannot read would end the whole stack.
 */
export function sherpaProcess(library: string, { config }: SherpaModel): SherpaProcess {
  let running: ChildProcess | null = null;

  function start(): ChildProcess {
    const child = spawn(process.execPath, ['-e', code, library, JSON.stringify(config)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const gone = () => {
      if (running === child) running = null;
    };
    return child.once('exit', gone).on('error', gone);
  }

  async function close() {
    const ending = running;
    running = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill('SIGKILL');
    await ended;
  }

  async function hear({ samples, sampleRateHz }: Pcm, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    running ??= start();
    const child = running;
    const heard = new AbortController();
    const either = { signal: AbortSignal.any([signal, heard.signal]) };
    try {
      const replied = once(child, 'message', either).then(([reply]) => reply as Reply);
      const ended = once(child, 'exit', either).then(([status, reason]): Reply => {
        throw new ProviderFailure(`its process ended (${reason ?? `status ${status}`})`);
      });
      child.send({ samples, sampleRate: sampleRateHz }, () => {});
      const reply = await Promise.race([replied, ended]);
      if ('error' in reply) throw new ProviderFailure('sherpa-onnx refused the model or the sound');
      return reply.text.trim();
    } catch (error) {
      await close();
      throw error;
    } finally {
      heard.abort();
    }
  }

  return { hear, close };
}
