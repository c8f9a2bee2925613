import { resolve } from 'node:path';
import { defaults } from '../config/defaults.ts';
import { secretsOf } from '../config/secrets-of.ts';
import type { Lang } from '../domain/text.ts';
import { archivePlace } from './archive-place.ts';
import { criteria } from './known.ts';
import { languageOf } from './language.ts';
import type { Terminal } from './terminal.ts';

/** Where reviews are kept, and what a config says of them. */
export interface ReviewsPlace {
  /** A folder, or the address of a database. */
  readonly place: string;
  /** A smaller relative change is not told. */
  readonly tolerancePct: number;
  /** In which it is told. */
  readonly lang: Lang;
}

interface Asked {
  readonly config?: string;
  readonly reviews?: string;
  readonly lang?: Lang;
}

/** The config that says of reviews where they are; a place that is named needs none. */
async function configOf({ config: path, reviews }: Asked, { env, secrets, cwd }: Terminal) {
  if (path === undefined && reviews !== undefined) return undefined;
  const { loadConfig } = await import('../config/load.ts');
  const named = path === undefined ? {} : { path };
  const config = await loadConfig({ ...named, cwd: cwd(), env, criteria });
  if (config) secrets.learn(secretsOf(config));
  return config;
}

/** Where the reviews lie and how they are judged, for whoever only reads them: it loads no rules. */
export async function placeOf(asked: Asked, terminal: Terminal): Promise<ReviewsPlace> {
  const config = await configOf(asked, terminal);
  return {
    place:
      asked.reviews === undefined
        ? (config?.archive ?? resolve(terminal.cwd(), defaults.reviews))
        : archivePlace(asked.reviews, terminal),
    tolerancePct: config?.rubric.tolerancePct ?? defaults.tolerancePct,
    lang: languageOf(asked.lang, config?.lang, terminal.env),
  };
}
