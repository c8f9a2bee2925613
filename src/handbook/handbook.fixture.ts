import { rules } from '../cli/rules.ts';
import { fleetJsonSchema, jsonSchema } from '../config/json-schema.ts';
import { RAISED } from '../diagnoses/raised.fixture.ts';
import type { Diagnosis, Story } from '../domain/finding.ts';
import { evidenceWith, healthy } from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { CHAPTERS, chapters, fileOf } from './chapters.ts';
import { configPage, fleetConfigPage } from './config-page.ts';

/** A story of each diagnosis, from the evidence that raises it. Throws for one that has no such evidence. */
function storyOf({ id, detect }: Diagnosis): Story {
  const story = detect(factsOf(evidenceWith(RAISED[id as keyof typeof RAISED]), rules.probes));
  if (!story) throw new Error(`${id}: its evidence in raised.fixture.ts does not raise it`);
  return story;
}

/** The whole handbook: file in `docs` → text. */
export function handbook(): Readonly<Record<string, string>> {
  const sources = { ...rules, storyOf, healthy: factsOf(evidenceWith(healthy), rules.probes) };
  return Object.fromEntries(
    (['en', 'fr'] as const).flatMap((lang) => {
      const drawn = chapters(sources, lang);
      const config = configPage(jsonSchema(rules.criteria), rules.criteria, lang);
      const probes = rules.probes.map(({ id }) => id);
      const fleet = fleetConfigPage(fleetJsonSchema({ criteria: rules.criteria, probes }), lang);
      return [
        ...CHAPTERS.map((name) => [fileOf(name, lang), drawn[name]] as const),
        [lang === 'en' ? 'config.md' : 'fr/config.md', config] as const,
        [lang === 'en' ? 'fleet-config.md' : 'fr/fleet-config.md', fleet] as const,
      ];
    }),
  );
}
