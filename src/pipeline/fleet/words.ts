import type { FleetOutcome } from '../../domain/fleet.ts';
import type { Text } from '../../domain/text.ts';

/** A stack without a review: what is wrong with it, and what to do first. */
export const OUTCOMES: Readonly<
  Record<Exclude<FleetOutcome, 'reviewed'>, { readonly title: Text; readonly remedy: Text }>
> = {
  untrusted: {
    title: { en: 'Its answer cannot be trusted', fr: 'Sa réponse n’est pas digne de confiance' },
    remedy: {
      en: 'Look at who answers by the name of this agent; if its key was changed on purpose, tell the fleet the new one',
      fr: 'Vérifier qui répond au nom de cet agent ; si sa clé a été changée exprès, donner la nouvelle à la flotte',
    },
  },
  silent: {
    title: { en: 'No answer from its host', fr: 'Pas de réponse de son hôte' },
    remedy: {
      en: 'See that the host is up, that its agent runs, and that the agent reaches the queue',
      fr: 'Vérifier que l’hôte est debout, que son agent tourne et qu’il atteint la file',
    },
  },
  broken: {
    title: { en: 'Its agent could not measure', fr: 'Son agent n’a pas pu mesurer' },
    remedy: {
      en: 'Read what the agent says, and run ralph review on its host with the same config',
      fr: 'Lire ce que dit l’agent, et lancer ralph review sur son hôte avec la même configuration',
    },
  },
  refused: {
    title: { en: 'Its host refuses what was asked', fr: 'Son hôte refuse ce qui est demandé' },
    remedy: {
      en: 'Ask less of it, or allow more in the config of its agent',
      fr: 'Lui demander moins, ou permettre plus dans la configuration de son agent',
    },
  },
};

/** What is said of criteria that were not judged, and what to do about it. */
export const UNJUDGED = {
  one: { en: 'could not be judged', fr: 'n’a pas pu être jugé' },
  all: { en: 'Nothing could be judged', fr: 'Rien n’a pu être jugé' },
  remedy: {
    en: 'Read in its review why it could not be judged, and ask again',
    fr: 'Lire dans sa revue pourquoi ce n’a pas pu être jugé, et demander de nouveau',
  },
} satisfies Readonly<Record<string, Text>>;
