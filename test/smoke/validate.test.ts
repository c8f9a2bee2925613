import { describe, expect, it } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { ralph } from './ralph.ts';

interface Said {
  readonly target: string;
  readonly summary: Readonly<Record<'holds' | 'differs' | 'missing' | 'unasked', number>>;
  readonly checks: readonly { id: string; matters: string; title: string; outcome: Record<string, string> }[];
}

/** What the command says of a fixture; that ends with it, so that several may run at once. */
async function validated(name: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const { url, close } = await startStack(name);
  const asked = ['validate', '--json', '--target', url, ...args];
  const { code, stdout, stderr } = await ralph(asked, { env }).finally(close);
  expect(stderr).toBe('');
  const said: Said = JSON.parse(stdout);
  expect(said.target).toBe(url);
  const outcomes = Object.fromEntries(said.checks.map(({ id, outcome }) => [id, outcome]));
  const failing = said.checks.filter(
    ({ matters, outcome }) => matters === 'review' && outcome.kind !== 'holds',
  );
  return { code, said, outcomes, stdout, failing: failing.map(({ id }) => id) };
}

describe.concurrent('ralph validate', () => {
  it('of nothing: the bundled stack, as a table without escape codes, exit 0', async () => {
    const { code, stdout, stderr } = await ralph(['validate']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/POST \/tts +│ 9\/9/);
    expect(stdout).toMatch(
      /\n\d+ hold · 0 differ · 0 missing · 0 not asked {3}what a review needs is there\n$/,
    );
    expect(stdout).not.toContain('\u001b');
  });

  it('eva-like: what a review needs is there, and what a client misses is said', async () => {
    const { code, outcomes, failing } = await validated('eva-like');
    expect({ code, failing }).toEqual({ code: 0, failing: [] });
    expect(outcomes['chat-stream.order']).toEqual({ kind: 'missing' });
    expect(outcomes['chat-socket.bad-json']).toMatchObject({ kind: 'differs', found: 'closed with 1006' });
    expect(outcomes['chat-socket.wrong-shape']).toMatchObject({ kind: 'differs', found: 'silence for 5 s' });
  });

  it.each([
    ['answers-html', 'health.shape', 'HTTP 200: an HTML page'],
    ['apology-200', 'chat.answer', 'twice: Oups, un souci technique'],
    ['speech-tiny', 'tts.speech', '140 bytes do not decode'],
    ['ws-silent', 'chat-socket.turn', 'silence for 5 s'],
  ])('%s: %s differs, exit 1', async (name, id, words) => {
    const { code, outcomes, failing } = await validated(name);
    expect(code).toBe(1);
    expect(failing).toContain(id);
    expect(outcomes[id]?.found).toContain(words);
  });

  it.each(['refuses', 'hangs'])('%s: two questions are put, and no more', async (name) => {
    const { code, said, outcomes, failing } = await validated(name);
    expect({ code, holds: said.summary.holds }).toEqual({ code: 1, holds: 0 });
    expect(failing).toContain('health.shape');
    expect(outcomes['health.shape']?.found).toContain(name === 'hangs' ? 'timeout' : 'refused');
    expect(outcomes['health.ready']?.kind).toBe('unasked');
    expect(outcomes['chat.shape']?.kind).toBe('unasked');
  });

  it('auth-required: nothing to conclude without the key, all well with it, and the key is never said', async () => {
    const locked = await validated('auth-required');
    expect(locked.code).toBe(3);
    expect(locked.outcomes['health.shape']).toEqual({ kind: 'holds' });
    expect(locked.outcomes['chat.shape']).toMatchObject({
      kind: 'unasked',
      reason: expect.stringContaining('--api-key-env'),
    });
    const open = await validated('auth-required', ['--api-key-env', 'STACK_KEY'], {
      STACK_KEY: 'fixture-key',
    });
    expect({ code: open.code, failing: open.failing }).toEqual({ code: 0, failing: [] });
    expect(open.outcomes['errors.key']).toEqual({ kind: 'holds' });
    expect(open.stdout).not.toContain('fixture-key');
  });

  it('speaks French', async () => {
    const { said } = await validated('refuses', ['--lang', 'fr']);
    expect(said.checks[0]?.title).toBe('dit un état et un drapeau par service');
    expect(said.checks[0]?.outcome.expected).toBe('une réponse');
  });

  it.each([
    [['--target', 'localhost:8000'], 'http://localhost:8000'],
    [['--target', 'http://127.0.0.1:1', '--api-key-env', 'NO_SUCH_VARIABLE'], 'NO_SUCH_VARIABLE'],
    [['--api-key-env', 'PATH'], '--target'],
    [['--targt', 'x'], '--target'],
  ])('%j is a mistake of usage', async (args, words) => {
    const { code, stdout, stderr } = await ralph(['validate', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});
