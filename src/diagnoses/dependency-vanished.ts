import { checkedBy, importLine, modulesIn, pythonOf, typed } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';
import { restartBackend, rolesOf } from './torch.ts';

export default defineDiagnosis({
  id: 'dependency-vanished',
  layer: 'runtime',
  explains: ['backend', 'tts'],
  otherwise: 'warning',
  about: {
    en: 'The stack answers, and its own interpreter can no longer import, without condition, what its sources import: it loaded those modules before they went. Imports that may fail, tests and modules of the project itself are not counted, nor an interpreter that does not answer. It matters because nothing shows it until the next restart, which then does not come up.',
    fr: 'La pile répond, et son propre interpréteur ne peut plus importer ce que ses sources importent sans condition : elle avait chargé ces modules avant leur disparition. Les imports qui ont le droit d’échouer, les tests et les modules du projet lui-même ne comptent pas, ni un interpréteur qui ne répond pas. C’est important, car rien ne le montre avant le prochain redémarrage, qui alors échoue.',
  },
  detect(facts) {
    const runtime = facts.observed('runtime');
    const backend = facts.observed('backend');
    const alive = backend !== undefined && !('failure' in backend.health);
    if (!alive || !runtime || runtime.missing.length === 0) return undefined;
    const { process, interpreter, missing } = runtime;
    const modules = [...new Set(missing.map(({ module }) => module))];
    const list = modules.join(', ');
    const changedAt =
      interpreter && 'packagesChangedAt' in interpreter ? interpreter.packagesChangedAt : null;
    const older = process?.startedAt && changedAt && process.startedAt < changedAt;
    const roles = rolesOf(runtime);
    const whose = roles === undefined ? '' : ` (${roles})`;
    const python = pythonOf(facts.target);
    const packages = modulesIn(modules).join(' ') || undefined;
    return {
      title: {
        en: `The backend still runs, and can no longer import ${list}: it will not survive a restart`,
        fr: `Le backend tourne encore, mais ne peut plus importer ${list} : il ne survivra pas à un redémarrage`,
      },
      // Speech that still comes is judged by its own figures.
      ...(facts.number('tts.total_ms') === undefined ? {} : { explains: ['backend'] }),
      headline: { en: 'ZOMBIE BACKEND', fr: 'BACKEND ZOMBIE' },
      evidence: [
        ...missing.map(({ module, by }) => ({
          en: `${by} imports ${module}, which is not there`,
          fr: `${by} importe ${module}, qui n’y est pas`,
        })),
        ...(process?.startedAt
          ? [
              {
                en: `process ${process.pid}${whose} started at ${process.startedAt}`,
                fr: `processus ${process.pid}${whose} démarré à ${process.startedAt}`,
              },
            ]
          : []),
        ...(older
          ? [
              {
                en: `packages changed after that, at ${changedAt}`,
                fr: `paquets modifiés après, à ${changedAt}`,
              },
            ]
          : []),
      ],
      story: {
        en: 'It answers because it loaded its modules before they vanished. The next restart, crash or deployment ends it.',
        fr: 'Il répond parce qu’il avait chargé ses modules avant leur disparition. Le prochain redémarrage, plantage ou déploiement l’arrêtera.',
      },
      causes: modules.includes('torch') ? ['torch-absent'] : [],
      remedy: [
        {
          text: { en: 'Install what is imported', fr: 'Installer ce qui est importé' },
          ...typed(packages && `${python} -m pip install ${packages}`),
        },
        restartBackend(facts),
      ],
      unblock: [
        {
          text: { en: `${list} can be imported`, fr: `${list} s’importe` },
          ...checkedBy(importLine(python, modules)),
          holds: false,
        },
      ],
      quip: { en: 'It runs on memories.', fr: 'Il tourne sur ses souvenirs.' },
    };
  },
});
