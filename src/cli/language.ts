import type { Lang } from '../domain/text.ts';

/** The flag, else the config, else the locale of the environment (POSIX order), else English. */
export function languageOf(
  chosen: Lang | undefined,
  configured: Lang | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Lang {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return chosen ?? configured ?? (locale.toLowerCase().startsWith('fr') ? 'fr' : 'en');
}
