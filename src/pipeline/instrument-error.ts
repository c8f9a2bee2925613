import { signed } from '../domain/figure.ts';
import type { Text } from '../domain/text.ts';
import type { LooseFacts } from './facts.ts';

/** How wrong the clock of this run was, by known delays; nothing where it was not checked. */
export function instrumentError({ number }: LooseFacts): Text[] {
  const parts = (
    [
      ['http', { en: 'whole answers', fr: 'réponses entières' }],
      ['first', { en: 'first pieces', fr: 'premiers morceaux' }],
    ] as const
  ).flatMap(([id, of]) => {
    const [median, p95] = [number(`instrument.${id}_error_ms`), number(`instrument.${id}_error_p95_ms`)];
    if (median === undefined || p95 === undefined) return [];
    const [middle, late] = [`${signed(median)} ms`, `${signed(p95)} ms`];
    return [
      { en: `${middle} median, ${late} p95 (${of.en})`, fr: `${middle} médiane, ${late} p95 (${of.fr})` },
    ];
  });
  if (parts.length === 0) return [];
  const listed = (lang: 'en' | 'fr') => parts.map((part) => part[lang]).join(lang === 'fr' ? ' ; ' : '; ');
  return [
    {
      en: `Instrument error, of known delays just before: ${listed('en')}`,
      fr: `Erreur de l’instrument, sur des délais connus juste avant : ${listed('fr')}`,
    },
  ];
}
