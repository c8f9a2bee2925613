import { same, type Text } from './text.ts';

/** What the bytes of an audio answer turned out to be, whatever their label says. */
export interface AudioFacts {
  /** By magic bytes. */
  readonly container: 'mp3' | 'wav' | 'ogg' | 'flac' | 'unknown';
  /** The `content-type` that came with it. */
  readonly label: string | null;
  readonly bytes: number;
  /** Null when it does not decode. */
  readonly decoded: {
    readonly durationS: number;
    readonly sampleRateHz: number;
    /** Level over the whole clip; digital silence is −120. */
    readonly rmsDbfs: number;
    /** Share of 20 ms frames below −50 dBFS, 0…1. */
    readonly silenceRatio: number;
  } | null;
}

/** The fastest voice that people still follow is about 25 characters a second; twice that is no voice. */
const FASTEST_CHARS_PER_S = 50;
const SHORTEST_S = 0.2;
const QUIETEST_DBFS = -55;
const MOST_SILENCE = 0.95;

/** Why these bytes are not `chars` characters of speech, or undefined when they may well be. */
export function speechDefect(audio: AudioFacts, chars: number): Text | undefined {
  if (audio.bytes === 0) return { en: 'the answer has no bytes', fr: 'la réponse ne contient aucun octet' };
  const { decoded } = audio;
  if (!decoded) {
    return {
      en: `${audio.bytes} bytes do not decode as audio (${audio.container})`,
      fr: `${audio.bytes} octets ne se décodent pas en audio (${audio.container})`,
    };
  }
  const seconds = decoded.durationS.toFixed(2);
  if (decoded.durationS < Math.max(SHORTEST_S, chars / FASTEST_CHARS_PER_S)) {
    return {
      en: `${audio.bytes} bytes decode to ${seconds} s for ${chars} characters of text`,
      fr: `${audio.bytes} octets donnent ${seconds} s pour ${chars} caractères de texte`,
    };
  }
  if (decoded.rmsDbfs < QUIETEST_DBFS || decoded.silenceRatio > MOST_SILENCE) {
    return {
      en: `${seconds} s of silence (${decoded.rmsDbfs.toFixed(0)} dBFS)`,
      fr: `${seconds} s de silence (${decoded.rmsDbfs.toFixed(0)} dBFS)`,
    };
  }
  return undefined;
}

/** "9216 bytes mp3, 1.54 s, −21 dBFS": what an operator wants to know of a clip. */
export function describeAudio(audio: AudioFacts): Text {
  const head = `${audio.bytes} B ${audio.container}`;
  if (!audio.decoded) return same(head);
  const { durationS, rmsDbfs } = audio.decoded;
  return same(`${head}, ${durationS.toFixed(2)} s, ${rmsDbfs.toFixed(0)} dBFS`);
}
