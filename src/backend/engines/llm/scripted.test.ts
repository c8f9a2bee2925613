import { describe, expect, it } from 'vitest';
import { personas } from './persona.ts';
import { compose, scriptedPersona } from './scripted.ts';

const answerTo = (message: string, ...earlier: string[]) =>
  compose({ message, history: earlier.map((said) => ({ said, answered: '' })) });

describe('compose', () => {
  it.each([
    ['Parle-moi des bateaux à voile', '« bateaux »'],
    ['[k3f9a2] Que penses-tu de la photographie ?', '« photographie »'],
    ['Tell me about the history of trains', '"history"'],
    ['7b21: what do you think of mountains', '"mountains"'],
    ['Note 7. Who are you? Use the word "garden" in one or two sentences.', '"garden"'],
    ['Note 7. Dis-moi longuement ce que le mot « orage » évoque.', '« orage »'],
  ])('takes up what %j is about', (message, topic) => {
    expect(answerTo(message)).toContain(topic);
  });

  it('answers one to three sentences', () => {
    for (let index = 0; index < 200; index += 1) {
      const sentences = answerTo(`Tell me about topic${index} and sailing`).match(/[.?!](?= |$)/g) ?? [];
      expect(sentences.length).toBeGreaterThanOrEqual(1);
      expect(sentences.length).toBeLessThanOrEqual(3);
    }
  });

  it('varies with the message, and is the same for the same message', () => {
    const answers = Array.from({ length: 50 }, (_, index) => answerTo(`${index} Tell me about sailing`));
    expect(new Set(answers).size).toBeGreaterThan(20);
    expect(answerTo('1 Tell me about sailing')).toBe(answers[1]);
  });

  it('leaves no gap unfilled', () => {
    for (const message of ['Parle-moi de vent', 'My name is Ada', 'Hello', 'xyzzyx plugh', '???', '日本語']) {
      expect(answerTo(message)).not.toMatch(/[{}]|^$/);
    }
  });

  it.each([
    ['Hello!', personas.en.greeted],
    ['Bonjour Eva', personas.fr.greeted],
    [
      'Thank you, that was kind',
      personas.en.intents.find(({ phrases }) => phrases.includes('thanks'))?.answers,
    ],
    ['Comment vas-tu ?', personas.fr.intents.find(({ phrases }) => phrases.includes('ça va'))?.answers],
    ['À bientôt', personas.fr.intents.find(({ phrases }) => phrases.includes('à bientôt'))?.answers],
    ['42', personas.fr.puzzled],
  ])('answers %j from its script', (message, answers) => {
    expect(answers).toContain(answerTo(message));
  });

  it('does not take a greeting before a question for all there is', () => {
    expect(answerTo('Hello, tell me about sailing')).toContain('"sailing"');
  });

  it('learns a name and says it again', () => {
    expect(answerTo('Bonjour, je m’appelle zoé')).toContain('Zoé');
    expect(answerTo('What is my name?', 'My name is Ada')).toContain('Ada');
    expect(answerTo('Quel est mon nom ?', 'My name is Ada', "Non, je m'appelle Zoé")).toContain('Zoé');
    expect(personas.en.nameUnknown).toContain(answerTo('What is my name?', 'Hello'));
  });

  it('stays in the language of the conversation when a message does not tell', () => {
    expect(personas.en.puzzled).toContain(answerTo('ok', 'What do you think of this'));
    expect(personas.fr.puzzled).toContain(answerTo('ok', 'Que penses-tu de la mer'));
  });

  it('repeats only letters of what it was told', () => {
    expect(answerTo('Tell me about <script>alert(1)</script>')).not.toMatch(/[<>()]/);
  });
});

describe('scriptedPersona', () => {
  it('streams the answer word by word', async () => {
    const tokens: string[] = [];
    const prompt = { message: 'Parle-moi du vent', history: [] };
    for await (const token of scriptedPersona().reply(prompt, new AbortController())) tokens.push(token);
    expect(tokens.join('')).toBe(compose(prompt));
    expect(tokens.slice(1).every((token) => /^ \S+$/.test(token))).toBe(true);
  });
});
