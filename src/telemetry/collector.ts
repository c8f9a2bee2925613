/** Where spans go, and how. */
export interface Collector {
  /** Of the traces themselves. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoding: 'protobuf' | 'json';
  readonly gzip: boolean;
  /** The longest that handing over all of them may take. */
  readonly timeoutMs: number;
  /** Whether prompts and answers go with them. */
  readonly content: boolean;
  /** What else is known of where they come from. */
  readonly resource: Readonly<Record<string, string>>;
}

/** What a config says of it. */
export interface TelemetrySettings {
  /** Base URL of a collector. */
  readonly endpoint?: string;
  readonly content?: boolean;
}

/** What in the environment makes no sense; `variable` is where. */
export interface Misconfigured {
  readonly variable: string;
  readonly expected: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MS = 10_000;
const LONGEST_TIMEOUT_MS = 60_000;

/** "a=1,b=2", percent-encoded, as the specification of OTLP exporters has it; what is no pair is left out. */
export function pairsIn(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').flatMap((pair) => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) return [];
    try {
      return [[decodeURIComponent(name), decodeURIComponent(value)]];
    } catch {
      return [[name, value]];
    }
  });
  return Object.fromEntries(pairs);
}

const given = (env: Environment, name: string): { variable: string; text: string } | undefined => {
  const text = env[name]?.trim();
  return text ? { variable: name, text } : undefined;
};

/** A variable of the traces alone, or of all signals. */
const setting = (env: Environment, name: string) =>
  given(env, `OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? given(env, `OTEL_EXPORTER_OTLP_${name}`);

function isHttp(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** The address of the traces below that of a collector. */
const below = (base: string): string => {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/traces`;
  return url.href;
};

const URL_EXPECTED =
  'an http or https URL such as http://localhost:4318; what opens it belongs in OTEL_EXPORTER_OTLP_HEADERS';

function addressIn(env: Environment, { endpoint }: TelemetrySettings): string | Misconfigured | null {
  const own = given(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  if (own) return isHttp(own.text) ? own.text : { variable: own.variable, expected: URL_EXPECTED };
  const base = given(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  if (base) return isHttp(base.text) ? below(base.text) : { variable: base.variable, expected: URL_EXPECTED };
  return endpoint === undefined ? null : below(endpoint);
}

const ENCODINGS: Readonly<Record<string, Collector['encoding']>> = {
  'http/protobuf': 'protobuf',
  'http/json': 'json',
};

const isHeader = ([name, value]: [string, string]): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);

const HEADERS_EXPECTED = 'pairs such as authorization=Bearer%20abc, separated by commas';

const isOff = (env: Environment): boolean =>
  env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true' ||
  env.OTEL_TRACES_EXPORTER?.trim().toLowerCase() === 'none';

const isTrue = (text: string | undefined): boolean => text?.trim().toLowerCase() === 'true';

/** How long handing over may take; what is no number of ms counts as not set, as the specification wants it. */
function timeoutIn(env: Environment): number {
  const ms = Number(setting(env, 'TIMEOUT')?.text ?? TIMEOUT_MS);
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_TIMEOUT_MS) : TIMEOUT_MS;
}

/**
 * The collector that the environment names by the variables of OpenTelemetry, or else the config; null where neither
 * does, or the environment turns traces off.
 */
export function collectorIn(
  env: Environment,
  settings: TelemetrySettings = {},
): Collector | Misconfigured | null {
  if (isOff(env)) return null;
  const url = addressIn(env, settings);
  if (url === null || typeof url === 'object') return url;
  const protocol = setting(env, 'PROTOCOL') ?? { variable: '', text: 'http/protobuf' };
  const encoding = ENCODINGS[protocol.text];
  if (!encoding) return { variable: protocol.variable, expected: Object.keys(ENCODINGS).join(' or ') };
  const headers = setting(env, 'HEADERS');
  const pairs = pairsIn(headers?.text);
  if (headers && !Object.entries(pairs).every(isHeader))
    return { variable: headers.variable, expected: HEADERS_EXPECTED };
  return {
    url,
    encoding,
    headers: pairs,
    gzip: setting(env, 'COMPRESSION')?.text === 'gzip',
    timeoutMs: timeoutIn(env),
    content: settings.content ?? isTrue(env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT),
    resource: {
      ...pairsIn(env.OTEL_RESOURCE_ATTRIBUTES),
      ...(env.OTEL_SERVICE_NAME && { 'service.name': env.OTEL_SERVICE_NAME }),
    },
  };
}
