import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Diagnosis } from '../domain/finding.ts';
import {
  answer,
  chat,
  clip,
  evidenceWith,
  failing,
  healthy,
  rejected,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { stream } from '../pipeline/stream-evidence.fixture.ts';
import { heard, socketTurns, transcripts } from '../pipeline/voice-evidence.fixture.ts';
import { diagnoses } from './index.ts';
import { begun, RAISED, speechless } from './raised.fixture.ts';

const known: readonly Diagnosis[] = diagnoses;

const told = (readings: Readonly<Record<string, unknown>>) => {
  const facts = factsOf(evidenceWith(readings), rules.probes);
  return known.flatMap((diagnosis) => {
    const story = diagnosis.detect(facts);
    return story ? [{ id: diagnosis.id, explains: story.explains ?? diagnosis.explains, story }] : [];
  });
};

const ids = (readings: Readonly<Record<string, unknown>>): string[] => told(readings).map(({ id }) => id);

const tiny = clip(9, { audio: speechless });
const refusal = failing(rejected(503, 'no speech engine answered'));
const mute = turn(300, {
  audio: null,
  audioChars: 0,
  speech: [{ engine: 'tone', spoke: false, detail: 'it does not answer' }],
});

describe('a dead voice is one story', () => {
  test('of the route where it fails, with what the chain says of itself, and not of the chat that is mute by it', () => {
    const [only, ...more] = told({ tts: series(refusal, refusal), turn: series(mute, mute) });
    expect([only?.id, more]).toEqual(['speech-missing', []]);
    expect(only?.explains).toEqual(['tts', 'backend', 'e2e', 'e2e-audio']);
    expect(only?.story.evidence.map(({ en }) => en)).toContain('tone → it does not answer');
  });

  test('of the bytes where they are no speech, whatever failed beside them', () => {
    const all = told({ tts: series(tiny, refusal), turn: series(mute) });
    expect(all.map(({ id }) => id)).toEqual(['audio-not-speech']);
    expect(all[0]?.story.evidence).toHaveLength(2);
  });

  test('but a chat that is mute beside a voice that works is its own', () => {
    expect(ids({ tts: series(clip(90)), turn: series(mute) })).toEqual([
      'chat-without-audio',
      'speech-chain-without-fallback',
    ]);
  });

  test('audio of chat that is no speech, beside a voice that works, explains the turn alone', () => {
    const noisy = turn(300, { audio: speechless, audioChars: 900 });
    const [only, ...more] = told({ tts: series(clip(90)), turn: series(noisy, noisy) });
    expect([only?.id, only?.explains, more]).toEqual(['audio-not-speech', ['e2e', 'e2e-audio'], []]);
  });
});

describe('a voice with one sound for everything', () => {
  const canned = RAISED['speech-canned'];

  test('says nothing of the ear that is sent that sound', () => {
    expect(ids(canned)).toEqual(['speech-canned']);
    expect(ids({ ...canned, stt: transcripts(heard(18), heard(18)) })).toEqual(['speech-canned']);
    expect(ids({ stt: transcripts(heard(18), heard(18)) })).toEqual(['stt-silent']);
  });

  test('is not silence, which is like all silence', () => {
    const silence = clip(90, {
      audio: {
        ...speechless,
        decoded: {
          ...{ durationS: 3, sampleRateHz: 22_050, rmsDbfs: -120, silenceRatio: 1 },
          sound: {
            ...{ channels: 1, peakDbfs: -120, leadingSilenceMs: 3000, clippingRatio: 0, dcOffset: 0 },
            ...{ movementDb: null, pureRatio: 0, flatness: 0, fingerprint: 'same' },
          },
        },
      },
    });
    expect(ids({ tts: series(silence, silence) })).toEqual(['audio-not-speech']);
  });
});

describe('canned-filler', () => {
  const streamed = (...openings: readonly (string | null)[]) =>
    ids({ tts_stream: series(...openings.map((opening, turn) => begun(opening, `whole ${turn}`))) });

  test.each([
    ['all begin alike', ['hm', 'hm', 'hm'], ['canned-filler']],
    ['two alone may begin alike by chance', ['hm', 'hm'], []],
    ['one begins in its own way', ['hm', 'hm', 'hm', 'ah'], []],
    ['too short to begin', [null, null, null], []],
  ])('%s', (_, openings, expected) => {
    expect(streamed(...openings)).toEqual(expected);
  });

  test('is not one recording for everything', () => {
    expect(ids({ tts_stream: series(begun('hm', 'a'), begun('hm', 'a'), begun('hm', 'a')) })).toEqual([]);
  });

  test('is not told of evidence that does not say how streams begin', () => {
    expect(ids({ tts_stream: series(stream(20, 700), stream(20, 700), stream(20, 700)) })).toEqual([]);
  });
});

describe('speech-slows-down', () => {
  const spoken = (...ms: readonly number[]) => ids({ tts: series(...ms.map((each) => clip(each))) });

  test.each([
    ['each a little slower', [100, 180, 260, 340, 420], true],
    ['with one out of order', [100, 220, 210, 330, 440], true],
    ['always slow', [420, 410, 425, 415, 420], false],
    ['quicker as it goes on', [420, 340, 260, 180, 100], false],
    ['one leap at the end', [100, 101, 102, 103, 900], false],
    ['one leap after the first', [100, 896, 897, 898, 900], false],
    ['by less than anybody hears', [20, 30, 40, 50, 60], false],
    ['too few to tell', [100, 200, 300, 400], false],
  ])('%s', (_, ms, expected) => {
    expect(spoken(...ms).includes('speech-slows-down')).toBe(expected);
  });

  test('what was slower every time is not blamed on the pause', () => {
    const tts = series(...[100, 300, 500, 700].map((ms) => clip(ms)));
    const idle = { idleMs: 5_000, chat: null, speech: clip(2_400) };
    expect(ids({ tts, idle })).toEqual(['speech-slows-down']);
    const steady = series(...[100, 102, 101, 100].map((ms) => clip(ms)));
    expect(ids({ tts: steady, idle })).toEqual(['idle-unload']);
  });
});

test('what is slow after a pause again was unloaded, and did not merely start', () => {
  const tts = { ...series(clip(100), clip(101)), cold: clip(1_600) };
  expect(ids({ tts })).toEqual(['cold-start']);
  expect(ids({ tts, idle: { idleMs: 5_000, chat: null, speech: clip(1_600) } })).toEqual(['idle-unload']);
});

describe('broken-playback', () => {
  const halting = stream(100, 1_900, 2_000);
  const whole = stream(100, 200, 300);

  test.each([
    ['all of them', [halting, halting], true],
    ['half of them', [halting, whole], true],
    ['one alone', [halting], false],
    ['one of three', [halting, whole, whole], false],
    ['by less than a tenth of a second', [stream(0, 1_090), stream(0, 1_090)], false],
  ])('%s', (_, streams, expected) => {
    expect(ids({ tts_stream: series(...streams) }).includes('broken-playback')).toBe(expected);
  });

  test('names a voice that is slower than real time as such', () => {
    const crawling = stream(100, 4_000, 8_000);
    const [story] = told({ tts_stream: series(crawling, crawling) }).map(({ story: each }) => each);
    expect(story?.story.en).toContain('more slowly than it is played');
    const [other] = told({ tts_stream: series(halting, halting) }).map(({ story: each }) => each);
    expect(other?.story.en).not.toContain('more slowly');
  });
});

test('words that are late on the socket alone are not called a fake stream as well', () => {
  const websocket = socketTurns([590, 600, 610], [590, 600, 610]);
  expect(ids({ websocket })).toEqual(['fake-streaming']);
  expect(ids({ websocket, llm: chat(answer(20)) })).toEqual(['stream-late']);
  expect(ids({ websocket, llm: chat(answer(500)) })).toEqual(['fake-streaming']);
});

describe('ws-wrong-shape', () => {
  const { websocket } = RAISED['ws-wrong-shape'] as { websocket: Record<string, unknown> };

  test('only where another shape was answered', () => {
    expect(ids({ websocket })).toEqual(['ws-wrong-shape']);
    const silent = { ...websocket, shapes: [{ shape: '{"text":"…"}', answered: false }] };
    expect(ids({ websocket: silent })).toEqual([]);
    expect(ids({ websocket: { ...websocket, shapes: undefined } })).toEqual([]);
    expect(ids({ websocket: { ...websocket, turn: (healthy.websocket as { turn: unknown }).turn } })).toEqual(
      [],
    );
  });
});

test('stt-slow: from a second on, and not by one recording', () => {
  const took = (...ms: readonly number[]) =>
    ids({ stt: transcripts(...ms.map((wallMs) => ({ ...heard(0), wallMs }))) });
  expect([took(990, 995), took(1_000, 1_000), took(1_600)]).toEqual([[], ['stt-slow'], []]);
});
