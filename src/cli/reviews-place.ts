import { resolve } from 'node:path';
import { defaults } from '../config/defaults.ts';
import { loadConfig } from '../config/load.ts';
import { secretsOf } from '../config/secrets-of.ts';
import type { Lang } from '../domain/text.ts';
import { rules } from './rules.ts';
import type { Terminal } from './terminal.ts';

/** A folder of reviews, and what a config says of them. */
export interface ReviewsPlace {
  readonly reviews: string;
  /** A smaller relative change is not told. */
  readonly tolerancePct: number;
  readonly lang: Lang | undefined;
}

/** Where the reviews lie and how they are judged: as the config says, which a folder of reviews does without. */
export async function placeOf(
  { config: path, reviews }: { readonly config?: string; readonly reviews?: string },
  terminal: Terminal,
): Promise<ReviewsPlace> {
  const cwd = terminal.cwd();
  const config =
    path === undefined && reviews !== undefined
      ? undefined
      : await loadConfig({
          ...(path !== undefined && { path }),
          cwd,
          env: terminal.env,
          criteria: rules.criteria,
        });
  if (config) terminal.secrets.learn(secretsOf(config));
  return {
    reviews:
      reviews === undefined ? (config?.reviews ?? resolve(cwd, defaults.reviews)) : resolve(cwd, reviews),
    tolerancePct: config?.rubric.tolerancePct ?? defaults.tolerancePct,
    lang: config?.lang,
  };
}
