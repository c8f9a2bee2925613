/** A person's voice, in a container that is known here. */
export interface Recording {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly container: string;
  /** What is spoken in it, as ISO 639, where that is known; an engine that finds out by itself passes it over. */
  readonly language?: string | undefined;
}

/** Something that turns a voice into text. */
export interface SttEngine {
  readonly id: string;
  /** How many recordings it hears at the same time; eight, where it does not say. */
  readonly atOnce?: number;
  /** Pieces of one text, in order; none for a recording in which nobody speaks. Throws when it
   * cannot hear, and RequestRefused for a recording that it cannot read. */
  transcribe(recording: Recording, signal: AbortSignal): AsyncIterable<string>;
  /** Is told what the stack says, and how that sounds, where it can make use of it. */
  overhear?(text: string, sound: Uint8Array): void;
  /** Lets go of what it holds, where it holds anything. */
  close?(): Promise<void>;
}
