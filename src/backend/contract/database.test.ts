import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { chatResponse, clearResponse } from '../../protocol/chat.ts';
import { healthResponse, probeResponse, statsResponse } from '../../protocol/service.ts';
import { databaseFile, hold } from '../store/database.fixture.ts';
import { connect } from './socket-client.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer, refusal, startStack } from './stack-under-test.ts';

const locked = 'the database is locked by another process';

describe('while another process holds the database', () => {
  it('the conversation goes on, health and stats say why they cannot, and nothing is lost', async () => {
    const databasePath = databaseFile();
    const stack = await startStack({ databasePath });
    const say = async (message: string) =>
      answer(await stack.post('/chat', { message, session_id: 'ada', audio: false }), 200, chatResponse);
    const release = hold(databasePath);
    await say('My name is Ada');
    expect((await say('What is my name?')).response).toContain('Ada');
    const client = await connect(stack.url);
    client.send({ type: 'message', content: 'What is my name?', session_id: 'ada' });
    expect((await client.turn()).at(-1)).toEqual({ type: 'end' });
    await answer(await stack.post('/clear', { session_id: 'nobody' }), 200, clearResponse);

    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health).toMatchObject({
      status: 'degraded',
      groq: true,
      tts: true,
      database: false,
      services: { database: { engine: 'sqlite', state: 'down' } },
      detail: `${locked}: what is said is kept in memory only`,
    });
    await answer(await stack.get('/health/ready'), 200, probeResponse);
    expect(await refusal(await stack.get('/stats'), 503)).toBe(locked);

    release();
    await vi.waitFor(async () => {
      expect((await answer(await stack.get('/health'), 200, healthResponse)).status).toBe('healthy');
    }, 10_000);
    const stats = await answer(await stack.get('/stats'), 200, statsResponse);
    expect(stats).toMatchObject({ total_requests: 3, active_sessions: 1 });
    await stack.close();
    const second = await startStack({ databasePath });
    const reply = await second.post('/chat', {
      message: 'What is my name?',
      session_id: 'ada',
      audio: false,
    });
    expect((await answer(reply, 200, chatResponse)).response).toContain('Ada');
  });

  it('the stack starts', async () => {
    const databasePath = databaseFile();
    await (await startStack({ databasePath })).close();
    const release = hold(databasePath);
    const stack = await startStack({ databasePath });
    expect((await answer(await stack.get('/health'), 200, healthResponse)).detail).toContain(locked);
    release();
    await vi.waitFor(async () => {
      expect((await answer(await stack.get('/health'), 200, healthResponse)).status).toBe('healthy');
    }, 10_000);
  });
});

describe('a database that cannot work', () => {
  it('is named when it fails beside what the conversation needs', async () => {
    const stack = await stackOf({ engines: [] });
    stack.store.close();
    const health = await answer(await stack.get('/health'), 503, healthResponse);
    expect(health).toMatchObject({
      status: 'unhealthy',
      detail: 'not answering: tts; the database is closed: what is said is kept in memory only',
    });
  });

  it('keeps the stack from starting when its file is something else', async () => {
    const databasePath = databaseFile();
    writeFileSync(databasePath, 'a shopping list, '.repeat(400));
    await expect(startStack({ databasePath })).rejects.toThrow(
      `${databasePath}: found that the database file is not a database, or is damaged; expected`,
    );
  });
});
