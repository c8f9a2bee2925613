import { pythonOf } from '../domain/commands.ts';
import { defineDiagnosis } from './define.ts';
import { installTorch, restartBackend, torchCheck, torchNeeded, verifyTorch } from './torch.ts';

export default defineDiagnosis({
  id: 'torch-absent',
  layer: 'runtime',
  explains: ['cuda'],
  otherwise: 'warning',
  about: {
    en: 'The interpreter on which the stack runs cannot import torch. It is asked for the very interpreter of the serving process, or the one that the config names; `python3` on PATH may be another.',
    fr: 'L’interpréteur sur lequel tourne la pile ne peut importer torch. La question est posée à l’interpréteur même du processus qui sert, ou à celui que nomme la configuration ; le `python3` du PATH peut être un autre.',
  },
  detect(facts) {
    const cuda = torchNeeded(facts);
    if (cuda?.state !== 'absent') return undefined;
    const runtime = facts.observed('runtime');
    const importer = runtime?.missing.find(({ module }) => module === 'torch');
    const undeclared = runtime?.undeclared.some(({ module }) => module === 'torch') ?? false;
    const { target } = facts;
    return {
      title: { en: 'PyTorch is not installed at all', fr: 'PyTorch COMPLÈTEMENT absent de l’interpréteur' },
      headline: { en: 'PYTORCH MISSING', fr: 'PYTORCH DÉSINSTALLÉ' },
      evidence: [
        {
          en: `${cuda.python}: ${cuda.detail ?? 'import torch fails'}`,
          fr: `${cuda.python} : ${cuda.detail ?? 'import torch échoue'}`,
        },
        ...(importer ? [{ en: `${importer.by} imports torch`, fr: `${importer.by} importe torch` }] : []),
        ...(undeclared
          ? [{ en: 'the requirements file does not name it', fr: 'le fichier requirements ne le nomme pas' }]
          : []),
      ],
      story: {
        en: 'The interpreter of the stack has no torch, so nothing in it can reach the GPU, and whatever imports torch breaks at its next start.',
        fr: 'L’interpréteur de la pile n’a pas torch : rien n’y atteint le GPU, et tout ce qui importe torch cassera au prochain démarrage.',
      },
      remedy: [
        installTorch(target, false),
        {
          text: {
            en: `Name it in ${target.requirements ?? 'the requirements file'}, so that the next installation has it`,
            fr: `L’inscrire dans ${target.requirements ?? 'le fichier requirements'}, pour que la prochaine installation l’ait`,
          },
          code: { language: 'text', lines: ['torch>=2.0.0', 'torchvision>=0.15.0', 'torchaudio>=2.0.0'] },
        },
        restartBackend(facts),
        verifyTorch(target),
      ],
      unblock: [
        {
          text: { en: 'torch is installed', fr: 'torch est installé' },
          command: `${pythonOf(target)} -m pip show torch`,
          holds: false,
        },
        torchCheck(target),
      ],
      quip: {
        en: 'Uninstalling torch and leaving the backend on: that is how zombies are made.',
        fr: 'Désinstaller torch et laisser tourner le backend : c’est ainsi que naissent les zombies.',
      },
    };
  },
});
