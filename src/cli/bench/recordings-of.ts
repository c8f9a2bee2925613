import type { Recordings } from '../../bench/recordings.ts';
import type { Scenario } from '../../bench/scenario.ts';

/** Where and by whom what users say is recorded. */
export interface Studio {
  readonly url: string;
  readonly apiKey: string | null;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What users say, said once by the stack before any load; null where they do not speak. */
export async function recordingsOf(
  { deed, speech, timeoutMs }: Pick<Scenario, 'deed' | 'speech' | 'timeoutMs'>,
  { url, apiKey, say, signal }: Studio,
): Promise<Recordings | null> {
  if (deed.kind !== 'ws-voice' || deed.says !== 'recording') return null;
  say('recording what users will say, with the voice of the stack');
  const { recordingsBy } = await import('../../bench/recordings.ts');
  return recordingsBy({
    url,
    headers: apiKey === null ? {} : { 'x-api-key': apiKey },
    speech,
    timeoutMs,
    signal,
  });
}
