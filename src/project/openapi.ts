/** A stack as `dialect: custom` describes it, drawn from the document of its API. */
export interface Described {
  readonly custom: Readonly<Record<string, unknown>>;
  /** Dotted paths in it that the document does not settle: where an answer stands is a guess there. */
  readonly guessed: readonly string[];
}

type Block = Readonly<Record<string, unknown>>;

const blockOf = (value: unknown): Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a path of keys leads to; an empty block where it leads nowhere. */
const at = (value: unknown, ...path: readonly string[]): Block =>
  path.reduce<Block>((inside, key) => blockOf(inside[key]), blockOf(value));

const MOST_HOPS = 5;

/** A schema without references to others and without the alternative `null`. */
function resolved(schema: Block, document: Block, hops = 0): Block {
  if (hops > MOST_HOPS) return {};
  const { $ref } = schema;
  if (typeof $ref === 'string') {
    const path = $ref.startsWith('#/') ? $ref.slice(2).split('/') : [];
    return resolved(at(document, ...path), document, hops + 1);
  }
  const real = listOf(schema.anyOf)
    .map(blockOf)
    .find(({ type }) => type !== 'null');
  return real ? resolved(real, document, hops + 1) : schema;
}

/** A path or a name that stands in a template and in a pointer as it is. */
const isPlain = (text: string): boolean => /^[\w/.-]{1,80}$/.test(text);

const namesIn = (schema: Block, document: Block, isIt: (property: Block) => boolean): string[] =>
  Object.entries(blockOf(schema.properties))
    .filter(([name, property]) => isPlain(name) && isIt(resolved(blockOf(property), document)))
    .map(([name]) => name);

const isText = ({ type, format, contentMediaType }: Block): boolean =>
  type === 'string' && format !== 'binary' && contentMediaType === undefined;
const isFile = ({ type, format, contentMediaType }: Block): boolean =>
  type === 'string' && (format === 'binary' || contentMediaType !== undefined);

const first = (names: readonly string[], wanted: RegExp): string | undefined =>
  names.find((name) => wanted.test(name)) ?? (names.length === 1 ? names[0] : undefined);

const ASKED = /^(?:message|prompt|text|query|question|input|content|user_?input|utterance|q)$/i;
const ANSWERED = /^(?:response|reply|answer|text|message|output|content|result|completion|generated_text)$/i;
const SPOKEN = /^(?:audio|audio_?(?:base64|b64|content|data)|speech|wav|mp3)$/i;
const HEARD = /^(?:text|transcript|transcription|result)$/i;

interface Route {
  readonly path: string;
  readonly operation: Block;
}

/** The first route whose last part has such a name, in the order of the document; one with a parameter in it is none. */
const routeIn = (document: Block, method: string, named: RegExp): Route | undefined =>
  Object.entries(blockOf(document.paths))
    .filter(([path, item]) => isPlain(path) && named.test(path) && method in blockOf(item))
    .map(([path, item]) => ({ path, operation: at(item, method) }))[0];

const bodyOf = ({ operation }: Route, document: Block, type: string): Block =>
  resolved(at(operation, 'requestBody', 'content', type, 'schema'), document);

/** How a text is put to a route: in its JSON, or in a parameter. */
function putting(route: Route, document: Block, template: string): Block | undefined {
  const field = first(namesIn(bodyOf(route, document, 'application/json'), document, isText), ASKED);
  if (field !== undefined) return { request: `POST ${route.path}`, json: { [field]: template } };
  const parameters = listOf(route.operation.parameters).map(blockOf);
  const name = parameters.find((each) => each.in === 'query' && ASKED.test(String(each.name)))?.name;
  return typeof name === 'string'
    ? { request: `POST ${route.path}`, query: { [name]: template } }
    : undefined;
}

const answered = ({ operation }: Route, document: Block): Block =>
  resolved(at(operation, 'responses', '200', 'content', 'application/json', 'schema'), document);

/** Where a text stands in an answer, and whether that is a guess. */
function place(route: Route, document: Block, wanted: RegExp, otherwise: string) {
  const name = first(namesIn(answered(route, document), document, isText), wanted);
  return { at: `/${name ?? otherwise}`, isGuess: name === undefined };
}

const CHAT = /\/(?:chat|generate|ask|completions?|converse|message|reply|respond|talk|query)\/?$/i;
const SPEAK = /\/(?:tts|speak|speech|synthesi[sz]e|say|audio|text[-_]to[-_]speech)\/?$/i;
const HEAR = /\/(?:stt|asr|transcri(?:be|ptions?)|speech[-_]to[-_]text|listen)\/?$/i;
const HEALTH = /\/(?:health|healthz|healthcheck|status|ping|ready|live)\/?$/i;

function chatOf(document: Block) {
  const route = routeIn(document, 'post', CHAT);
  const asked = route && putting(route, document, '{{prompt}}');
  if (!(route && asked)) return undefined;
  const text = place(route, document, ANSWERED, 'response');
  const audio = namesIn(answered(route, document), document, isText).find((name) => SPOKEN.test(name));
  const answer = audio === undefined ? text.at : { text: text.at, audio: `/${audio}` };
  return { part: { ...asked, answer }, guessed: text.isGuess ? ['chat.answer'] : [] };
}

function speechOf(document: Block): Block | undefined {
  const route = routeIn(document, 'post', SPEAK);
  const asked = route && putting(route, document, '{{text}}');
  if (!(route && asked)) return undefined;
  const audio = namesIn(answered(route, document), document, isText).find((name) => SPOKEN.test(name));
  return { ...asked, ...(audio !== undefined && { answer: { audio: `/${audio}` } }) };
}

function hearingOf(document: Block) {
  const route = routeIn(document, 'post', HEAR);
  const field =
    route && first(namesIn(bodyOf(route, document, 'multipart/form-data'), document, isFile), /file|audio/i);
  if (!route || field === undefined) return undefined;
  const text = place(route, document, HEARD, 'text');
  const part = { request: `POST ${route.path}`, form: { [field]: '{{audio}}' }, answer: text.at };
  return { part, guessed: text.isGuess ? ['stt.answer'] : [] };
}

/**
 * What an OpenAPI document says of a voice stack that speaks no API ralph knows; null where it has no route that converses
 * or speaks. The document is the server's own: what is taken from it are names and paths of plain letters.
 */
export function described(document: unknown): Described | null {
  const whole = blockOf(document);
  const [chat, tts, stt] = [chatOf(whole), speechOf(whole), hearingOf(whole)];
  if (!chat && !tts) return null;
  const health = routeIn(whole, 'get', HEALTH)?.path ?? '/';
  return {
    custom: {
      health: `GET ${health}`,
      ...(chat && { chat: chat.part }),
      ...(tts && { tts }),
      ...(stt && { stt: stt.part }),
    },
    guessed: [...(chat?.guessed ?? []), ...(stt?.guessed ?? [])],
  };
}
