import { isGiven, isTelling } from './names.ts';
import { BARE, behind, SEPARATOR, type Shape } from './shape.ts';

const DRAWN = 'a1B2c3D4e5F6g7H8';

/** User and password as an HTTP header says them (RFC 7617). */
function isBasic(text: string): boolean {
  const said = Buffer.from(text, 'base64').toString('latin1');
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(said);
}

/** Names that mean a secret wherever they stand. */
const SURE =
  'api[-_ ]?keys?|access[-_]?keys?(?:[-_]?id)?|(?:secret|private|signing|encryption|subscription|account)[-_]?(?:access[-_]?)?keys?|(?:client|webhook|app)[-_]?secret|passw(?:or)?d|passphrase|pwd|(?:access|auth|refresh|id|session|bearer|api|security|bot|hf|github)[-_]?token|credentials?';

/** Names that mean many things. */
const UNSURE = 'token|secret|auth|signature';

const IN_QUERY =
  'api[-_]?key|key|(?:\\w{1,12}[-_])?token|auth|sig|signature|secret|client_secret|passw(?:or)?d|pwd|code|x-(?:amz|goog)-(?:signature|credential|security-token)';

/** Secrets told by what stands beside them. */
export const shapesInContext: readonly Shape[] = [
  {
    id: 'bearer',
    pattern: /(?<kept>bearer(?:\s|%20|\+){1,4})[\w.~+/-]{6,4000}={0,4}/gi,
    isSecret: isTelling,
    learned: true,
    example: ['sent Bear' + 'er ', DRAWN],
    lookAlike: 'Bearer authentication is required',
  },
  {
    id: 'basic',
    pattern: /(?<kept>basic(?:\s|%20|\+){1,4})[\w+/-]{8,4000}={0,4}/gi,
    isSecret: isBasic,
    learned: true,
    example: ['Bas' + 'ic ', Buffer.from(`ralph:${DRAWN}`).toString('base64')],
    lookAlike: 'Basic authentication and basic understanding',
  },
  {
    id: 'authorization-header',
    pattern: behind(
      '(?:proxy-)?authorization',
      `${SEPARATOR}(?:(?:bearer|basic|token|apikey|key|digest)\\s{1,4})?`,
      `${BARE}{4,4000}`,
    ),
    isSecret: (text) => isGiven(text) && !/^[a-z]+$/i.test(text),
    learned: true,
    example: ['Authori' + 'zation: Token ', DRAWN],
    lookAlike: 'authorization: required',
  },
  {
    id: 'cookie-header',
    pattern: /(?<kept>cookie["']?: ?["']?[\w.-]{1,64}=)[^\s"';,\\]{6,4000}/gi,
    isSecret: isGiven,
    example: ['Set-Coo' + 'kie: session=', DRAWN],
    lookAlike: 'cookie: none was set',
  },
  {
    id: 'parameter',
    pattern: behind(`(?<=[?&;])(?:${IN_QUERY})`, '=', '[^\\s&"\'<>#\\\\;,{}]{3,4000}'),
    isSecret: isGiven,
    example: ['http://127.0.0.1/voice?si' + 'g=', DRAWN],
    lookAlike: 'http://127.0.0.1/voice?keyword=abc&tokens=120',
  },
  {
    id: 'user-of-address',
    pattern: /(?<kept>:\/\/)[^\s:@/?#"'<>\\]{0,128}:[^\s@/"'<>\\]{1,256}(?=@)/g,
    isSecret: (text) => text !== ':' && !text.includes('{{'),
    example: ['postgres://', `ralph:${DRAWN}`, '@127.0.0.1/voice'],
    lookAlike: 'http://127.0.0.1:8000/chat and a@b.example',
  },
  {
    id: 'token-of-address',
    pattern: /(?<kept>:\/\/)[^\s:@/?#"'<>\\]{16,256}(?=@)/g,
    isSecret: isTelling,
    example: ['https://', DRAWN + DRAWN, '@127.0.0.1/voice'],
    lookAlike: 'ssh://somebody-of-the-team@host.example',
  },
  {
    id: 'connection-string',
    pattern: behind('AccountKey|SharedAccessKey|SharedAccessSignature', '=', '[^\\s;"\'<>\\\\]{8,4000}'),
    learned: true,
    example: ['Account' + 'Key=', `${DRAWN}${DRAWN}==`],
    lookAlike: 'AccountKeyName=main; SharedAccessKeyName=root',
  },
  {
    id: 'field-quoted',
    pattern: behind(SURE, `\\\\?["']?\\s{0,4}(?:=>|:=|[=:])\\s{0,4}b?\\\\?["']`, '[^"\'\\\\\\n]{4,4000}'),
    isSecret: isGiven,
    example: ['{"api' + '_key": "', 'correct horse battery', '"}'],
    lookAlike: '{"api_key": "required", "password": null}',
  },
  {
    id: 'field-assigned',
    pattern: behind(SURE, '=', `${BARE}{4,4000}`),
    isSecret: isGiven,
    example: ['pass' + 'word=', 'correcthorse'],
    lookAlike: 'password=None api_key=os.environ',
  },
  {
    id: 'field-said',
    pattern: behind(`${SURE}|${UNSURE}`, SEPARATOR, `${BARE}{8,4000}`),
    isSecret: (text) => isGiven(text) && isTelling(text),
    example: ['X-API' + '-Key: ', DRAWN],
    lookAlike: 'token: understandable, secret: none, password: forgotten, max_tokens: 120',
  },
  {
    id: 'variable',
    pattern: /(?<kept>[A-Z\d]_(?:KEY|PAT|DSN)=["']?)[^\s"'`,;&<>{}()|\\[\]]{8,4000}/g,
    isSecret: (text) => isGiven(text) && isTelling(text),
    example: ['EVA' + '_KEY=', DRAWN],
    lookAlike:
      'PRIMARY_KEY=conversation cache_key=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
  {
    id: 'flag',
    pattern: behind(
      `(?<=\\s|^|["'])--?(?:[a-z]{1,16}-){0,3}(?:key|token|secret|password|passwd)`,
      '["\',\\s]{1,4}',
      `${BARE}{6,4000}`,
    ),
    isSecret: (text) => isGiven(text) && isTelling(text),
    example: ['serve --api' + '-key ', DRAWN],
    lookAlike: 'serve --api-key-env EVA_API_KEY --token limits',
  },
];
