import { checkedBy, importLine, pythonOf, quoted } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'requirements-drift',
  layer: 'runtime',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The sources import a module, without condition, that the requirements file does not name, under any name that its distribution is known by. Imports that may fail, tests and modules of the project itself are not counted. It matters because the running stack has that module by accident: the next fresh installation does not.',
    fr: 'Les sources importent sans condition un module que le fichier requirements ne nomme pas, sous aucun des noms connus de sa distribution. Les imports qui ont le droit d’échouer, les tests et les modules du projet lui-même ne comptent pas. C’est important, car la pile en marche a ce module par hasard : la prochaine installation neuve ne l’aura pas.',
  },
  detect(facts) {
    const undeclared = facts.observed('runtime')?.undeclared ?? [];
    if (undeclared.length === 0) return undefined;
    const modules = [...new Set(undeclared.map(({ module }) => module))];
    const list = modules.join(', ');
    const imported = importLine('/tmp/fresh/bin/python', modules);
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
          code: { language: 'text', lines: modules },
        },
      ],
      unblock: [
        {
          text: {
            en: 'an installation from the requirements alone can import them',
            fr: 'une installation depuis les seuls requirements peut les importer',
          },
          ...checkedBy(
            imported &&
              `${pythonOf(facts.target)} -m venv /tmp/fresh && /tmp/fresh/bin/pip install -r ${quoted(file)} && ${imported}`,
          ),
          holds: false,
        },
      ],
    };
  },
});
