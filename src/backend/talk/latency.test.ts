import { describe, expect, it } from 'vitest';
import { latencyRows, spell } from './latency.js';
import { after, type Turn } from './turns.js';

const [blank] = after([], {
  type: 'said',
  turn: { id: 0, by: 'typed', words: 'Hello', recognisedMs: null },
  at: 1000,
});

function rowsOf(times: Partial<Turn['times']>, more: Partial<Turn> = {}) {
  if (!blank) throw new Error('no turn was made');
  const rows = latencyRows({ ...blank, ...more, times: { ...blank.times, ...times } });
  return Object.fromEntries(rows.map(({ stage, here, told }) => [stage, [here, told]]));
}

describe('the stages of a turn', () => {
  it('of a typed message count from its sending', () => {
    const told = { stt_ms: null, llm_ms: 30, tts_ms: 80, first_audio_ms: 45, total_ms: 110 };
    const times = { word: 1010, answer: 1040, sound: 1060, silence: 3060, end: 1120 };
    expect(rowsOf(times, { told })).toEqual({
      stageFirstWord: [10, null],
      stageAnswer: [40, 30],
      stageFirstSound: [60, 45],
      stageSpeech: [null, 80],
      stageLasted: [2000, null],
      stageTotal: [120, 110],
    });
  });

  it('of a recording: thinking counts from the transcript, the first sound from sending, on both sides', () => {
    const told = { stt_ms: 200, llm_ms: 30, tts_ms: 80, first_audio_ms: 45, total_ms: 310 };
    const rows = rowsOf({ heard: 1205, word: 1215, answer: 1240, sound: 1260 }, { told, by: 'recorded' });
    expect(rows).toMatchObject({
      stageHearing: [205, 200],
      stageFirstWord: [10, null],
      stageAnswer: [35, 30],
      stageFirstSound: [260, 245],
    });
  });

  it('of what the browser recognised: hearing is its own work', () => {
    expect(rowsOf({ word: 1010 }, { by: 'recognised', recognisedMs: 320 })).toEqual({
      stageHearing: [320, null],
      stageFirstWord: [10, null],
    });
  });

  it('are only those that there were', () => {
    expect(rowsOf({})).toEqual({});
    const mute = { stt_ms: null, llm_ms: 3, tts_ms: 0, first_audio_ms: null, total_ms: 4 };
    expect(rowsOf({ word: 1001 }, { told: mute })).not.toHaveProperty('stageFirstSound');
  });
});

it.each([
  [null, 'en', '–'],
  [0.44, 'en', '0.4\u202fms'],
  [9.96, 'en', '10\u202fms'],
  [123.4, 'en', '123\u202fms'],
  [999.6, 'en', '1.00\u202fs'],
  [1234, 'fr', '1,23\u202fs'],
  [12_340, 'en', '12.3\u202fs'],
])('%d ms in %s reads %s', (durationMs, language, text) => {
  expect(spell(durationMs, language)).toBe(text);
});
