// @ts-check

/** @typedef {import('./turns.js').Turn} Turn */
/** @typedef {import('./texts.js').TextId} TextId */

/**
 * One stage of a turn, in ms: what this page measured, and what the stack told; null for what is not known.
 * @typedef {{ stage: TextId, here: number | null, told: number | null }} LatencyRow
 */

/** @type {(from: number | null, to: number | null) => number | null} */
const between = (from, to) => (from === null || to === null ? null : Math.max(0, to - from));

/**
 * Where the time of a turn went. Thinking counts from when the words were known; the two columns of a row always
 * measure the same span, and a span that only one side can see has only that side.
 * @param {Turn} turn
 * @returns {readonly LatencyRow[]}
 */
export function latencyRows({ times, told, recognisedMs }) {
  const known = times.heard ?? times.sent;
  /** @type {LatencyRow[]} */
  const rows = [
    {
      stage: 'stageHearing',
      here: recognisedMs ?? between(times.sent, times.heard),
      told: told?.stt_ms ?? null,
    },
    { stage: 'stageFirstWord', here: between(known, times.word), told: null },
    { stage: 'stageAnswer', here: between(known, times.answer), told: told?.llm_ms ?? null },
    {
      stage: 'stageFirstSound',
      here: between(times.sent, times.sound),
      told: told && told.first_audio_ms !== null ? (told.stt_ms ?? 0) + told.first_audio_ms : null,
    },
    { stage: 'stageSpeech', here: null, told: told?.tts_ms ?? null },
    { stage: 'stageLasted', here: between(times.sound, times.silence), told: null },
    { stage: 'stageTotal', here: between(times.sent, times.end), told: told?.total_ms ?? null },
  ];
  return rows.filter(({ here, told: theirs }) => here !== null || theirs !== null);
}

/**
 * A duration as a person reads it: three digits at most below ten seconds, a dash where there is none.
 * @param {number | null} durationMs
 * @param {string} language
 */
export function spell(durationMs, language) {
  if (durationMs === null) return '–';
  const [value, unit, digits] =
    durationMs < 999.5
      ? [durationMs, 'ms', durationMs < 9.95 ? 1 : 0]
      : [durationMs / 1000, 's', durationMs < 9995 ? 2 : 1];
  const minimumFractionDigits = unit === 's' ? digits : 0;
  const number = new Intl.NumberFormat(language, { minimumFractionDigits, maximumFractionDigits: digits });
  return `${number.format(value)}\u202f${unit}`;
}
