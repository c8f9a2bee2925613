import { GPU_COMMAND } from '../domain/commands.ts';
import { cardOf, ownershipOf } from './card.ts';
import { defineDiagnosis } from './define.ts';
import { fallbackOf } from './fallback.ts';
import { TORCH_FINDINGS } from './torch.ts';

/** Under this share of its memory a card holds no model worth the name. */
const HARDLY_PCT = 5;

export default defineDiagnosis({
  id: 'vram-unused',
  layer: 'device',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Less than 5 % of the fullest card is in use after the load. Of several cards a stack may well use one. It matters because larger and better models would fit.',
    fr: 'Moins de 5 % de la carte la plus remplie sont utilisés après la charge. De plusieurs cartes, une pile peut n’en utiliser qu’une. C’est important, car des modèles plus grands et meilleurs y tiendraient.',
  },
  detect(facts, failing) {
    const card = cardOf(facts);
    // Of several cards a stack may well use one.
    if (!card?.usage || (card.fullestPct ?? card.usage.pct) >= HARDLY_PCT) return undefined;
    if (fallbackOf(facts, failing)) return undefined;
    const { free, shown } = card.usage;
    const ownership = ownershipOf(facts);
    return {
      title: { en: `VRAM hardly used: ${shown}`, fr: `VRAM à peine utilisée : ${shown}` },
      headline: { en: 'VRAM EMPTY', fr: 'VRAM VIDE' },
      evidence: [
        { en: `${free} free`, fr: `${free} libres` },
        ...(ownership?.several ? ownership.lines : []),
      ],
      story: {
        en: 'Larger and better models would fit several times over.',
        fr: 'Des modèles plus grands et meilleurs y tiendraient plusieurs fois.',
      },
      causes: ['gpu-idle', ...TORCH_FINDINGS],
      remedy: [
        {
          text: {
            en: 'Load a larger recogniser (large-v3 in float16: about 3 GB)',
            fr: 'Charger un plus grand modèle de reconnaissance (large-v3 en float16 : environ 3 Go)',
          },
        },
        {
          text: {
            en: 'Keep the voice model resident (1 to 2 GB)',
            fr: 'Garder le modèle de voix en mémoire (1 à 2 Go)',
          },
        },
        {
          text: {
            en: 'Hold a local language model as a fallback (8B in 4 bits: about 5 GB)',
            fr: 'Tenir un modèle de langue local en secours (8B en 4 bits : environ 5 Go)',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `${HARDLY_PCT} % of the VRAM is used, or more`,
            fr: `la VRAM est utilisée à ${HARDLY_PCT} % au moins`,
          },
          command: GPU_COMMAND,
          holds: false,
        },
      ],
    };
  },
});
