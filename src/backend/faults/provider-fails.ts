import { ProviderFailure } from '../engines/provider/provider-failure.ts';
import { defineFault } from './fault.ts';
import { pause } from './pause.ts';

/** Client libraries ask a server that fails again, and one that refuses not. */
const retriesMs = 1_500;

const reasons: Readonly<Record<number, string>> = {
  401: ': the key is missing or wrong',
  429: ': its rate limit is reached',
};

export default defineFault({
  id: 'provider-fails',
  about: 'every provider of a language model answers with status N; from 500 on, retries take their time',
  argument: { unit: 'status', default: 401, min: 400, max: 599 },
  meddle: (off, status) => ({
    reply: () =>
      // biome-ignore lint/correctness/useYield: it fails before its first word
      async function* (_prompt, { signal }) {
        if (status >= 500) await pause(retriesMs, off, signal);
        throw new ProviderFailure(`status ${status}${reasons[status] ?? ''}`);
      },
  }),
});
