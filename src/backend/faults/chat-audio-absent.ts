import { editing, spokenAnswers } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'chat-audio-absent',
  about: 'chat answers without the field that carries speech, though the speech route works',
  argument: null,
  // What is undefined is left out of JSON.
  meddle: () => ({ tell: editing(spokenAnswers, () => ({ audio_base64: undefined })) }),
});
