import { expect, it } from 'vitest';
import type { Probe } from '../domain/probe.ts';
import { progress } from './progress.ts';

const probe = { id: 'stt', phase: 'load', title: { en: 'Ears', fr: 'Oreilles' } } as Probe;
const reason = 'the dialect of this target has no transcription';

it.each([
  ['en', '  – Ears  the dialect of this target has no transcription\n'],
  ['fr', '  – Oreilles  le dialecte de cette cible n’a pas de transcription\n'],
] as const)('says why something was not measured, in the language of the review: %s', (lang, line) => {
  const written: string[] = [];
  const { on } = progress((text) => written.push(text), lang, false);
  on({ kind: 'finished', probe, observation: { kind: 'unavailable', reason } });
  expect(written).toEqual([line]);
});

it('says nothing but text, whatever a stack is called', () => {
  const written: string[] = [];
  const { say } = progress((text) => written.push(text), 'en', false);
  say('measuring \u001b]0;owned\u0007eva\n::error::no');
  expect(written).toEqual(['measuring eva\n: :error::no\n']);
});

it('is silent when told so', () => {
  const written: string[] = [];
  const { on, say } = progress((text) => written.push(text), 'en', true);
  say('something');
  on({ kind: 'finished', probe, observation: { kind: 'unavailable', reason } });
  expect(written).toEqual([]);
});
