import { describe, expect, it } from 'vitest';
import { after, type Frame, type TurnEvent, type Turns, underWay } from './turns.js';

const latency = { stt_ms: null, llm_ms: 5, tts_ms: 9, first_audio_ms: 7, total_ms: 20 };
const said = (id: number, at = id * 100): TurnEvent => ({
  type: 'said',
  turn: { id, by: 'typed', words: `words ${id}`, recognisedMs: null },
  at,
});
const frame = (heard: Frame, at = 0): TurnEvent => ({ type: 'frame', frame: heard, at });
const token = (content: string, at = 0) => frame({ type: 'token', content }, at);
const end = frame({ type: 'audio_end', latency, speech: [] }, 90);
const interrupted = frame({ type: 'interrupted' });
const failed = (message: string) => frame({ type: 'error', message });
const hush: TurnEvent = { type: 'hush' };

const play = (...events: readonly TurnEvent[]): Turns => events.reduce<Turns>(after, []);
const outline = (turns: Turns) => turns.map(({ answer, open, outcome }) => ({ answer, open, outcome }));

describe('a turn', () => {
  it('is asked, answered, spoken and done', () => {
    const [turn] = play(
      said(0, 10),
      token('Yes', 20),
      token(' and no', 30),
      { type: 'sound', id: 0, at: 40 },
      frame({ type: 'response_end', text: 'Yes and no.', model: 'm', cached: false }, 50),
      { type: 'sound', id: 0, at: 60 },
      { type: 'silence', id: 0, at: 70 },
      end,
      { type: 'silence', id: 0, at: 95 },
    );
    expect(turn).toMatchObject({
      words: 'words 0',
      answer: 'Yes and no.',
      model: 'm',
      open: false,
      outcome: 'done',
      sentences: 2,
      told: latency,
      times: { sent: 10, heard: null, word: 20, answer: 50, sound: 40, silence: 95, end: 90 },
    });
  });

  it('learns from the stack what was said in a recording', () => {
    const recorded: TurnEvent = {
      type: 'said',
      turn: { id: 0, by: 'recorded', words: null, recognisedMs: null },
      at: 1,
    };
    const [turn] = play(recorded, frame({ type: 'transcript', text: 'Hello' }, 8));
    expect(turn).toMatchObject({ words: 'Hello', times: { heard: 8 } });
  });

  it('takes no more words once it is interrupted, and is open until the stack has ended it', () => {
    const hushed = [said(0), token('Yes'), hush, token(' but')];
    expect(outline(play(...hushed))).toEqual([{ answer: 'Yes', open: true, outcome: 'interrupted' }]);
    const closed = { answer: 'Yes', open: false, outcome: 'interrupted' };
    expect(outline(play(...hushed, interrupted))).toEqual([closed]);
    expect(outline(play(...hushed, end))).toEqual([closed]);
  });

  it('fails with the reason', () => {
    expect(play(said(0), token('Y'), failed('no voice'))).toMatchObject([
      { answer: 'Y', open: false, outcome: 'failed', failure: 'no voice' },
    ]);
  });

  it('is lost with the connection, unless it was over or interrupted', () => {
    const turns = play(said(0), end, said(1), hush, said(2), { type: 'lost' });
    expect(turns.map(({ outcome }) => outcome)).toEqual(['done', 'interrupted', 'lost']);
    expect(underWay(turns)).toBeNull();
  });
});

describe('two turns', () => {
  it('get each its own frames: the older one first, until it is ended', () => {
    const turns = play(said(0), token('old'), hush, said(1), token(' late'), interrupted, token('new'), end);
    expect(outline(turns)).toEqual([
      { answer: 'old', open: false, outcome: 'interrupted' },
      { answer: 'new', open: false, outcome: 'done' },
    ]);
  });

  it('are not mixed up by an interruption that came after the end', () => {
    const turns = play(said(0), hush, end, said(1), interrupted, token('new'));
    expect(outline(turns)[1]).toEqual({ answer: 'new', open: true, outcome: null });
  });

  it('are not mixed up by a refusal that overtakes the end of the older', () => {
    const turns = play(said(0), hush, said(1), failed('rate limit reached'), interrupted);
    expect(outline(turns)).toEqual([
      { answer: '', open: false, outcome: 'interrupted' },
      { answer: '', open: false, outcome: 'failed' },
    ]);
  });
});

describe('what is about no turn', () => {
  it('leaves the turns as they are, to the object', () => {
    const turns = play(said(0), end);
    for (const event of [token('x'), end, interrupted, failed('x'), frame({ type: 'pong' })]) {
      expect(after(turns, event)[0]).toBe(turns[0]);
    }
  });
});
