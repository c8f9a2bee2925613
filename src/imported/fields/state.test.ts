import { describe, expect, it } from 'vitest';
import { fence, figuresIn } from './review.fixture.ts';

describe('the build', () => {
  it.each([
    ['- Frontend build: OK (29 routes)', true],
    ['- Frontend: npm run build SUCCESS', true],
    ['### 6. Frontend Build ✅ PASS', true],
    ['✅ BUILD PASS', true],
    ['- ✅ Frontend build', true],
    ['- Frontend build: FAILED', false],
    ['## STATUS: BUILD FAILURE (work in progress)', false],
    ['- Build temporairement cassé', false],
    ['- Build OK\n- Build FAILED', null],
    ['- Run the build again', null],
    ['- Docker build: FAILED', null],
  ])('%s', (text, expected) => {
    expect(figuresIn(text).build_ok.value).toBe(expected);
  });

  it.each([
    ['29 routes compilées', 29],
    ['Routes: 31', 31],
    ['Routes: /, /voice, /api/*', null],
    ['29 routes\n\n30 routes', null],
    ['> 20 routes', null],
  ])('makes routes: %s', (text, expected) => {
    expect(figuresIn(fence(text)).routes.value).toBe(expected);
  });
});

describe('the WebSocket', () => {
  it.each([
    ['- WebSocket: OK (14ms connection)', true],
    ['- WebSocket STREAMING FONCTIONNEL (25 tokens/217ms)', true],
    ['- WebSocket: TIMEOUT → OK', true],
    ['- WebSocket FIXED (was TIMEOUT)', true],
    [
      '| Part | Value | Target | Status |\n|---|---|---|---|\n| WebSocket | 14ms | < 50ms | ✅ EXCELLENT |',
      true,
    ],
    ['| Part | Value | Target |\n|---|---|---|\n| WebSocket | FAIL | OK |', false],
    [
      '| ✅ Frontend build | ❌ WebSocket problem |\n|---|---|\n| ✅ Frontend build | ❌ WebSocket problem |',
      false,
    ],
    ['- TTS OK, WebSocket timeout', false],
    ['- Backend UP, services healthy, but WS dead', false],
    ['- HTTP OK, WS KO', false],
    ['- WebSocket not working', false],
    ['### WebSocket\n```\nws://localhost:8000/ws/chat -> Timeout\n```', false],
    ['- WebSocket: OK\n- WebSocket: TIMEOUT', null],
    ['- The WebSocket was never broken', null],
    ['- Repair the WebSocket', null],
    ['## Next\n- WebSocket OK', null],
  ])('%s', (text, expected) => {
    expect(figuresIn(text).websocket_ok.value).toBe(expected);
  });
});

describe('what nobody looked at', () => {
  it.each([
    ['- WebSocket: pas testé (backend OK)', null],
    ['- WebSocket: not tested, build OK', null],
    ['- WebSocket: OK (reconnexion non testée)', true],
    ['- WebSocket: FAIL, pas testé ailleurs', false],
  ])('%s', (text, expected) => {
    expect(figuresIn(text).websocket_ok.value).toBe(expected);
  });
});

describe('routes', () => {
  it.each([
    ['- **Routes:** 31', 31],
    ['- 31 routes compilées (+2)', 31],
    ['- 4 routes manquantes', null],
    ['- Routes: 4/31', null],
  ])('%s', (text, expected) => {
    expect(figuresIn(text).routes.value).toBe(expected);
  });
});

describe('what a line is of', () => {
  it.each([
    ['- WS: ❌ DEAD', false],
    ['### WebSocket\n- Status: OK', true],
    ['### WebSocket\n```\nRésultat: silence\n```', false],
    ['### WebSocket et voix\n- Status: OK', null],
    ['- Si le WebSocket fonctionne, tant mieux', null],
    ['- Il faut que le WebSocket fonctionne', null],
    ['- Fix WebSocket timeout', null],
    ['- Correctif: WebSocket OK', true],
  ])('%s', (text, expected) => {
    expect(figuresIn(text).websocket_ok.value).toBe(expected);
  });
});
