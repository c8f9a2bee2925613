// @ts-check
import { recognise } from './recogniser.js';
import { record } from './recorder.js';

/** @typedef {import('./texts.js').TextId} TextId */
/**
 * Takes what a person says, until it is told to stop or they fall silent.
 * @typedef {object} Listening
 * @property {() => void} stop that was all: it is handed over
 * @property {() => void} cancel nothing is handed over
 */
/**
 * What comes of listening; exactly one of `words`, `recording` and `failed` ends it.
 * @typedef {object} Hearing
 * @property {(text: string) => void} interim what is understood so far
 * @property {(text: string, tookMs: number) => void} words understood by the browser
 * @property {(recording: Blob) => void} recording for the stack to transcribe
 * @property {(text: TextId, reason?: string) => void} failed
 */
/**
 * Who listens, and what to tell about it.
 * @typedef {{ listen: ((hearing: Hearing) => Listening) | null, hint: TextId }} Ears
 */

/**
 * Who listens here: the stack where it transcribes and the browser records, else the browser's own recogniser.
 * @param {boolean} stackTranscribes
 * @param {{ isSecureContext: boolean, records: boolean, recognises: boolean }} browser
 * @returns {Ears}
 */
export function earsOf(stackTranscribes, { isSecureContext, records, recognises }) {
  if (!isSecureContext) return { listen: null, hint: 'hearsInsecure' };
  if (stackTranscribes && records) return { listen: record, hint: 'hearsStack' };
  if (recognises) return { listen: recognise, hint: 'hearsBrowser' };
  return { listen: null, hint: stackTranscribes ? 'hearsUnrecorded' : 'hearsNobody' };
}
