/** Names of variables, fields, flags and headers behind which a secret stands. */
const SECRET_NAME =
  /key(?!board|map|timeout|word|frame)|token(?!iz|s\b|s_)|secret|passw(?:or)?d|passphrase|credential|(?:^|_)(?:dsn|pat|pwd)(?:$|_)|database_url|connection_string/i;

/** Whether a variable of this name holds a secret. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** What stands where a secret will, or where none is: words of code and of messages. */
const PLACEHOLDER =
  /^(?:none|null|nil|true|false|undefined|unset|empty|str(?:ing)?|bytes|int|bool|any|optional|required|missing|invalid|expected|expired|not|is|was|must|the|your|and|for|with|header|value|example|redacted|hidden|self|cls|config|settings|args?|env|process|os|getenv|\*+|x+|\.+|-+)$/i;
const CODE = /^(?:self|os|env|process|config|settings|args|kwargs|options|this)\./;
const TEMPLATE = /\{\{|^[$%<]|^\[secret\]?$/;

const PATH = /^(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][\w.@ -]+)+[/\\]?$/;

/** Whether a text is where a file lies, and nothing drawn by lot that begins with a slash. */
const isPath = (text: string): boolean =>
  PATH.test(text) && !/(?=[^/\\]*\d)(?=[^/\\]*[a-z])(?=[^/\\]*[A-Z])[^/\\]{20}/.test(text.slice(0, 500));

/** Whether a text behind the name of a secret is one, and no word about one. */
export const isGiven = (text: string): boolean =>
  text.length >= 4 && !PLACEHOLDER.test(text) && !CODE.test(text) && !TEMPLATE.test(text) && !isPath(text);

const NUMBER = /^[\d.,:+/ T-]*(?:[a-zµ%]{0,3}|Z)$/;
const WORDS = /^[a-z./_:-]*$|^[A-Z./_:-]*$|^[A-Z]?[a-z]+$/;

/** Whether a text cannot be a word, a number or a date: of such a kind are secrets that somebody drew by lot. */
export const isTelling = (text: string): boolean =>
  text.length >= 8 && new Set(text).size >= 4 && !NUMBER.test(text) && !WORDS.test(text);

const SURE_NAME =
  /^(?:x-)?(?:api[-_ ]?key|(?:secret|private|signing|encryption)[-_]?key|client[-_]?secret|passw(?:or)?d|passphrase|(?:proxy-)?authorization|(?:set-)?cookie|(?:access|auth|refresh|bearer)[-_]?token)$/i;

/** Whether a field or header of this name holds nothing but a secret. */
export const isSureName = (name: string): boolean => SURE_NAME.test(name);
