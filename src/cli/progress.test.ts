import { expect, it } from 'vitest';
import type { Probe } from '../domain/probe.ts';
import { knownSecrets } from '../domain/secrets/known.ts';
import type { Lang } from '../domain/text.ts';
import { type Progress, progress } from './progress.ts';

const probe = { id: 'stt', phase: 'load', title: { en: 'Ears', fr: 'Oreilles' } } as Probe;
const reason = 'the dialect of this target has no transcription';
const run = { probes: [probe], before: null, scenario: {} as never };

/** What is written to stderr by what `tell` tells. */
function written(
  tell: (shown: Progress) => void,
  { lang = 'en', isTTY = false, quiet = false }: { lang?: Lang; isTTY?: boolean; quiet?: boolean } = {},
): string {
  let text = '';
  let nowMs = 0;
  const stderr = { write: (more: string) => (text += more), isTTY };
  const clock = {
    nowMs: () => (nowMs += 20_000),
    wallTime: () => new Date('2026-01-31T12:00:00.999Z'),
    every: () => () => {},
  };
  const secrets = knownSecrets(['hunter2hunter2']);
  tell(progress({ stderr, env: { RALPH_MOTION: 'reduce' }, secrets }, lang, { quiet }, clock));
  return text;
}

const unavailable = (shown: Progress): void => {
  shown.begin(run);
  shown.on({ kind: 'finished', probe, observation: { kind: 'unavailable', reason } });
};

it.each([
  ['en', '2026-01-31T12:00:00Z   – Ears  the dialect of this target has no transcription\n'],
  ['fr', '2026-01-31T12:00:00Z   – Oreilles  le dialecte de cette cible n’a pas de transcription\n'],
] as const)('says why something was not measured, in the language of the review: %s', (lang, line) => {
  expect(written(unavailable, { lang })).toBe(line);
});

it('says when only where nobody sees it pass', () => {
  expect(written(unavailable, { isTTY: true })).toBe(
    '  – Ears  the dialect of this target has no transcription\n',
  );
});

it('says nothing but text, whatever a stack is called, and stamps each line', () => {
  expect(written(({ say }) => say('measuring \u001b]0;owned\u0007eva\n::error::no'))).toBe(
    '2026-01-31T12:00:00Z measuring eva\n2026-01-31T12:00:00Z : :error::no\n',
  );
});

it('is silent when told so', () => {
  const all = (shown: Progress): void => {
    shown.say('something');
    unavailable(shown);
    shown.on({ kind: 'note', line: 'waiting' });
  };
  expect(written(all, { quiet: true })).toBe('');
});

it('masks what it says, before a run and within', () => {
  const note = (shown: Progress): void => shown.on({ kind: 'note', line: 'at hunter2hunter2' });
  const all = (shown: Progress): void => {
    note(shown);
    shown.begin(run);
    note(shown);
    shown.on({ kind: 'finished', probe, observation: { kind: 'errored', message: 'no hunter2hunter2' } });
  };
  expect(written(all, { isTTY: true })).toBe(
    '    at [secret]\n    at [secret]\n  ✖ Ears  ERROR no [secret]\n',
  );
});

it('says of a long series how far it is, now and then', () => {
  const taking = (shown: Progress): void => {
    shown.begin(run);
    shown.on({ kind: 'started', probe });
    for (let sample = 0; sample < 5; sample++)
      shown.on({
        kind: 'sampled',
        probe,
        taken: { as: sample === 0 ? 'cold' : 'warm', wallMs: 100 + sample, isAnswered: sample < 4 },
      });
  };
  expect(written(taking, { isTTY: true })).toMatch(
    /^ {4}Ears: cold and warm-up\n {4}Ears: \d warm · 101–10\d ms · median 10\d(\.5)? ms\n/,
  );
});

it('writes figures as the language of the review does', () => {
  const observation = { kind: 'observed', durationMs: 140, startedAtMs: 0 } as never;
  const told = (lang: Lang): string =>
    written(
      (shown) => {
        shown.begin(run);
        shown.plan({ en: 'about 1.5 s', fr: 'environ 1.5 s' });
        shown.on({ kind: 'finished', probe, observation });
      },
      { lang, isTTY: true },
    );
  expect(told('en')).toBe('  about 1.5 s\n  ✓ Ears  0.14 s\n');
  expect(told('fr')).toBe('  environ 1,5 s\n  ✓ Oreilles  0,14 s\n');
});
