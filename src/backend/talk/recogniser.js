// @ts-check

/** @typedef {import('./ears.js').Hearing} Hearing */
/** @typedef {import('./ears.js').Listening} Listening */
/** @typedef {import('./texts.js').TextId} TextId */
/**
 * The part of https://webaudio.github.io/web-speech-api/ that is used here.
 * @typedef {EventTarget & { lang: string, interimResults: boolean, start(): void, stop(): void, abort(): void }} Recogniser
 */

/** @type {Readonly<Record<string, TextId>>} */
const failures = {
  'not-allowed': 'microphoneDenied',
  'audio-capture': 'microphoneAbsent',
  'no-speech': 'nothingHeard',
};

/** @returns {(new () => Recogniser) | undefined} */
export const browserRecogniser = () =>
  /** @type {any} */ (globalThis).SpeechRecognition ??
  /** @type {any} */ (globalThis).webkitSpeechRecognition;

/** @type {(event: any) => string} */
const textOf = ({ results }) => [...results].map(([best]) => best.transcript).join('');

/**
 * Has the browser transcribe what is said, in the language the reader prefers.
 * @param {Hearing} hearing
 * @returns {Listening}
 */
export function recognise(hearing) {
  const Recogniser = browserRecogniser();
  if (!Recogniser) throw new Error('this browser has no recogniser');
  const recogniser = new Recogniser();
  recogniser.lang = navigator.language;
  recogniser.interimResults = true;
  let text = '';
  let spokenUntil = performance.now();
  /** @type {{ text: TextId, reason?: string } | null} */
  let failure = null;
  let dropped = false;

  recogniser.addEventListener('speechend', () => {
    spokenUntil = performance.now();
  });
  recogniser.addEventListener('result', (event) => {
    text = textOf(event);
    hearing.interim(text);
  });
  recogniser.addEventListener('error', (event) => {
    const reason = String(/** @type {any} */ (event).error);
    failure = { text: failures[reason] ?? 'recogniserFailed', reason };
  });
  recogniser.addEventListener('end', () => {
    if (dropped) return;
    if (text.trim() !== '') return hearing.words(text.trim(), performance.now() - spokenUntil);
    hearing.failed(failure?.text ?? 'nothingHeard', failure?.reason);
  });
  recogniser.start();

  return {
    stop() {
      spokenUntil = performance.now();
      recogniser.stop();
    },
    cancel() {
      dropped = true;
      recogniser.abort();
    },
  };
}
