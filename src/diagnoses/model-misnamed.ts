import { chatCommand, typed } from '../domain/commands.ts';
import { answered } from '../domain/sample.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

const words = (name: string): string[] => name.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)?[a-z]*/g) ?? [];

/** Versions and sizes tell models apart: "3.3", "70b". */
const marks = (name: string): string[] => words(name).filter((word) => /^\d/.test(word));

/** Whether a name that is shown cannot be that of the model that answers: a version or a size of it is not the other’s. */
export function isOther(shown: string, called: string): boolean {
  const own = new Set(words(called));
  return (
    marks(shown).some((mark) => !own.has(mark)) && !words(called).every((word) => words(shown).includes(word))
  );
}

/** The model that the root route names, and the one that answered every question, where they are not the same. */
function names(facts: Facts) {
  const identity = facts.observed('backend')?.identity;
  const shown = identity && 'features' in identity ? identity.features.llm : undefined;
  const replies = answered(facts.observed('llm')?.unique.warm ?? []);
  const called = new Set(replies.map(({ reply }) => reply.model));
  const [only] = called;
  return shown && only && called.size === 1 && facts.number('llm.e2el_ms') !== undefined
    ? { shown, called: only, count: replies.length }
    : undefined;
}

export default defineDiagnosis({
  id: 'model-misnamed',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The stack shows the name of a language model that is not the one that answers: its version or its size differs. Names that only say less ("Groq", "Llama") are no contradiction, and neither is a model that answers while another one falls back for it in some of the answers. It matters because figures, costs and complaints are then booked to the wrong model.',
    fr: 'La pile affiche le nom d’un modèle de langue qui n’est pas celui qui répond : sa version ou sa taille diffère. Un nom qui en dit seulement moins (« Groq », « Llama ») n’est pas une contradiction, ni un modèle qu’un autre relaie dans une partie des réponses. C’est grave parce que chiffres, coûts et plaintes sont alors portés au compte du mauvais modèle.',
  },
  detect(facts) {
    const found = names(facts);
    if (!found || !isOther(found.shown, found.called)) return undefined;
    const { shown, called, count } = found;
    return {
      title: {
        en: `The stack says that its model is ${shown}; the answers come from ${called}`,
        fr: `La pile dit que son modèle est ${shown} ; les réponses viennent de ${called}`,
      },
      headline: { en: 'MODEL MISNAMED', fr: 'MODÈLE MAL NOMMÉ' },
      evidence: [
        { en: `features.llm of the root route: ${shown}`, fr: `features.llm de la route racine : ${shown}` },
        {
          en: `model of ${count} answers: ${called}`,
          fr: `modèle de ${count} réponses : ${called}`,
        },
      ],
      story: {
        en: 'The latencies of this review are those of the model that answered. Whoever reads the name elsewhere compares, pays and complains about another.',
        fr: 'Les latences de cette revue sont celles du modèle qui a répondu. Qui lit le nom ailleurs compare, paie et se plaint d’un autre.',
      },
      remedy: [
        {
          text: { en: 'See who answers', fr: 'Voir qui répond' },
          ...typed(chatCommand(facts.target, ['model'])),
        },
        {
          text: {
            en: 'Show the name that is sent to the provider, from the same variable',
            fr: 'Afficher le nom envoyé au fournisseur, depuis la même variable',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'both name the same model', fr: 'les deux nomment le même modèle' },
          command: 'ralph review --only backend,llm',
          holds: false,
        },
      ],
      quip: {
        en: 'The label is vintage; the wine is not.',
        fr: 'L’étiquette est d’un grand cru ; le vin, non.',
      },
    };
  },
});
