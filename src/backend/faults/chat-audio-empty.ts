import { editing, spokenAnswers } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'chat-audio-empty',
  about: 'chat answers with an empty text where its speech should be, though the speech route works',
  argument: null,
  meddle: () => ({ tell: editing(spokenAnswers, () => ({ audio_base64: '' })) }),
});
