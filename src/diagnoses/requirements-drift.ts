import { pythonOf, quoted } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'requirements-drift',
  layer: 'runtime',
  explains: [],
  otherwise: 'warning',
  detect(facts) {
    const undeclared = facts.observed('runtime')?.undeclared ?? [];
    if (undeclared.length === 0) return undefined;
    const list = [...new Set(undeclared.map(({ module }) => module))].join(', ');
    const file = facts.target.requirements ?? 'requirements.txt';
    return {
      title: {
        en: `Imported, and missing from the requirements: ${list}`,
        fr: `Importé, mais absent des requirements : ${list}`,
      },
      headline: { en: 'REQUIREMENTS INCOMPLETE', fr: 'REQUIREMENTS INCOMPLETS' },
      evidence: undeclared.map(({ module, by }) => ({
        en: `${by} imports ${module}`,
        fr: `${by} importe ${module}`,
      })),
      story: {
        en: 'A fresh installation from that file does not start. What works today works because someone once installed it by hand.',
        fr: 'Une installation neuve depuis ce fichier ne démarre pas. Ce qui marche aujourd’hui a été installé un jour à la main.',
      },
      causes: ['torch-absent'],
      remedy: [
        {
          text: { en: `Add to ${file}`, fr: `Ajouter à ${file}` },
          code: { language: 'text', lines: [...new Set(undeclared.map(({ module }) => module))] },
        },
      ],
      unblock: [
        {
          text: {
            en: 'an installation from the requirements alone can import them',
            fr: 'une installation depuis les seuls requirements peut les importer',
          },
          command: `${pythonOf(facts.target)} -m venv /tmp/fresh && /tmp/fresh/bin/pip install -r ${quoted(file)} && /tmp/fresh/bin/python -c "import ${list}"`,
          holds: false,
        },
      ],
    };
  },
});
