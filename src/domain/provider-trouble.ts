import type { Text } from './text.ts';

/** Why a provider of language models does not answer, as far as it shows from outside. */
export type ProviderTrouble = 'key' | 'quota' | 'failing' | 'hanging' | 'gone';

/** What stacks let through of it in errors, frames and health, most telling first. */
const SIGNS: readonly (readonly [sign: RegExp, trouble: ProviderTrouble])[] = [
  [/\b401\b|\b403\b|unauthori[sz]ed|(invalid|incorrect|missing|wrong).{0,12}api.?key|key is missing/i, 'key'],
  [/\b429\b|rate.?limit|quota|too many requests|insufficient.{0,10}(credit|balance)/i, 'quota'],
  [/econnrefused|enotfound|no connection|connection (refused|error)|cannot connect|unreachable/i, 'gone'],
  [/time.?out|timed out|deadline|too (slow|long)/i, 'hanging'],
  [/\b5\d\d\b|overloaded|internal server error|bad gateway/i, 'failing'],
];

const SAID: Readonly<Record<ProviderTrouble, Text>> = {
  key: {
    en: 'the provider refuses the key (401)',
    fr: 'le fournisseur refuse la clé (401)',
  },
  quota: {
    en: 'the provider’s limit or quota is spent (429)',
    fr: 'la limite ou le quota du fournisseur est épuisé (429)',
  },
  failing: { en: 'the provider fails (5xx)', fr: 'le fournisseur est en erreur (5xx)' },
  hanging: {
    en: 'the provider takes requests and does not answer',
    fr: 'le fournisseur prend les requêtes et ne répond pas',
  },
  gone: {
    en: 'nothing listens at the provider’s address',
    fr: 'rien n’écoute à l’adresse du fournisseur',
  },
};

/** What any of these texts lets through; undefined where none of them tells. */
export function providerTrouble(
  texts: readonly string[],
): { readonly kind: ProviderTrouble; readonly said: Text } | undefined {
  const kind = SIGNS.find(([sign]) => texts.some((text) => sign.test(text)))?.[1];
  return kind && { kind, said: SAID[kind] };
}

/** No client library has asked twice by then. */
const AT_ONCE_MS = 200;
/** Retries with their pauses are over by then: who waits longer waits for a deadline. */
const RETRIED_MS = 5_000;

/** What the time after which a stack gave up says of its provider. */
export function toldByTime(medianMs: number): Text {
  if (medianMs < AT_ONCE_MS)
    return {
      en: 'it gave up too soon for a second try: a refused key (401), a spent quota (429), or nobody at the address',
      fr: 'elle a renoncé trop vite pour un second essai : clé refusée (401), quota épuisé (429), ou personne à l’adresse',
    };
  if (medianMs < RETRIED_MS)
    return {
      en: 'it gave up after as long as a few tries take: the provider fails (5xx) or refuses for now (429)',
      fr: 'elle a renoncé après le temps de quelques essais : le fournisseur est en erreur (5xx) ou refuse pour l’instant (429)',
    };
  return {
    en: 'it gave up after as long as a deadline: the provider takes requests and does not answer',
    fr: 'elle a renoncé au bout d’un délai d’attente : le fournisseur prend les requêtes et ne répond pas',
  };
}
