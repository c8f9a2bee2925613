/** A provider that failed to do what it is there for; the message is ours and may be told to anybody. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  /** When it may be asked again, in ms from now; null: the same request would fail again. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null = null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

const meanings: Readonly<Record<number, string>> = {
  400: 'the request was not understood',
  401: 'the key is missing or wrong',
  402: 'the account is not paid for',
  403: 'the key does not allow it',
  404: 'no such route or no such model',
  429: 'its rate limit is reached',
};

const worthAnotherTry = (status: number) => status === 429 || status >= 500;

/** The failure that a status other than 2xx stands for. What the provider says of it may hold secrets and is not told. */
export function refusedWith(status: number, headers: Pick<Headers, 'get'>): ProviderFailure {
  const meaning = meanings[status];
  return new ProviderFailure(
    `status ${status}${meaning ? `: ${meaning}` : ''}`,
    worthAnotherTry(status) ? retryAfterMs(headers) : null,
  );
}

/** `Retry-After` in seconds or as a date, RFC 9110 section 10.2.3; the date is read against the server's own clock. */
function retryAfterMs(headers: Pick<Headers, 'get'>): number {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return waitMs > 0 ? waitMs : 0;
}

/** The failure behind an error of `fetch`: no connection, or one that broke off. */
export function unreachable(error: unknown): ProviderFailure {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = /^[A-Z_]{1,40}$/.test(code);
  return new ProviderFailure(known ? `no connection (${code})` : 'no connection', 0);
}
