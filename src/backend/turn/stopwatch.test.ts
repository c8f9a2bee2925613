import { expect, it } from 'vitest';
import { stopwatch } from './stopwatch.ts';

/** A watch on a clock that the test sets, which begins at 1000 ms. */
function watched() {
  let nowMs = 1000;
  const watch = stopwatch(() => nowMs);
  return {
    at(ms: number) {
      nowMs = 1000 + ms;
      return watch;
    },
  };
}

it('counts the stages of a spoken turn from what the person said', () => {
  const { at } = watched();
  at(100).heard();
  at(130.004).played();
  at(150).written();
  at(170).played();
  at(170).spoke(20.5);
  at(180).spoke(30);
  expect(at(200).read()).toEqual({
    stt_ms: 100,
    llm_ms: 50,
    tts_ms: 50.5,
    first_audio_ms: 30,
    total_ms: 200,
  });
});

it('has no time for hearing where nothing was heard, and none for sound where none left', () => {
  const { at } = watched();
  at(40).written();
  expect(at(41).read()).toEqual({ stt_ms: null, llm_ms: 40, tts_ms: 0, first_audio_ms: null, total_ms: 41 });
});
