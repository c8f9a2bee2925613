import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnPicture } from '../domain/portrait.ts';
import { same } from '../domain/text.ts';
import { arrivingPicture, turnPicture } from './turn-picture.ts';

const TITLE = same('turn');
const SILENT = { chars: 10, audio: null, reportedMs: null } as const;
const audible = (leadingSilenceMs: number) => ({
  chars: 10,
  reportedMs: null,
  audio: { decoded: { sound: { leadingSilenceMs } } } as never,
});

const drawn = ({ turn }: { readonly turn?: TurnPicture }) =>
  turn && {
    stretches: turn.stretches.map(({ name, startMs, endMs, isUnexplained }) => [
      `${isUnexplained ? '? ' : ''}${name.en}`,
      startMs,
      endMs,
    ]),
    moments: turn.moments.map(({ atMs }) => atMs),
  };

describe('a turn that ralph made of single requests', () => {
  const stages = { heardMs: 100, firstTokenMs: 200, firstSentenceMs: 300, firstSoundMs: 420, writtenMs: 700 };

  it('shows each stage, and what no request took where it lay', () => {
    const parts = { sttMs: 100, llmMs: 180, ttsMs: 90, totalMs: 420 };
    const reply = { ...audible(30), stages, parts };
    expect(drawn(turnPicture(TITLE, [{ wallMs: 1_500, reply }]))).toEqual({
      stretches: [
        ['Hearing', 0, 100],
        ['? Unexplained', 100, 120],
        ['Until the first word', 120, 200],
        ['Until the first sentence is whole', 200, 300],
        ['? Unexplained', 300, 330],
        ['Until the first byte of speech', 330, 420],
        ['Silence before the first audible sample', 420, 450],
        ['The rest of the words', 300, 700],
        ['The rest of the speech', 420, 1_500],
      ],
      moments: [450],
    });
  });

  it('adds up: what is unexplained there is what the metric says', () => {
    const ms = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(ms, ms, ms, fc.nat(80), fc.nat(80), (heardMs, llmMs, ttsMs, before, between) => {
        const firstSentenceMs = heardMs + before + llmMs;
        const firstSoundMs = firstSentenceMs + between + ttsMs;
        const own = { heardMs, firstTokenMs: firstSentenceMs - llmMs / 2, firstSentenceMs, firstSoundMs };
        const parts = { sttMs: heardMs, llmMs, ttsMs, totalMs: null };
        const reply = { ...SILENT, stages: { ...own, writtenMs: firstSentenceMs + 1 }, parts };
        const { turn } = turnPicture(TITLE, [{ wallMs: firstSoundMs + 1, reply }]);
        const holes = turn?.stretches.filter(({ isUnexplained }) => isUnexplained) ?? [];
        expect(holes.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)).toBe(before + between);
      }),
    );
  });
});

describe('a turn that the stack took whole', () => {
  it.each([
    [
      'shows its parts, then what they leave',
      { ...audible(20), parts: { sttMs: 50, llmMs: 100, ttsMs: 60, totalMs: null } },
      [
        ['Hearing, as the stack tells', 0, 50],
        ['Answering, as the stack tells', 50, 150],
        ['Speaking, as the stack tells', 150, 210],
        ['? Unexplained', 210, 300],
        ['Silence before the first audible sample', 300, 320],
      ],
    ],
    [
      'shows the whole that the stack tells of',
      { ...SILENT, reportedMs: 240 },
      [
        ['What the stack tells of', 0, 240],
        ['? Unexplained', 240, 300],
      ],
    ],
    [
      'shows the whole where the parts overlap, and what that leaves',
      { ...audible(20), parts: { sttMs: 200, llmMs: 200, ttsMs: 200, totalMs: 250 } },
      [
        ['What the stack tells of', 0, 250],
        ['? Unexplained', 250, 300],
        ['Silence before the first audible sample', 300, 320],
      ],
    ],
    [
      'shows the whole where a part of it is not told',
      { ...SILENT, parts: { sttMs: 40, llmMs: null, ttsMs: 60, totalMs: 280 } },
      [
        ['What the stack tells of', 0, 280],
        ['? Unexplained', 280, 300],
      ],
    ],
    [
      'shows no more than there was where the parts overlap and no whole is told',
      { ...audible(20), parts: { sttMs: 200, llmMs: 200, ttsMs: 200, totalMs: null } },
      [
        ['What the stack tells of', 0, 300],
        ['Silence before the first audible sample', 300, 320],
      ],
    ],
  ])('%s', (_, reply, stretches) => {
    expect(drawn(turnPicture(TITLE, [{ wallMs: 300, reply }]))?.stretches).toEqual(stretches);
  });

  it('has no picture where nothing is known of it but how long it took', () => {
    expect(turnPicture(TITLE, [{ wallMs: 300, reply: SILENT }])).toEqual({});
    expect(turnPicture(TITLE, [])).toEqual({});
  });

  it('is the one in the middle', () => {
    const reply = { ...SILENT, reportedMs: 1 };
    const { turn } = turnPicture(
      TITLE,
      [500, 100, 300].map((wallMs) => ({ wallMs, reply })),
    );
    expect([turn?.among, turn?.stretches.at(-1)?.endMs]).toEqual([3, 300]);
  });
});

it('a turn that was seen as it came shows when words, sound and silence came', () => {
  const reply = {
    ...{ firstTokenMs: 40, leadingSilenceMs: 25 },
    chunks: [
      { atMs: 90, audioMs: 200 },
      { atMs: 200, audioMs: 200 },
    ],
  };
  expect(drawn(arrivingPicture(TITLE, [{ wallMs: 260, reply }]))).toEqual({
    stretches: [
      ['Until the first word', 0, 40],
      ['Until the first byte of speech', 40, 90],
      ['Silence before the first audible sample', 90, 115],
      ['The rest of the speech', 115, 260],
    ],
    moments: [115],
  });
  expect(arrivingPicture(TITLE, [])).toEqual({});
});
