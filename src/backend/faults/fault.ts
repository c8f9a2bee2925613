import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import type { HealthResponse } from '../../protocol/service.ts';
import type { Conversation } from '../conversation.ts';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import type { SttEngine } from '../engines/stt/stt-engine.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import type { Mp3Encoder } from '../speech/mp3.ts';
import type { Speaker } from '../speech/speaker.ts';
import type { Store } from '../store/store.ts';

/** The body of an answer that is not streamed by its route. */
export type Body = string | Buffer | Readable;

/** What goes over a socket to a client. */
export type Frame = Parameters<WebSocket['send']>[0];

/** What has come over a socket from a client. */
export interface Sent {
  readonly data: RawData;
  readonly isBinary: boolean;
}

/** The work of the stack that a fault can meddle with, from the engines outwards. */
export interface Works {
  /** One model answers. */
  readonly reply: LlmEngine['reply'];
  /** One engine speaks. */
  readonly speak: SpeechEngine['speak'];
  /** The ear transcribes. */
  readonly transcribe: SttEngine['transcribe'];
  readonly encode: Mp3Encoder;
  /** The whole chain speaks. */
  readonly say: Speaker['say'];
  /** The whole chain of models answers, and the turn is remembered. */
  readonly converse: Conversation['answer'];
  readonly stats: Store['stats'];
  readonly check: Store['check'];
  readonly admit: RateLimit['take'];
  readonly health: () => HealthResponse;
  /** A request has come in; whoever sends or hijacks the reply ends it here. */
  readonly request: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** What is told: the body, and through `reply` status and headers. */
  readonly tell: (body: Body, request: FastifyRequest, reply: FastifyReply) => Body;
  /** How the body is given, once it is known what is told. */
  readonly pour: (body: Body) => Body;
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  /** A client has sent a frame. */
  readonly take: (frame: Sent, socket: WebSocket) => void;
  readonly send: (frame: Frame, socket: WebSocket) => void;
}

/** What a fault puts in the place of honest work; what it leaves out stays honest. */
export type Meddling = { readonly [Name in keyof Works]?: (honest: Works[Name]) => Works[Name] };

/** The one number that a fault takes: whole, within these bounds. */
export interface Argument {
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** One way in which real stacks fail, on demand. */
export interface Fault<Id extends string = string> {
  readonly id: Id;
  /** What a client sees, in one line. */
  readonly about: string;
  /** Null: it takes none. */
  readonly argument: Argument | null;
  /** Called when it is switched on; `off` aborts when it is switched off, and then nothing of it may be left. */
  meddle(off: AbortSignal, argument: number): Meddling;
}

/** A fault, its id kept as a type. */
export const defineFault = <const Id extends string>(fault: Fault<Id>): Fault<Id> => fault;

/** The argument of a fault that is about time, in ms. */
export const milliseconds = (normal: number, max: number): Argument => ({
  unit: 'ms',
  default: normal,
  min: 1,
  max,
});
