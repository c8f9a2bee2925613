import { frameReader } from '../../src/bench/frames.ts';
import { jsonLines } from '../../src/dialects/json-lines.ts';
import { readCompletionStream } from '../../src/dialects/openai-stream.ts';
import { serverEvents } from '../../src/dialects/server-events.ts';
import { wyomingBytes, wyomingEvents } from '../../src/protocol/wyoming.ts';
import { inPieces } from './mutate.ts';
import type { Parser } from './parser.ts';

const chunk = (content: string): string =>
  `data: ${JSON.stringify({ id: '1', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;

const SSE = [
  `: hello\n\n${chunk('One ')}${chunk('two.')}data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"completion_tokens":2}}\n\ndata: [DONE]\n\n`,
  'event: token\r\ndata: {"content":"été"}\r\n\r\nevent: end\r\ndata:\r\n\r\n',
  'data: a\ndata: b\nid: 7\nretry: 10\n\n',
];

const frame = (opcode: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([0x80 | opcode, Buffer.byteLength(text)]), Buffer.from(text)]);

/** What comes in pieces over a wire; each is read in pieces that are cut anywhere. */
export const streamParsers: readonly Parser[] = [
  {
    id: 'server-sent events',
    corpus: SSE,
    parse: (input, next) => {
      const read = serverEvents();
      for (const piece of inPieces(input, next)) read(piece);
    },
  },
  {
    id: 'streamed completions',
    corpus: SSE,
    parse: (input, next) => {
      const arrivals = inPieces(input, next).map(({ length }, index) => ({ atMs: index, bytes: length }));
      readCompletionStream({
        ...{ kind: 'answered', status: 200, headers: { 'content-type': 'text/event-stream' } },
        ...{ body: new Uint8Array(input), totalMs: 9, firstByteMs: 1, arrivals },
      });
    },
  },
  {
    id: 'lines of JSON',
    corpus: ['{"response":"One","done":false}\n{"response":"","done":true}\n'],
    parse: (input, next) => {
      const read = jsonLines();
      for (const piece of inPieces(input, next)) read(piece);
    },
  },
  {
    id: 'Wyoming events',
    corpus: [
      Buffer.concat([
        wyomingBytes('describe'),
        wyomingBytes('audio-chunk', { rate: 16_000 }, new Uint8Array(64)),
      ]),
      wyomingBytes('transcript', { text: 'été', language: 'fr' }),
    ],
    parse: (input, next) => {
      const read = wyomingEvents({ jsonBytes: 4_096, payloadBytes: 65_536 });
      for (const piece of inPieces(input, next)) read(piece);
    },
  },
  {
    id: 'WebSocket frames',
    corpus: [
      Buffer.concat([
        frame(1, '{"type":"token","content":"a"}'),
        frame(9, 'x'),
        frame(2, 'sound'),
        frame(8, '\u0003\u00e8'),
      ]),
    ],
    parse: (input, next) => {
      const heard = { glimpse: () => next() < 0.5, message: () => {}, ping: () => {}, close: () => {} };
      const read = frameReader(heard, 65_536);
      for (const piece of inPieces(input, next)) read(piece, piece.length, 1);
    },
  },
];
