/** A frame of a streamed turn, as the dialect understands it. */
export type TurnFrame =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'audio'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'pong' }
  /** `retryAfterMs` where it was asked too often. */
  | { readonly kind: 'error'; readonly detail: string; readonly retryAfterMs?: number }
  | { readonly kind: 'other'; readonly name: string };

/** Frames that together are one message; it counts as sent with the last of them. */
export type Message = readonly (string | Uint8Array)[];

/** How a dialect speaks over a socket; what `reading` gives reads one connection and no other. */
interface Speaking<Frame> {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** Sent once when the socket is open. */
  readonly opening?: Message;
  message(text: string, session: string): Message;
  reading(): (frame: string | Uint8Array) => Frame;
}

/** A message in a shape that is not the dialect's own, which other servers of its kind take. */
export interface OtherShape {
  /** As an operator would write it: {"text":"…"}. */
  readonly shape: string;
  readonly message: Message;
}

/** How a dialect speaks over its chat socket; without `ping` it has none. */
export interface SocketSpeech extends Speaking<TurnFrame> {
  ping?(): Message;
  /** What else to try, the likeliest first, where the own shape is met with silence. */
  otherShapes?(text: string): readonly OtherShape[];
}

/** A frame of a spoken turn: `transcript` is what the stack understood of a recording. */
export type VoiceFrame =
  | TurnFrame
  | { readonly kind: 'transcript'; readonly text: string }
  | { readonly kind: 'interrupted' };

/** How a dialect speaks over its voice socket. */
export interface VoiceSocketSpeech extends Speaking<VoiceFrame> {
  /** A recording, in any container that ralph decodes, as the user's turn. */
  recording(bytes: Uint8Array): Promise<Message>;
  interrupt(): Message;
  /** Content type of what frames of sound carry, such as audio/pcm;rate=24000; absent: by their bytes. */
  readonly sound?: string;
}
