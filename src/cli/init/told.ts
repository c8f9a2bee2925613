import { folded } from '../../domain/folded.ts';
import type { Lang, Text } from '../../domain/text.ts';
import { startedBy } from '../../project/project.ts';
import type { Chosen } from '../../project/target-keys.ts';
import type { FoundTask } from '../../project/task.ts';
import type { Surroundings } from './look-around.ts';

const LABELS = {
  serves: { en: 'Serves', fr: 'Sert' },
  stack: { en: 'Stack', fr: 'Pile' },
  needs: { en: 'Needs', fr: 'Requis' },
  tests: { en: 'Tests', fr: 'Tests' },
  build: { en: 'Build', fr: 'Build' },
  gpu: { en: 'GPU', fr: 'GPU' },
} as const satisfies Readonly<Record<string, Text>>;

const WIDEST = Math.max(...Object.values(LABELS).flatMap(({ en, fr }) => [en.length, fr.length]));

const NONE: Text = { en: 'none found', fr: 'rien trouvé' };
const NO_GPU: Text = {
  en: 'none seen: what needs one is left out, and costs nothing',
  fr: 'aucun vu : ce qui en demande un est omis, sans rien coûter',
};

function taskLine(task: FoundTask | null | undefined, lang: Lang): string {
  if (!task) return NONE[lang];
  const { command, folder, lacks } = task;
  const where = folder === undefined ? '' : ` (${folder})`;
  return `${command.join(' ')}${where}${lacks === null ? '' : `\n# ${lacks[lang]}`}`;
}

function stackLine({ target, spoken }: Chosen, { project }: Surroundings): Text {
  const where = typeof target.url === 'string' ? target.url : 'services';
  if (spoken !== null) return { en: `${where}\n${spoken}`, fr: `${where}\n${spoken}` };
  const [start = null] = startedBy(project, where);
  return {
    en: `${where}, where nobody answers yet${start === null ? '' : `; start it:\n${start}`}`,
    fr: `${where}, où personne ne répond encore${start === null ? '' : ` ; démarrez-la :\n${start}`}`,
  };
}

/** What was found, a line or two each, none longer than `columns` where its words allow. */
export function told(surroundings: Surroundings, chosen: Chosen, lang: Lang, columns: number): string {
  const { project, gpus } = surroundings;
  const [app] = project.apps;
  const rows: readonly (readonly [keyof typeof LABELS, string])[] = [
    ...(app ? [['serves', `FastAPI${lang === 'fr' ? ' :' : ':'} ${app.served} (${app.file})`] as const] : []),
    ['stack', stackLine(chosen, surroundings)[lang]],
    ['needs', project.requirements ?? NONE[lang]],
    ['tests', taskLine(project.tests[0], lang)],
    ['build', taskLine(project.build, lang)],
    ['gpu', gpus.length > 0 ? gpus.join(', ') : NO_GPU[lang]],
  ];
  const indent = ' '.repeat(WIDEST + 4);
  const inside = (line: string): string =>
    folded(line, columns - indent.length, line.startsWith('# ') ? 2 : 0);
  return rows
    .map(([label, text]) => {
      const lines = text.split('\n').map(inside).join('\n').replaceAll('\n', `\n${indent}`);
      return `  ${LABELS[label][lang].padEnd(WIDEST)}  ${lines}\n`;
    })
    .join('');
}
