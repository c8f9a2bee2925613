import type { Recognition, Sightings } from './detection.ts';
import type { Arrival, HttpClient, TcpClient, TransportFailure } from './host.ts';
import type { SocketSpeech, VoiceSocketSpeech } from './socket-speech.ts';
import type { ServiceOptions, ServiceRole } from './target.ts';
import type { TurnKind, TurnParts, TurnStage, TurnStages } from './turn.ts';

/** Why a service said no, where it says so in a way that tells an operator what to do. */
export type Refusal =
  /** The model is being loaded. */
  | 'loading'
  /** Too much waits already. */
  | 'busy'
  /** More was asked than the model can hold. */
  | 'context-length'
  /** It does not have the model, or the voice. */
  | 'model-missing'
  /** It does nothing of the kind, and says so where there are no routes to be missing. */
  | 'unsupported';

/** What kind of non-answer came: kept in evidence, so plain data. `status` is null over a socket, which has none. */
export type Failure =
  /** Nothing whole came back. */
  (
    | { readonly kind: 'unreachable'; readonly how: TransportFailure; readonly detail: string }
    /** The stack said no: 4xx or 5xx, or an error inside a 200. */
    | {
        readonly kind: 'rejected';
        readonly status: number | null;
        readonly detail: string;
        readonly retryAfterMs: number | null;
        /** Absent where it does not tell. */
        readonly refusal?: Refusal;
      }
    /** Something came back that is not what the contract says. */
    | { readonly kind: 'malformed'; readonly status: number | null; readonly found: string }
  ) & {
    /** Absent where the turn was one request. */
    readonly at?: TurnStage;
  };

interface Timed {
  /** Request written → last byte, by ralph's own clock. */
  readonly wallMs: number;
  /** Bounded excerpt of what was said, for exhibits. */
  readonly raw: string;
}

export type Answer<Value> =
  | ({
      readonly kind: 'answered';
      readonly value: Value;
      readonly status: number;
      readonly firstByteMs: number;
    } & Timed)
  | ({ readonly kind: 'failed'; readonly failure: Failure } & Timed);

/** What `/health` claims. */
export interface HealthClaim {
  readonly status: string | null;
  readonly services: Readonly<Record<string, boolean>>;
  /** What it says of each service beyond a flag ("ready", "down", "absent"); absent where it says nothing. */
  readonly states?: Readonly<Record<string, string>>;
  /** What is wrong, in its own words; absent where it says nothing. */
  readonly detail?: string;
}

/** What the stack says it is. */
export interface Identity {
  readonly service: string | null;
  readonly version: string | null;
  readonly features: Readonly<Record<string, string>>;
  readonly voices: readonly string[];
}

/** One engine of a speech chain and what came of asking it. */
export interface SpeechAttempt {
  readonly engine: string;
  readonly spoke: boolean;
  readonly detail: string | null;
}

/** Speech with the words that it speaks. */
export interface Clip extends Pick<Speech, 'audio' | 'label' | 'arrivals'> {
  readonly text: string;
}

export interface ChatReply {
  readonly text: string;
  /** The stack's own figure. */
  readonly reportedMs: number | null;
  readonly model: string | null;
  /** True when the stack says that the answer came from a cache. */
  readonly cached: boolean;
  /** Decoded from base64; null when the field is absent, null or empty. */
  readonly audio: Uint8Array | null;
  readonly audioChars: number;
  /** Which engines were asked to speak, where the stack tells. */
  readonly speech: readonly SpeechAttempt[] | null;
  /** Names of the fields in the answer. */
  readonly fields: readonly string[];
  /** Why it ended, in the stack's own word ("stop", "length"); absent where it does not say. */
  readonly finish?: string;
  /** What else than words to say was in it; absent where nothing else was. */
  readonly beside?: readonly Unspoken[];
  /** Where the answer was spoken in several pieces: all of them in order, and `audio` is the first. */
  readonly clips?: readonly Clip[];
  /** Where the turn was put together by ralph from several requests; its `parts` are then what these took. */
  readonly stages?: TurnStages;
  readonly parts?: TurnParts;
}

export interface Speech {
  readonly audio: Uint8Array;
  readonly label: string | null;
  readonly engine: string | null;
  /** When each piece of it came; absent where that was not noted. */
  readonly arrivals?: readonly Arrival[];
}

/** Speech that was streamed, with the arrival of each piece of it. */
export interface StreamedSpeech extends Speech {
  readonly arrivals: readonly Arrival[];
}

/** What a model gives that nobody is to hear: its thoughts, or the call of a tool. */
export type Unspoken = 'reasoning' | 'tool';

/** A piece of a streamed answer; without a kind it is to be spoken. */
export interface StreamedToken {
  readonly atMs: number;
  readonly text: string;
  readonly kind?: Unspoken;
}

/** A chat answer that was streamed whole, up to its end. */
export interface StreamedReply
  extends Pick<ChatReply, 'text' | 'reportedMs' | 'model' | 'cached' | 'audio' | 'finish' | 'beside'> {
  /** Its words as they came, from the request written; those of another kind are not in `text`, and not spoken. */
  readonly tokens: readonly StreamedToken[];
  /** How many tokens they are, as the stack counts them; absent where it does not. */
  readonly tokenCount?: number;
  /** When the stack said that the answer is complete. */
  readonly doneMs: number;
}

export interface StackStats {
  readonly averageMs: number | null;
  readonly totalRequests: number | null;
  readonly activeSessions: number | null;
}

/** What a stack understood of a recording. */
export interface Transcript {
  readonly text: string;
  /** The stack's own figure. */
  readonly reportedMs: number | null;
}

/** The answer to a recording: words and speech in one piece. */
export interface SpokenReply extends Pick<ChatReply, 'text' | 'model' | 'audio' | 'clips' | 'stages'> {
  /** What the stack understood of the recording. */
  readonly heard: string;
  readonly parts: TurnParts;
}

export interface Asked {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What a user says, in which conversation. */
interface Said {
  readonly text: string;
  readonly session: string;
}

/** A running stack, spoken to in its dialect. A part that the dialect does not have is absent. */
export interface Stack {
  health(asked: Asked): Promise<Answer<HealthClaim>>;
  identity?(asked: Asked): Promise<Answer<Identity>>;
  /** Words for words. */
  chat?(turn: Said & Asked): Promise<Answer<ChatReply>>;
  /** Words for words and speech, whole. */
  turn?(turn: Said & Asked): Promise<Answer<ChatReply>>;
  speak?(speech: { readonly text: string } & Asked): Promise<Answer<Speech>>;
  speakStream?(speech: { readonly text: string } & Asked): Promise<Answer<StreamedSpeech>>;
  /** `onToken` is told of each piece while the others are still to come. */
  converseStream?(
    turn: Said & Asked & { onToken?(token: StreamedToken): void },
  ): Promise<Answer<StreamedReply>>;
  transcribe?(speech: { readonly recording: Uint8Array } & Asked): Promise<Answer<Transcript>>;
  answerRecording?(
    turn: { readonly recording: Uint8Array; readonly session: string } & Asked,
  ): Promise<Answer<SpokenReply>>;
  stats?(asked: Asked): Promise<Answer<StackStats>>;
  readonly socket?: SocketSpeech;
  readonly voiceSocket?: VoiceSocketSpeech;
  /** Where it is several servers: each of them. */
  readonly services?: readonly StackService[];
  /** How many requests a sample of it takes, where that is more than one. */
  readonly cost?: Readonly<Partial<Record<TurnKind, number>>>;
}

/** One of the servers that a stack is made of. */
export interface StackService extends Pick<Stack, 'health' | 'identity'> {
  /** What it does in the stack. */
  readonly role: ServiceRole;
  readonly url: string;
  readonly dialect: string;
}

/** What a dialect needs to talk to one server. `apiKey` is used in headers and appears nowhere else. */
export interface Connecting extends ServiceOptions {
  readonly url: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly apiKey: string | null;
  readonly http: HttpClient;
  /** What is spoken in. */
  readonly language?: 'en' | 'fr';
  /** For protocols that are not HTTP. */
  readonly tcp?: TcpClient;
  /** Told where an answer says how many more requests the stack would admit. */
  readonly pace?: { remaining(requests: number): void };
}

/** One way of talking to voice stacks. */
export interface Dialect {
  readonly id: string;
  /** How its servers are reached; absent: over HTTP. */
  readonly transport?: 'tcp';
  connect(options: Connecting): Stack;
  /** What of the sightings is its own, and how sure that is; null: nothing. Absent: it cannot be told from outside. */
  recognise?(sightings: Sightings): Recognition | null;
}
