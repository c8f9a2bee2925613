/** What a duration can be of. `other` is anything that is none of the three. */
export type Subject = 'llm' | 'tts' | 'e2e';

interface Word {
  /** `other` may say where one of the three was measured; `part` is never the whole of it. */
  readonly subject: Subject | 'other' | 'part';
  readonly at: number;
  readonly end: number;
}

const WORDS: readonly (readonly [RegExp, Word['subject']])[] = [
  [/\b(?:e2e|end[- ]to[- ]end|bout[- ]en[- ]bout|voice[- ]to[- ]voice)\b/g, 'e2e'],
  [/(?<![\p{L}-])(?:tts|text[- ]to[- ]speech|synthese vocale)(?!\p{L})|-tts\b/gu, 'tts'],
  [/\bllm\b|\blanguage model\b|\bmodele de langage\b/g, 'llm'],
  [
    /\b(?:stt|asr|whisper|transcription|websockets?|ws|stats?|cach(?:e|ed|ee)|health|avatar|gpu|vram|cuda|database|sqlite|redis|frontend|build|pytest|tests|passed|chat|rest|stream(?:ing)?|animation)\b/g,
    'other',
  ],
  [
    /\b(?:ttf[tab]|first (?:byte|token|audio|word|chunk|sound)|premiere? (?:byte|token|son|mot|octet|chunk|audio)|overhead|reseau|network|keep-?alive|warm-?up|timeout|uptime|variance|ecart|jitter|deviation|rate limit|vad|silence|audio (?:duration|length)|duree (?:de l'|d')?audio)\b/g,
    'part',
  ],
];
/** Two subjects in one name are neither: "LLM + TTS". */
const JOINED =
  /\b(?:llm|tts|stt)(?:\s?(?:[+&/,]|→|-?>|\bet\b|\band\b|\bpuis\b|\bthen\b)\s?(?:llm|tts|stt)\b){1,3}/g;

/** The names of what is measured that stand in a folded text, in their order. */
export function wordsIn(text: string): readonly Word[] {
  const joined = [...text.matchAll(JOINED)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  const inJoined = (at: number): boolean => joined.some(([from, to]) => at >= from && at < to);
  const found = WORDS.flatMap(([pattern, subject]) =>
    [...text.matchAll(pattern)].map(
      ({ index, 0: { length } }): Word => ({
        subject: inJoined(index) ? 'other' : subject,
        at: index,
        end: index + length,
      }),
    ),
  );
  return found.toSorted((one, other) => one.at - other.at);
}

const asSubject = (word: Word | undefined): Subject | 'other' | null =>
  word ? (word.subject === 'part' ? 'other' : word.subject) : null;

const isOne = ({ subject }: Word): boolean => subject !== 'other' && subject !== 'part';

/** What a heading, a lead-in or the head of a column is about: the one of the three it names, else `other` or null. */
export function subjectOf(heading: string): Subject | 'other' | null {
  const words = wordsIn(heading);
  const named = words.find(isOne);
  const several = words.some((word) => isOne(word) && word.subject !== named?.subject);
  return several ? 'other' : asSubject(named ?? words[0]);
}

/** Whether `word` only says where `last` was measured: "E2E chat", "TTS (GPU)". */
function qualifies(text: string, last: Word, word: Word, at: number): boolean {
  if (!isOne(last) || word.subject !== 'other') return false;
  const between = text.slice(last.end, word.at);
  if (/\d/.test(between)) return false;
  return !/[,;:|(=]/.test(between) || (/\([^)]*$/.test(between) && text.slice(word.end, at).includes(')'));
}

/** A name in a text, and what it names. */
export interface Named {
  readonly subject: Subject | 'other';
  readonly at: number;
  readonly end: number;
}

/** What the text before a figure says that it is of; null where it does not say. */
export function wordBefore(text: string, words: readonly Word[], at: number): Named | null {
  let last: Word | undefined;
  for (const word of words) {
    if (word.end > at) break;
    if (!last || !qualifies(text, last, word, at)) last = word;
  }
  const subject = asSubject(last);
  return last && subject ? { subject, at: last.at, end: last.end } : null;
}

const BEHIND = /^\s?(?:de |d'|of |for )?(?:latence |latency )?(llm|tts|e2e)\b/;

/** What the words right behind a figure say that it is of: "264ms LLM". */
export const subjectBehind = (text: string, end: number): Subject | null =>
  (BEHIND.exec(text.slice(end, end + 30))?.[1] as Subject | undefined) ?? null;
