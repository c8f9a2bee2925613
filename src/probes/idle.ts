import { type ChatFacts, chatFacts, realAnswers } from '../domain/chat.ts';
import { defineProbe, type ProbeContext } from '../domain/probe.ts';
import { answered, type Sample } from '../domain/sample.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { type SpeechFacts, spoken } from '../domain/spoken.ts';
import { promptFor, sentenceFor, sessionFor } from '../load/prompts.ts';
import { takeSeries } from '../load/series.ts';
import { speechFacts, speechLine } from './tts.ts';

/** The first chat and the first speech after a pause; null where the target has no such thing. */
export interface IdleReadings {
  /** How long nothing had been asked of the stack before the first of them. */
  readonly idleMs: number;
  readonly chat: Sample<ChatFacts> | null;
  readonly speech: Sample<SpeechFacts> | null;
}

const NONE = 'no question after a pause is wanted (samples.idle: 0s)';
const SILENT = 'the stack does not answer its health route, so a pause says nothing';

/** Leaves the stack alone until the pause is long enough; when it began. */
async function pause({ host: { clock }, pace, signal }: ProbeContext, leastMs: number): Promise<number> {
  const sinceMs = pace.lastAskedMs() ?? clock.nowMs();
  const leftMs = sinceMs + leastMs - clock.nowMs();
  if (leftMs > 0) await clock.sleep(leftMs, signal);
  return sinceMs;
}

/** One request and no more: what it took after the pause, a refusal for coming too often waited out. */
async function once<Value, Reply>(
  context: ProbeContext,
  ...[ask, read]: [
    Parameters<typeof takeSeries<Value, Reply>>[1],
    Parameters<typeof takeSeries<Value, Reply>>[2],
  ]
): Promise<Sample<Reply> | null> {
  const single = { ...context, scenario: { ...context.scenario, warmup: 0 } };
  return (await takeSeries(single, ask, read, 0)).cold;
}

const chatLine = (sample: Sample<ChatFacts>): string =>
  'reply' in sample
    ? `chat: ${sample.wallMs.toFixed(0)} ms  ${JSON.stringify(firstChars(sample.reply.text ?? '', 80))}`
    : `chat: ${JSON.stringify(sample.failure)}`;

/** Does the stack still answer as quickly once nobody has asked for a while? Many unload their models then. */
export default defineProbe<IdleReadings>()({
  id: 'idle',
  title: { en: 'After a pause', fr: 'Après une pause' },
  phase: 'last',
  demand: { series: 0, others: 2 },
  metrics: {
    pause_s: {
      kind: 'number',
      title: { en: 'Pause before', fr: 'Pause avant' },
      unit: 's',
      better: 'neither',
      floor: 0,
      formula: {
        en: 'time in which nothing was asked of the stack, the test suite and the build among it',
        fr: 'temps sans aucune question à la pile, suite de tests et build compris',
      },
      from: ({ idleMs }) => idleMs / 1000,
    },
    llm_ms: {
      kind: 'number',
      title: { en: 'LLM, after a pause', fr: 'LLM, après une pause' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: { en: 'the first chat after the pause', fr: 'le premier chat après la pause' },
      from: ({ chat }) => realAnswers(answered(chat ? [chat] : []))[0]?.wallMs,
    },
    tts_ms: {
      kind: 'number',
      title: { en: 'TTS, after a pause', fr: 'TTS, après une pause' },
      unit: 'ms',
      better: 'lower',
      floor: 100,
      formula: { en: 'the first speech after the pause', fr: 'la première parole après la pause' },
      from: ({ speech }) => spoken(speech ? [speech] : [])[0]?.wallMs,
    },
  },
  async observe(context) {
    const { stack, scenario, signal, responsive } = context;
    const { idleMs: leastMs = 0, timeoutMs, speech: language } = scenario;
    const { chat, speak } = stack;
    if (leastMs === 0) return { unavailable: NONE };
    if (!responsive) return { unavailable: SILENT };
    const prompt = promptFor(language, 0);
    const sentence = sentenceFor(language, 0);
    const sinceMs = await pause(context, leastMs);
    const asked = {
      chat:
        chat === undefined
          ? null
          : await once(
              context,
              (turn) =>
                chat({
                  text: prompt.text,
                  session: sessionFor('idle', turn),
                  timeoutMs,
                  signal,
                }),
              (reply) => chatFacts(reply, prompt.topic),
            ),
      speech:
        speak === undefined
          ? null
          : await once(
              context,
              () => speak({ text: sentence, timeoutMs, signal }),
              (speech, { firstByteMs }) => speechFacts(speech, firstByteMs, sentence),
            ),
    };
    // Before it was asked it may have waited for its turn as well.
    const firstMs = (asked.chat ?? asked.speech)?.atMs ?? context.host.clock.nowMs();
    const idleMs = firstMs - sinceMs;
    const readings: IdleReadings = { idleMs, ...asked };
    const content = [
      `after ${(idleMs / 1000).toFixed(1)} s without a question`,
      ...(readings.chat ? [chatLine(readings.chat)] : []),
      ...(readings.speech ? [speechLine('speech', readings.speech)] : []),
    ].join('\n');
    return { readings, raw: [{ title: 'after a pause', language: 'text', content }] };
  },
});
