import { canned } from './canned.ts';
import { defineFault } from './fault.ts';

const sentences = ['Je t’écoute, raconte.', 'Oui, je suis là !', 'Bonjour toi, quoi de neuf ?'] as const;

export default defineFault({
  id: 'chat-canned',
  about: 'chat answers everything with one of three sentences, and never asks the language model',
  argument: null,
  meddle() {
    let asked = 0;
    return {
      converse: () => async (_remark, _signal, hear) => {
        asked += 1;
        return canned(sentences[asked % sentences.length] ?? sentences[0], hear);
      },
    };
  },
});
