import { editing, spokenAnswers } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'chat-no-audio',
  about: 'chat answers without speech, though the speech route works',
  argument: null,
  meddle: () => ({ tell: editing(spokenAnswers, () => ({ audio_base64: null, audio_format: null })) }),
});
