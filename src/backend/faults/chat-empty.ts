import { editing, spokenAnswers } from './edit-answer.ts';
import { defineFault } from './fault.ts';

const mute = { sound: null, attempts: [], synthesisMs: 0, encodingMs: 0 };

export default defineFault({
  id: 'chat-empty',
  about: 'chat answers 200 with no words at all',
  argument: null,
  meddle: () => ({
    converse: (honest) => async (remark, signal) => ({ ...(await honest(remark, signal, null)), text: '' }),
    // Nobody is asked to speak nothing: an engine that cannot would be taken for broken.
    say: (honest) => (wish, signal) => (/\S/.test(wish.text) ? honest(wish, signal) : Promise.resolve(mute)),
    tell: editing(spokenAnswers, () => ({ audio_base64: null, audio_format: null })),
  }),
});
