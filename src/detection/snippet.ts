import { type Detected, type Found, isReviewable } from './detect.ts';
import { isWhole, optionsOf, serversOf } from './servers.ts';

/** As people call the variable that holds the key of a product. */
const keyOf = ({ product }: Found): string =>
  `${(product ?? 'stack').split(' ')[0]?.toUpperCase().replace(/\W+/g, '_')}_API_KEY`;

const asked = (found: Found) => ({
  url: found.url,
  dialect: found.dialect,
  ...(found.hindrance === 'key' && { api_key_env: keyOf(found) }),
  ...(found.paths && { paths: found.paths }),
});

/** A target as a config says it; no text in it is longer than a line. */
export type FoundTarget = Readonly<Record<string, unknown>>;

/** The targets that the addresses make: each whole stack, and one of all the servers that serve a part. */
export function targetsOf(detected: readonly Detected[]): readonly FoundTarget[] {
  const speaking = detected.map(({ found }) => found.filter(isReviewable));
  const wholes = new Map(
    speaking.flatMap(([surest]) => (surest && isWhole(surest) ? [[surest.url, asked(surest)] as const] : [])),
  );
  // A server may speak in a second dialect what it does not speak in its first.
  const parts = speaking.filter(([surest]) => surest && !isWhole(surest)).flat();
  const services = serversOf(parts).map(([role, found]) => {
    const { maxTokens, ...options } = optionsOf(found, role);
    const limit = maxTokens === undefined ? {} : { max_tokens: maxTokens };
    return [role, { ...asked(found), ...options, ...limit }] as const;
  });
  return [...wholes.values(), ...(services.length > 0 ? [{ services: Object.fromEntries(services) }] : [])];
}

/** Depth from which a config is written on one line, as a person would write a server. */
const ONE_LINE_FROM = 3;

/** A config for each of the targets, as YAML that a review takes as it is. */
export async function snippets(detected: readonly Detected[]): Promise<readonly string[]> {
  const { Document, isMap, visit } = await import('yaml');
  return targetsOf(detected).map((target) => {
    const document = new Document({ target });
    visit(document, {
      Map: (_, map, path) => {
        map.flow = path.filter(isMap).length >= ONE_LINE_FROM;
      },
    });
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  });
}
