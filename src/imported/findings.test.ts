import { expect, test } from 'vitest';
import { blockersIn, findingOf } from './findings.ts';

test.each([
  ['PyTorch ENTIÈREMENT DÉSINSTALLÉ', 'torch-absent'],
  ['Tests CASSÉS (ModuleNotFoundError: torch)', 'tests-broken'],
  ['PyTorch 2.9.1+cpu (PAS DE CUDA!)', 'torch-cpu-only'],
  ['RTX 4090 49GB INUTILISÉ (0%)', 'gpu-idle'],
  ['GPU: 0% utilization (RTX 4090 49GB)', 'gpu-idle'],
  ['GPU: 3% utilisation - INUTILISÉ', 'gpu-underused'],
  ['GPU à 0,4 % seulement', 'gpu-idle'],
  ['VRAM: 1434 MiB / 49140 MiB (2.9% seulement)', 'vram-unused'],
  ['Chat ne retourne PAS audio_base64', 'chat-without-audio'],
  ['E2E chat: audio_base64 = 0 chars', 'chat-without-audio'],
  ['some_tts retourne None (pas de fallback)', 'speech-chain-without-fallback'],
  ['TTS 500 ERROR - nobody hears it', 'speech-missing'],
  ['TTS 154ms > 50ms target', 'tts-slow'],
  ['WebSocket endpoint timeout', 'websocket-broken'],
  ['LLM cold start 911ms > 500ms', 'cold-start'],
  ['3 tests échouent', 'tests-failing'],
  ['Frontend build FAILED', 'build-fails'],
  ['30+ hardcoded paths (gone)', 'told-hardcoded-paths'],
  ['12', 'told-otherwise'],
])('%s is %s', (text, id) => {
  expect(findingOf(text)).toBe(id);
});

test('the same blocker in other figures is the same one', () => {
  expect(findingOf('185 violations of patterns (was 187)')).toBe(
    findingOf('170 violations of patterns (was 185)'),
  );
});

test('each finding once, and none for an entry that says there is none', () => {
  const items = ['GPU à 0%', 'RTX 4090 idle', 'None critical remaining', 'aucun', 'Nonexistent paths'].map(
    (text, index) => ({ text, line: index + 2 }),
  );
  expect(blockersIn(items)).toEqual([
    { id: 'gpu-idle', title: 'GPU à 0%' },
    { id: 'told-nonexistent-paths', title: 'Nonexistent paths' },
  ]);
});
