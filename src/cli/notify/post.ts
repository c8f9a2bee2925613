/** How long somebody may take to be told. */
const PATIENCE_MS = 10_000;

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z_]{1,40}$/.test(code) ? code : 'no answer';
};

/**
 * Posts JSON to an address, once, and follows nobody elsewhere. Answers with what went wrong, in words without the address; undefined:
 * it was taken. Never throws.
 */
export async function post(
  url: URL,
  json: string,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<string | undefined> {
  const late = AbortSignal.timeout(patienceMs);
  try {
    const answer = await fetch(url, {
      ...{ method: 'POST', body: json, redirect: 'manual', signal: AbortSignal.any([signal, late]) },
      headers: { 'content-type': 'application/json', 'user-agent': 'ralph' },
    });
    // What it says is of no interest, and may have no end.
    await answer.body?.cancel();
    return answer.ok ? undefined : `HTTP ${answer.status}`;
  } catch (error) {
    return late.aborted ? `no answer within ${patienceMs} ms` : codeOf(error);
  }
}
