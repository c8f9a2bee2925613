import type { Item } from '../domain/imported.ts';
import { fold } from './fold.ts';
import { isNone } from './words/lists.ts';

const FAILS = '(?:echou|echec|fail|casse|broken|crash|erreur|error|timeout|mort|dead|down|\\bko\\b|\\bhs\\b)';

/** What a folded blocker is of: the id of ralph's finding → what only that one is called. The first that fits decides. */
const FINDINGS: readonly (readonly [string, RegExp])[] = [
  ['tests-broken', /^(?:py)?tests?\b.*(?:casse|broken|modulenotfound|import error|collection)/],
  ['tests-failing', /^(?:py)?tests?\b.*(?:echou|fail|rouge)|^\d+ tests?\b.*(?:echou|fail)/],
  ['torch-cpu-only', /\b(?:py)?torch\b.*(?:\+cpu|cpu[- ]only|(?:pas de|sans|no) cuda)/],
  ['torch-absent', /\b(?:py)?torch\b.*(?:desinstall|absent|manquant|missing|uninstalled|not installed)/],
  ['speech-chain-without-fallback', /tts\b.*\b(?:pas de|sans|no|without) fallback/],
  ['websocket-broken', new RegExp(`^web ?sockets?\\b.*${FAILS}`)],
  ['chat-without-audio', /audio.*(?:= ?0\b|0 (?:chars|bytes)|absent|manquant|missing|non retourne|null)/],
  ['chat-without-audio', /\bchat\b.*\b(?:ne retourne pas|pas d'|sans|no|without) ?audio/],
  ['cold-start', /^(?:llm )?cold[- ]start\b/],
  ['speech-missing', new RegExp(`^tts\\b.*(?:\\b500\\b|${FAILS})`)],
  ['tts-slow', /^tts\b.*(?:\d ?ms ?>|trop lent|x lent|too slow)/],
  ['llm-slow', /^llm\b.*(?:\d ?ms ?>|trop lent|too slow)/],
  ['e2e-slow', /^(?:latence e2e|e2e latency)\b.*(?:\d ?ms ?>|target|objectif)/],
  ['build-fails', new RegExp(`\\bbuild\\b.*${FAILS}|\\btypescript error\\b`)],
  ['vram-unused', /^vram\b.*(?:seulement|only|inutilise|unused)/],
];

const CARD = /\b(?:gpu|rtx|carte graphique)\b/;
const IDLE = /(?:inutilise|unused|\bidle\b|dormant|gaspill|pas utilise|not used|sous-utilise|utili[sz]ation)/;
const SHARE = /(?<![\d.,])(\d{1,3}(?:[.,]\d+)?) ?%/;

/** A card that idles is one finding, a card that is hardly used another; the figure tells them apart. */
function ofCard(folded: string): string | undefined {
  if (!CARD.test(folded)) return undefined;
  const share = SHARE.exec(folded)?.[1];
  if (share !== undefined) return Number(share.replace(',', '.')) < 1 ? 'gpu-idle' : 'gpu-underused';
  return IDLE.test(folded) ? 'gpu-idle' : undefined;
}

const slug = (folded: string): string =>
  folded
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);

/** The id of the finding that a blocker is; where the text does not settle it, one of its own words. */
export function findingOf(text: string): string {
  const folded = fold(text);
  const known = FINDINGS.find(([, words]) => words.test(folded))?.[0] ?? ofCard(folded);
  return known ?? `told-${slug(folded) || 'otherwise'}`;
}

/** The blockers of a list, each finding once. */
export function blockersIn(
  items: readonly Item[],
): readonly { readonly id: string; readonly title: string }[] {
  const blockers = new Map<string, string>();
  for (const item of items.filter((each) => !isNone(each))) {
    const id = findingOf(item.text);
    if (!blockers.has(id)) blockers.set(id, item.text);
  }
  return [...blockers].map(([id, title]) => ({ id, title }));
}

/** Every id of a finding that {@link findingOf} may answer with, beside those of a text's own words. */
export const KNOWN_FINDINGS: readonly string[] = [
  ...new Set([...FINDINGS.map(([id]) => id), 'gpu-idle', 'gpu-underused']),
];
