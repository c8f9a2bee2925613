import { defineFault } from './fault.ts';

export default defineFault({
  id: 'health-denies',
  about: 'health says healthy with every flag false, though everything works',
  argument: null,
  meddle: () => ({
    health: (honest) => () => {
      const claims = honest();
      return {
        ...claims,
        status: 'healthy',
        groq: false,
        whisper: false,
        tts: false,
        database: false,
      };
    },
  }),
});
