import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { folder, start } from './ralph.ts';

const TALKERS = 8;

/** The reference stack on a database file, with its address. */
async function stackOn(database: string) {
  const { child, ended, saying } = start([
    'serve',
    '--port',
    '0',
    '--rate-limit',
    '0',
    '--database',
    database,
  ]);
  let text = '';
  child.stdout.on('data', (said: string) => {
    text += said;
  });
  await saying('\n');
  return { url: text.trim(), child, ended };
}

async function chat(url: string, session: string): Promise<boolean> {
  const body = JSON.stringify({ message: `My name is ${session}`, session_id: session, audio: false });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/chat`, { method: 'POST', headers, body }).catch(() => undefined);
  return answer?.ok === true && (await answer.text().catch(() => '')) !== '';
}

/** Talks from several clients at once until the stack is gone; the sessions whose answer arrived whole. */
async function talkUntilKilled(url: string, killAfter: number, kill: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  let turn = 0;
  const talker = async (): Promise<void> => {
    for (;;) {
      const session = `s${turn++}`;
      if (!(await chat(url, session))) return;
      acknowledged.push(session);
      if (acknowledged.length === killAfter) kill();
    }
  };
  await Promise.all(Array.from({ length: TALKERS }, talker));
  return acknowledged;
}

describe('what the reference stack acknowledged', () => {
  it.each([40, 150, 333])('survives kill -9 after %i turns, and is counted', async (killAfter) => {
    const database = join(await folder(), 'stack.db');
    const first = await stackOn(database);
    const acknowledged = await talkUntilKilled(first.url, killAfter, () => first.child.kill('SIGKILL'));
    first.child.kill('SIGKILL');
    await first.ended;
    expect(acknowledged.length).toBeGreaterThanOrEqual(killAfter);

    const second = await stackOn(database);
    const stats = (await (await fetch(`${second.url}/stats`)).json()) as { total_requests: number };
    second.child.kill('SIGTERM');
    await second.ended;
    expect(stats.total_requests).toBeGreaterThanOrEqual(acknowledged.length);
    expect(stats.total_requests).toBeLessThanOrEqual(acknowledged.length + TALKERS);

    const kept = new DatabaseSync(database).prepare('SELECT id FROM sessions').all() as { id: string }[];
    const ids = new Set(kept.map(({ id }) => id));
    expect(acknowledged.filter((session) => !ids.has(session))).toEqual([]);
  });
});
