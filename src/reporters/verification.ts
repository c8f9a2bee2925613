import { oneLine, printable } from '../domain/printable.ts';
import type { Canvas } from '../domain/reporter.ts';
import type { Lang, Localised } from '../domain/text.ts';
import type { Standing, Verification, VerifiedFinding } from '../domain/verification.ts';
import { COLON } from './words.ts';

type Drawn = Localised<Verification> & { readonly lang: Lang };
type DrawnFinding = Localised<VerifiedFinding>;

const WORDS = {
  en: {
    head: 'verified',
    asked: (asked: number, all: number) => `${asked} of its ${all} probes put again`,
    nothing: 'This review left nothing open.',
    with: (cause: string) => `closed, with its cause ${cause}`,
    standing: {
      closed: 'closed',
      open: 'still open',
      elsewhere: 'told no more; what it cost still fails',
      unknown: 'not known',
      new: 'new since the review',
    },
    todo: 'What to do',
    clear: 'Nothing blocks any more.',
    unclear: 'Nothing that could be asked blocks any more; not everything could be asked.',
    blocked: 'Still blocks',
    next: 'A new cycle says the rest: ralph review',
  },
  fr: {
    head: 'vérifié',
    asked: (asked: number, all: number) => `${asked} de ses ${all} sondes reposées`,
    nothing: 'Cette revue n’a rien laissé ouvert.',
    with: (cause: string) => `clos, avec sa cause ${cause}`,
    standing: {
      closed: 'clos',
      open: 'toujours ouvert',
      elsewhere: 'plus constaté ; ce qu’il coûtait échoue encore',
      unknown: 'inconnu',
      new: 'nouveau depuis la revue',
    },
    todo: 'À faire',
    clear: 'Plus rien ne bloque.',
    unclear: 'Rien de ce qui a pu être demandé ne bloque plus ; tout n’a pas pu l’être.',
    blocked: 'Bloque encore',
    next: 'Un nouveau cycle dira le reste : ralph review',
  },
} as const;

const SIGNS: Readonly<Record<Standing, string>> = {
  closed: '✓',
  open: '✖',
  elsewhere: '✖',
  unknown: '?',
  new: '+',
};

const TONES = { closed: 'green', open: 'red', elsewhere: 'red', unknown: 'yellow', new: 'red' } as const;

type Colors = Awaited<ReturnType<typeof colorsFor>>;

async function colorsFor(color: boolean) {
  const { default: pico } = await import('picocolors');
  return pico.createColors(color);
}

/** What became of a finding: with its cause, or told by others, or why that is not known. */
function fate({ standing, cause, why }: DrawnFinding, { findings, lang }: Drawn): string {
  const words = WORDS[lang];
  const isCauseClosed = findings.some((each) => each.id === cause && each.standing === 'closed');
  if (standing === 'closed' && cause !== undefined && isCauseClosed) return words.with(cause);
  const beside = why === undefined || why === '' ? '' : `${COLON[lang]}${oneLine(why)}`;
  return `${words.standing[standing]}${beside}`;
}

function findingLines(finding: DrawnFinding, drawn: Drawn, colors: Colors): string[] {
  const { id, title, standing, checks, blocks } = finding;
  const isMinor = standing === 'open' && !blocks;
  const paint = isMinor ? colors.yellow : colors[TONES[standing]];
  return [
    `${paint(isMinor ? '!' : SIGNS[standing])} ${colors.bold(oneLine(id))}  ${oneLine(title)}`,
    `    ${paint(fate(finding, drawn))}`,
    ...checks.map(({ text, command, holds }) => {
      const typed = command === undefined ? '' : colors.dim(`${COLON[drawn.lang]}${oneLine(command)}`);
      return `    [${holds ? 'x' : ' '}] ${oneLine(text)}${typed}`;
    }),
  ];
}

/** The steps of what still blocks, without those that follow from something else that does. */
function todoLines({ findings, lang }: Drawn, colors: Colors): string[] {
  const blocking = findings.filter(({ blocks }) => blocks);
  const roots = blocking.filter(({ cause }) => !blocking.some(({ id }) => id === cause));
  const steps = roots.flatMap(({ remedy }) => remedy);
  if (steps.length === 0) return [];
  return [
    '',
    colors.bold(WORDS[lang].todo),
    ...steps.flatMap(({ text, code }) => [
      `  • ${oneLine(text)}`,
      ...(code?.lines ?? []).map((line) => colors.dim(`      ${printable(line).replaceAll('\n', ' ')}`)),
    ]),
  ];
}

function outcomeLine({ outcome, findings, lang }: Drawn, colors: Colors): string {
  const words = WORDS[lang];
  if (outcome === 'clear') return `${colors.green(words.clear)} ${words.next}`;
  if (outcome === 'unclear') return colors.yellow(words.unclear);
  const ids = findings.flatMap(({ id, blocks }) => (blocks ? [oneLine(id)] : []));
  return `${colors.red(words.blocked)}${COLON[lang]}${ids.join(', ')}`;
}

/** What became of the findings of a review, box by box, and what still blocks. */
export async function verification(drawn: Drawn, { color }: Canvas): Promise<string> {
  const colors = await colorsFor(color);
  const { findings, asked, untouched, lang, cycle, target, verifiedAt } = drawn;
  const words = WORDS[lang];
  const head = `Ralph Moderator - cycle ${cycle} - ${oneLine(target.name)}`;
  const scope = `${words.head} ${verifiedAt}, ${words.asked(asked.length, asked.length + untouched.length)}`;
  const names = asked.length === 0 ? '' : `${COLON[lang]}${asked.join(', ')}`;
  return [
    colors.bold(head),
    ...(findings.length === 0 ? [words.nothing] : [`${scope}${names}`]),
    ...findings.flatMap((finding) => ['', ...findingLines(finding, drawn, colors)]),
    ...todoLines(drawn, colors),
    '',
    outcomeLine(drawn, colors),
    '',
  ].join('\n');
}
