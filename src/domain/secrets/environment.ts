import { isGiven, isSecretName, isTelling } from './names.ts';

/** What of an address opens something: its password, and what stands behind the names of secrets. */
function secretsOfAddress(text: string): string[] {
  const url = new URL(text);
  const said = [...url.searchParams].flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
  return [url.password, ...said].flatMap((each) => {
    try {
      return [each, decodeURIComponent(each)];
    } catch {
      return [each];
    }
  });
}

/** The values of those variables whose names say that they are secret; no words, paths, numbers or bare addresses. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): string[] => [
  ...new Set(
    Object.entries(env)
      .flatMap(([name, value]) => (value !== undefined && isSecretName(name) ? [value.trim()] : []))
      .flatMap((value) =>
        /^[a-z][\w+.-]*:\/\//i.test(value) && URL.canParse(value) ? secretsOfAddress(value) : value,
      )
      .filter((value) => isGiven(value) && isTelling(value)),
  ),
];
