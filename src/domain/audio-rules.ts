import type { AudioFacts, SoundFacts } from './audio-facts.ts';
import type { Text } from './text.ts';

/** The fastest voice that people still follow is about 25 characters a second; twice that is no voice. */
const FASTEST_CHARS_PER_S = 50;
const SHORTEST_S = 0.2;
/** The slowest voice is at six; figures are spelt out, and a text may be short. */
const SLOWEST_CHARS_PER_S = 2;
const SLACK_S = 5;
const QUIETEST_DBFS = -55;
const FAINT_DBFS = -40;
const MOST_SILENCE = 0.95;
const MUCH_SILENCE = 0.7;
const LATEST_SOUND_MS = 1000;
/** The stillest sentence moves by 3.7 dB ("moo moo moo", flite), white noise by 1.1, a square wave as MP3 by 1.3. */
const LEAST_MOVEMENT_DB = 2.5;
/** The purest sentence has 0.46 (the same, in a high voice), ordinary ones under 0.1, dialling tones 0.76. */
const MOST_PURE = 0.65;
/** The most hissing sentence has 0.17, white noise 0.55 and more, MP3 or not. */
const MOST_FLAT = 0.4;
const MOST_CLIPPING = 0.001;
const MOST_DC = 0.02;
const LOWEST_RATE_HZ = 8000;
const HIGHEST_RATE_HZ = 96_000;
/** Lyrics and padding apart, a stream has no bytes to spare. */
const MOST_STRAY_BYTES = 64;

type Decoded = NonNullable<AudioFacts['decoded']>;

/** What a rule looks at. */
export interface Clip {
  readonly audio: AudioFacts;
  readonly chars: number;
  readonly decoded: Decoded;
  readonly sound: SoundFacts | undefined;
  /** `sound`, unless it is silence. */
  readonly audible: SoundFacts | undefined;
}

interface Rule {
  readonly severity: 'broken' | 'flawed';
  readonly text: (clip: Clip) => Text | false | null | undefined | '';
}

const percent = (ratio: number): string => `${Number((100 * ratio).toFixed(1))}`;

const silent = ({ rmsDbfs, silenceRatio }: Decoded): boolean =>
  rmsDbfs < QUIETEST_DBFS || silenceRatio > MOST_SILENCE;

/** Looks at a clip that decoded, as `chars` characters of speech. */
export const clipOf = (audio: AudioFacts, chars: number, decoded: Decoded): Clip => ({
  audio,
  chars,
  decoded,
  sound: decoded.sound,
  audible: silent(decoded) ? undefined : decoded.sound,
});

/** Every defect of a clip that decodes, the gravest first; a rule gives its words where it applies. */
export const RULES = {
  'too-short': {
    severity: 'broken',
    text: ({ audio: { bytes }, chars, decoded: { durationS } }: Clip) =>
      durationS < Math.max(SHORTEST_S, chars / FASTEST_CHARS_PER_S) && {
        en: `${bytes} bytes decode to ${durationS.toFixed(2)} s for ${chars} characters of text`,
        fr: `${bytes} octets donnent ${durationS.toFixed(2)} s pour ${chars} caractères de texte`,
      },
  },
  silence: {
    severity: 'broken',
    text: ({ decoded }: Clip) =>
      silent(decoded) && {
        en: `${decoded.durationS.toFixed(2)} s of silence (${decoded.rmsDbfs.toFixed(0)} dBFS)`,
        fr: `${decoded.durationS.toFixed(2)} s de silence (${decoded.rmsDbfs.toFixed(0)} dBFS)`,
      },
  },
  noise: {
    severity: 'broken',
    text: ({ audible }: Clip) =>
      audible &&
      audible.flatness > MOST_FLAT && {
        en: `noise instead of speech: spectral flatness ${audible.flatness.toFixed(2)}, speech has less than ${MOST_FLAT}`,
        fr: `du bruit au lieu de parole : platitude spectrale ${audible.flatness.toFixed(2)}, la parole a moins de ${MOST_FLAT}`,
      },
  },
  tone: {
    severity: 'broken',
    text: ({ audible }: Clip) =>
      audible &&
      audible.pureRatio > MOST_PURE && {
        en: `a tone instead of speech: ${percent(audible.pureRatio)} % of it is one or two pure tones`,
        fr: `une tonalité au lieu de parole : ${percent(audible.pureRatio)} % ne sont qu’un ou deux sons purs`,
      },
  },
  monotone: {
    severity: 'broken',
    text: ({ audible, decoded }: Clip) =>
      audible &&
      audible.movementDb !== null &&
      audible.movementDb < LEAST_MOVEMENT_DB && {
        en: `a steady hum instead of speech: its loudest movement is ${audible.movementDb.toFixed(1)} dB in ${decoded.durationS.toFixed(2)} s`,
        fr: `un ronflement continu au lieu de parole : il ne bouge que de ${audible.movementDb.toFixed(1)} dB en ${decoded.durationS.toFixed(2)} s`,
      },
  },
  'too-long': {
    severity: 'flawed',
    text: ({ chars, decoded: { durationS } }: Clip) =>
      durationS > SLACK_S + chars / SLOWEST_CHARS_PER_S && {
        en: `${durationS.toFixed(0)} s for ${chars} characters of text`,
        fr: `${durationS.toFixed(0)} s pour ${chars} caractères de texte`,
      },
  },
  truncated: {
    severity: 'flawed',
    text: ({ audio: { bytes, stream } }: Clip) =>
      stream?.truncated && {
        en: `cut short: the end that its headers promise is missing after ${bytes} bytes`,
        fr: `tronqué : la fin que ses en-têtes annoncent manque après ${bytes} octets`,
      },
  },
  glued: {
    severity: 'flawed',
    text: ({ audio: { stream } }: Clip) =>
      stream?.glued && {
        en: `several files glued together: “${stream.glued.trim()}” begins again in the middle`,
        fr: `plusieurs fichiers collés : « ${stream.glued.trim()} » recommence au milieu`,
      },
  },
  stray: {
    severity: 'flawed',
    text: ({ audio: { stream, container } }: Clip) =>
      stream &&
      stream.strayBytes > MOST_STRAY_BYTES && {
        en: `${stream.strayBytes} bytes among the sound are not ${container}, or its headers disown them`,
        fr: `${stream.strayBytes} octets parmi le son ne sont pas du ${container}, ou ses en-têtes les renient`,
      },
  },
  'rate-changes': {
    severity: 'flawed',
    text: ({ audio: { stream } }: Clip) =>
      stream &&
      stream.sampleRatesHz.length > 1 && {
        en: `the sample rate changes on the way: ${stream.sampleRatesHz.slice(0, 4).join(', ')} Hz`,
        fr: `la fréquence change en route : ${stream.sampleRatesHz.slice(0, 4).join(', ')} Hz`,
      },
  },
  'odd-rate': {
    severity: 'flawed',
    text: ({ decoded: { sampleRateHz } }: Clip) =>
      (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ) && {
        en: `a sample rate of ${sampleRateHz} Hz`,
        fr: `une fréquence d’échantillonnage de ${sampleRateHz} Hz`,
      },
  },
  clipped: {
    severity: 'flawed',
    text: ({ sound }: Clip) =>
      sound &&
      sound.clippingRatio > MOST_CLIPPING && {
        en: `clipped: ${percent(sound.clippingRatio)} % of the samples are at their limit`,
        fr: `saturé : ${percent(sound.clippingRatio)} % des échantillons sont à leur limite`,
      },
  },
  dc: {
    severity: 'flawed',
    text: ({ sound }: Clip) =>
      sound &&
      Math.abs(sound.dcOffset) > MOST_DC && {
        en: `a direct current of ${percent(sound.dcOffset)} % of full scale`,
        fr: `une composante continue de ${percent(sound.dcOffset)} % de la pleine échelle`,
      },
  },
  faint: {
    severity: 'flawed',
    text: ({ audible, decoded }: Clip) =>
      audible &&
      decoded.rmsDbfs < FAINT_DBFS && {
        en: `hardly audible: ${decoded.rmsDbfs.toFixed(0)} dBFS`,
        fr: `à peine audible : ${decoded.rmsDbfs.toFixed(0)} dBFS`,
      },
  },
  'late-sound': {
    severity: 'flawed',
    text: ({ audible }: Clip) =>
      audible &&
      audible.leadingSilenceMs > LATEST_SOUND_MS && {
        en: `begins with ${audible.leadingSilenceMs.toFixed(0)} ms of silence`,
        fr: `commence par ${audible.leadingSilenceMs.toFixed(0)} ms de silence`,
      },
  },
  'much-silence': {
    severity: 'flawed',
    text: ({ audible, decoded }: Clip) =>
      audible &&
      decoded.silenceRatio > MUCH_SILENCE && {
        en: `${percent(decoded.silenceRatio)} % of it is silence`,
        fr: `${percent(decoded.silenceRatio)} % n’en sont que du silence`,
      },
  },
  mislabelled: {
    severity: 'flawed',
    text: ({ audio: { named, container, label } }: Clip) =>
      named &&
      named !== container && {
        en: `${container} labelled ${label}`,
        fr: `du ${container} étiqueté ${label}`,
      },
  },
} as const satisfies Readonly<Record<string, Rule>>;
