import { passwordsIn } from '../domain/archive-place.ts';
import { isGiven, isSecretName, isTelling } from '../domain/secrets/names.ts';
import type { LoadedConfig } from './loaded-config.ts';

/** What a config gives under the name of a secret, though it should not stand there. */
function* literalsIn(value: unknown, name = ''): Generator<string> {
  if (typeof value === 'string') {
    if (isSecretName(name) && isGiven(value) && isTelling(value)) yield value;
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* literalsIn(inner, Array.isArray(value) ? name : key);
}

/** Every key of a config, for whoever keeps them out of what is written. */
export const secretsOf = ({
  apiKey,
  serviceKeys,
  target,
  archive,
  agent,
}: Pick<LoadedConfig, 'apiKey' | 'serviceKeys' | 'target' | 'archive' | 'agent'>): string[] => [
  ...(apiKey === null ? [] : [apiKey]),
  ...Object.values(serviceKeys ?? {}),
  ...(agent?.queuePassword ? [agent.queuePassword] : []),
  ...literalsIn(target),
  ...passwordsIn(archive),
];
