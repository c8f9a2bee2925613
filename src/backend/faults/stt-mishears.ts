import { defineFault } from './fault.ts';

export default defineFault({
  id: 'stt-mishears',
  about: 'every Nth word of a recording is understood as another',
  argument: { unit: 'words', default: 5, min: 2, max: 100 },
  meddle: (_, each) => ({
    transcribe: (honest) =>
      async function* (recording, signal) {
        let text = '';
        for await (const piece of honest(recording, signal)) text += piece;
        const words = text.split(' ');
        yield words.map((word, index) => (index % each === each - 1 ? 'um' : word)).join(' ');
      },
  }),
});
