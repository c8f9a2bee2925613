import type { Language } from '../../../protocol/voices.ts';

/** A thing that people say to the persona, and ways to answer it. */
interface Intent {
  readonly phrases: readonly string[];
  readonly answers: readonly string[];
}

/** The persona in one language; `{topic}` and `{name}` are filled in. */
export interface Persona {
  /** The first that matches decides. */
  readonly intents: readonly Intent[];
  /** Said when nothing matches: one of each, about the topic. */
  readonly openings: readonly string[];
  readonly thoughts: readonly string[];
  readonly questions: readonly string[];
  /** When the message has no word to take up: the greeting if it is one, else a plea. */
  readonly greetings: readonly string[];
  readonly greeted: readonly string[];
  readonly puzzled: readonly string[];
  /** What stands before a name that a person gives as theirs. */
  readonly introductions: readonly string[];
  readonly introduced: readonly string[];
  readonly nameAsked: readonly string[];
  readonly nameKnown: readonly string[];
  readonly nameUnknown: readonly string[];
}

const french: Persona = {
  intents: [
    {
      phrases: ['qui es tu', 'tu es qui', 'ton nom', 'comment t appelles tu'],
      answers: [
        "Je suis Eva, une voix d'essai. Je réponds avec quelques phrases toutes prêtes.",
        'On me nomme Eva. Je suis un petit personnage écrit à la main, pas un grand modèle.',
      ],
    },
    {
      phrases: ['ça va', 'comment vas tu', 'comment allez vous', 'tu vas bien'],
      answers: ['Je vais bien, merci. Et toi ?', 'Tout va bien ici. Comment se passe ta journée ?'],
    },
    {
      phrases: ['blague', 'drôle', 'fais moi rire'],
      answers: [
        "Une blague ? Mon micro voulait parler, mais il n'avait que des oreilles.",
        "Je connais une blague sur l'écho. Je te la répète, je te la répète.",
      ],
    },
    {
      phrases: ['triste', 'seul', 'seule', 'fatigué', 'fatiguée', 'pleure', 'mal au cœur'],
      answers: [
        "Je suis désolée de l'entendre. Veux-tu m'en dire un peu plus ?",
        "C'est une journée lourde, on dirait. Je reste là, prends ton temps.",
      ],
    },
    {
      phrases: ['météo', 'temps fait il', 'pleuvoir'],
      answers: [
        "Je ne vois pas le ciel d'ici. Regarde par la fenêtre et raconte-moi.",
        "Je n'ai pas de météo sous la main. Prends un manteau si tu hésites.",
      ],
    },
    {
      phrases: ['merci'],
      answers: ['Avec plaisir.', 'De rien, je suis là pour ça.', "C'est moi qui te remercie."],
    },
    {
      phrases: ['au revoir', 'à bientôt', 'bonne nuit', 'adieu'],
      answers: ['Au revoir, à bientôt.', 'À la prochaine. Prends soin de toi.'],
    },
  ],
  openings: ["D'accord.", 'Je vois.', 'Bonne question que voilà.', 'Parlons-en.', 'Tiens, voilà qui change.'],
  thoughts: [
    'Le mot « {topic} » me fait penser à une longue histoire.',
    'Pour « {topic} », je commencerais par le plus simple.',
    'Sur « {topic} », chacun a son idée, et la mienne est modeste.',
    'Avec « {topic} », tout dépend du point de vue.',
    'Au sujet de « {topic} », je sais peu de choses, mais je les dis volontiers.',
  ],
  questions: [
    "Qu'est-ce qui t'y intéresse ?",
    'Par où veux-tu commencer ?',
    "Et toi, qu'en penses-tu ?",
    'Veux-tu un exemple ?',
  ],
  greetings: ['bonjour', 'bonsoir', 'salut', 'coucou'],
  greeted: ['Bonjour ! De quoi parlons-nous ?', 'Salut, ravie de te lire. Que puis-je faire pour toi ?'],
  puzzled: ["Je n'ai pas bien saisi. Peux-tu le dire autrement ?", "Dis-m'en un peu plus, s'il te plaît."],
  introductions: ['je m appelle', 'mon nom est', 'moi c est'],
  introduced: ['Enchantée, {name}. De quoi parlons-nous ?', 'Bonjour {name}, je retiens ton nom.'],
  nameAsked: ['comment je m appelle', 'quel est mon nom', 'tu de mon nom'],
  nameKnown: ["Tu t'appelles {name}.", "Ton nom est {name}, je m'en souviens."],
  nameUnknown: ["Tu ne m'as pas encore dit ton nom.", 'Je ne connais pas ton nom. Quel est-il ?'],
};

const english: Persona = {
  intents: [
    {
      phrases: ['who are you', 'what are you', 'your name'],
      answers: [
        'I am Eva, a voice made for trials. I answer from a handful of sentences.',
        'They call me Eva. I am a small character written by hand, not a large model.',
      ],
    },
    {
      phrases: ['how are you', 'how do you do', 'are you well'],
      answers: ['I am well, thank you. And you?', 'All is well here. How is your day going?'],
    },
    {
      phrases: ['joke', 'make me laugh', 'something funny'],
      answers: [
        'A joke? My microphone wanted to speak, but it was all ears.',
        'I know a joke about an echo. I will tell it twice, tell it twice.',
      ],
    },
    {
      phrases: ['sad', 'lonely', 'tired', 'crying', 'unhappy'],
      answers: [
        'I am sorry to hear that. Would you like to tell me more?',
        'That sounds like a heavy day. I am here, take your time.',
      ],
    },
    {
      phrases: ['weather', 'raining', 'sunny', 'forecast'],
      answers: [
        'I cannot see the sky from here. Look out of the window and tell me.',
        'I have no forecast at hand. Take a coat if in doubt.',
      ],
    },
    {
      phrases: ['thanks', 'thank you'],
      answers: ['You are welcome.', 'Any time, that is what I am here for.', 'The pleasure is mine.'],
    },
    {
      phrases: ['goodbye', 'bye', 'good night', 'see you'],
      answers: ['Goodbye, talk to you soon.', 'Until next time. Take care.'],
    },
  ],
  openings: [
    'All right.',
    'I see.',
    'That is a good one.',
    'Let us talk about it.',
    'Well, that is a change.',
  ],
  thoughts: [
    'The word "{topic}" makes me think of a long story.',
    'With "{topic}", I would begin with the simplest part.',
    'On "{topic}", everyone has a view, and mine is modest.',
    'With "{topic}", it all depends on where you stand.',
    'About "{topic}" I know little, and I gladly share it.',
  ],
  questions: [
    'What draws you to it?',
    'Where would you like to begin?',
    'And what do you think?',
    'Would you like an example?',
  ],
  greetings: ['hello', 'hi', 'hey', 'good morning', 'good evening'],
  greeted: ['Hello! What shall we talk about?', 'Hi, good to hear from you. What can I do for you?'],
  puzzled: ['I did not quite get that. Could you say it another way?', 'Tell me a little more, please.'],
  introductions: ['my name is', 'call me', 'i am called'],
  introduced: ['Pleased to meet you, {name}. What shall we talk about?', 'Hello {name}, I will remember it.'],
  nameAsked: ['what is my name', 'what s my name', 'remember my name', 'who am i'],
  nameKnown: ['Your name is {name}.', 'You are {name}, I remember.'],
  nameUnknown: ['You have not told me your name yet.', 'I do not know your name. What is it?'],
};

/** The embedded persona, by language. */
export const personas: Readonly<Record<Language, Persona>> = { fr: french, en: english };
