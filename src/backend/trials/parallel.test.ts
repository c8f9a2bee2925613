import { describe, expect, it } from 'vitest';
import { chatResponse } from '../../protocol/chat.ts';
import { statsResponse } from '../../protocol/service.ts';
import { connect } from '../contract/socket-client.ts';
import { stackOf } from '../contract/stack-of-parts.ts';
import { answer } from '../contract/stack-under-test.ts';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import { databaseFile } from '../store/database.fixture.ts';
import { openStore } from '../store/store.ts';

const CLIENTS = 50;
const TURNS = 20;
const TURNS_KEPT = 12;

/** Answers with what it was told of the conversation so far, a word at a time, with others in between. */
const witness: LlmEngine = {
  id: 'witness',
  async *reply({ message, history }) {
    for (const { said } of history) {
      yield `${said} `;
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield message;
  },
};

type Ask = (content: string) => Promise<string>;

describe('fifty sessions at once', () => {
  it('each has its own history, in order, over HTTP and sockets, and all are counted', async () => {
    const path = databaseFile();
    const stack = await stackOf({ llm: [witness], store: openStore({ path, now: Date.now }) });

    const overHttp =
      async (session: string): Promise<Ask> =>
      async (content) => {
        const body = { message: content, session_id: session, audio: false };
        return (await answer(await stack.post('/chat', body), 200, chatResponse)).response;
      };
    const overSocket = async (session: string): Promise<Ask> => {
      const client = await connect(stack.url);
      return async (content) => {
        client.send({ type: 'message', content, session_id: session });
        const frames = await client.turn();
        expect(frames.at(-1)).toEqual({ type: 'end' });
        return frames.map((frame) => (frame.type === 'token' ? frame.content : '')).join('');
      };
    };
    const talk = async (session: string, ask: Ask) => {
      const said: string[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        said.push(`${session}:${turn}`);
        expect(await ask(`${session}:${turn}`)).toBe(said.slice(-TURNS_KEPT - 1).join(' '));
      }
    };
    const sessions = Array.from({ length: CLIENTS }, (_, index) => `client${index}`);
    await Promise.all(
      sessions.map(async (session, index) =>
        talk(session, await (index % 2 === 0 ? overHttp(session) : overSocket(session))),
      ),
    );

    const stats = await answer(await stack.get('/stats'), 200, statsResponse);
    expect(stats).toMatchObject({
      total_requests: CLIENTS * TURNS,
      requests_last_hour: CLIENTS * TURNS,
      active_sessions: CLIENTS,
    });
    await stack.close();
    const kept = openStore({ path, now: Date.now });
    for (const session of sessions) {
      expect(kept.history(session).map(({ said }) => said)).toEqual(
        Array.from({ length: TURNS_KEPT }, (_, index) => `${session}:${TURNS - TURNS_KEPT + index}`),
      );
    }
    kept.close();
  });
});
