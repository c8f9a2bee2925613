import { defineFault } from './fault.ts';

export default defineFault({
  id: 'tts-none',
  about: 'no speech engine answers: /tts is 503, /chat is mute, health tells',
  argument: null,
  meddle: () => ({
    speak: () => () => {
      throw new Error('it does not answer');
    },
  }),
});
