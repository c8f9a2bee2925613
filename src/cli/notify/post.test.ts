import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { post } from './post.ts';

async function listening(answer: RequestListener): Promise<URL> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`);
}

const never = new AbortController().signal;

test('what is posted comes whole, once, as JSON', async () => {
  const came: unknown[] = [];
  const url = await listening((request, answer) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      came.push([request.method, request.url, request.headers['content-type'], body]);
      answer.writeHead(204).end();
    });
  });
  expect(await post(url, '{"é":1}', never)).toBeUndefined();
  expect(came).toEqual([['POST', '/secret-path', 'application/json', '{"é":1}']]);
});

test('a refusal is said by its status, and a redirection is not followed', async () => {
  let asked = 0;
  const url = await listening((request, answer) => {
    asked++;
    request.resume();
    answer.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await post(url, '{}', never)).toBe('HTTP 302');
  expect(asked).toBe(1);
  expect(await post(await listening((_, answer) => answer.writeHead(404).end('x')), '{}', never)).toBe(
    'HTTP 404',
  );
});

test('who never answers is given up', async () => {
  expect(await post(await listening(() => {}), '{}', never, 20)).toBe('no answer within 20 ms');
});

test('who answers without end is not listened to', async () => {
  const url = await listening((_, answer) => {
    answer.writeHead(200);
    answer.write('x');
  });
  expect(await post(url, '{}', never)).toBeUndefined();
});

test('who breaks off, or is not there, is said without the address', async () => {
  const broken = await listening((request) => request.socket.destroy());
  const gone = new URL('http://127.0.0.1:1/secret-path');
  for (const url of [broken, gone]) {
    const said = await post(url, '{}', never);
    expect(said).toMatch(/^[A-Z_]+$|^no answer$/);
  }
});

test('an interrupt ends it', async () => {
  const url = await listening(() => {});
  expect(await post(url, '{}', AbortSignal.abort())).toBe('no answer');
});
