import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { recordingsBy } from './recordings.ts';

const frame = Buffer.from(Uint8Array.of(0xff, 0xf3, 0x84, 0xc4, ...new Uint8Array(188)));

async function studio(listener: RequestListener, headers = {}) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url, headers, speech: 'en', timeoutMs: 20_000, signal: new AbortController().signal } as const;
}

it('has the stack say numbers and questions, once each, and keeps the frames of their sound', async () => {
  const texts: string[] = [];
  const keys = new Set<unknown>();
  const { numbers, questions } = await recordingsBy(
    await studio(
      async (request, response) => {
        const pieces = await request.toArray();
        texts.push(JSON.parse(Buffer.concat(pieces).toString()).text);
        keys.add(request.headers['x-api-key']);
        response.end(Buffer.concat([Buffer.from('ID3 and a tag'), frame, frame]));
      },
      { 'x-api-key': 'key' },
    ),
  );
  expect(texts.slice(0, 12).every((text) => /^\d{3}\.$/.test(text))).toBe(true);
  expect(new Set(texts).size).toBe(22);
  expect([...keys]).toEqual(['key']);
  expect(numbers).toHaveLength(12);
  expect(questions.map(({ topic }, index) => texts[12 + index]?.includes(topic))).toEqual(
    Array(10).fill(true),
  );
  expect(numbers[0]).toEqual(Buffer.concat([frame, frame]));
});

it.each<[string, RequestListener]>([
  ['HTTP 503', (_request, response) => response.writeHead(503).end('no voice')],
  ['HTTP 307', (_request, response) => response.writeHead(307, { location: 'http://127.0.0.1:9' }).end()],
  ['no MP3', (_request, response) => response.end('<html>')],
  ['no MP3', (_request, response) => response.end()],
  ['no answer (UND_ERR_SOCKET)', (request) => request.socket.destroy()],
  ['no whole answer', (_request, response) => response.end(Buffer.alloc(5 * 1024 * 1024))],
])('says what it got instead: %s', async (found, listener) => {
  const asked = await studio(listener);
  await expect(recordingsBy(asked)).rejects.toThrow(
    `/tts of the stack is to say what users will say, and gave ${found}`,
  );
});
