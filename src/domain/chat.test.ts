import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cannedAnswers, chatFacts, realAnswers } from './chat.ts';
import type { ChatReply } from './stack.ts';

const reply = (text: string, more: Partial<ChatReply> = {}): ChatReply => ({
  text,
  reportedMs: 21,
  model: 'm',
  cached: false,
  audio: null,
  audioChars: 0,
  speech: null,
  fields: [],
  ...more,
});

const answers = (...texts: string[]) => texts.map((text) => ({ reply: chatFacts(reply(text), 'guitare') }));
const canned = (...texts: string[]) => cannedAnswers(answers(...texts)).map((item) => item.reply.text);
const real = (...texts: string[]) => realAnswers(answers(...texts)).map((item) => item.reply.text);

describe('facts', () => {
  it('keeps 400 characters, and looks for the topic in all of them', () => {
    const facts = chatFacts(reply(`${'a'.repeat(1000)} guitare`), 'guitare');
    expect(facts).toMatchObject({ text: 'a'.repeat(400), onTopic: true, reportedMs: 21, model: 'm' });
  });

  it.each([
    ['La GUITARE, bien sûr', 'guitare', true],
    ['Une tempete', 'tempête', true],
    ['Une tempe\u0302te', 'tempête', true],
    ['La gui', 'guitare', false],
    ['', 'guitare', false],
  ])('%s / %s: %s', (text, topic, onTopic) => {
    expect(chatFacts(reply(text), topic)).toMatchObject({ onTopic });
  });
});

describe('canned answers', () => {
  it.each([
    'Oups, un souci technique m’empêche de te répondre.',
    'Désolée, je ne suis pas disponible.',
    'DÉSOLÉ !',
    'Je rencontre des problèmes techniques.',
    'Veuillez réessayer plus tard.',
    'Réessayez dans un instant.',
    'Une erreur est survenue.',
    'Le service est indisponible.',
    'Excuse-moi, je suis perdue.',
    'Sorry, I cannot answer right now.',
    'My apologies for the inconvenience.',
    'We apologise.',
    'We are experiencing technical difficulties.',
    'There are technical issues at the moment.',
    'Something went wrong.',
    'Please try again later.',
    'An error occurred.',
    'Service unavailable',
  ])('%s', (apology) => {
    expect(canned(apology)).toEqual([apology]);
    expect(real(apology)).toEqual([]);
  });

  it('are not answers that take up the question, whatever they say beside it', () => {
    const text = 'Désolée, mais une guitare me fait penser à une erreur de jeunesse.';
    expect(canned(text)).toEqual([]);
    expect(real(text)).toEqual([text]);
  });

  it('are not answers off the topic in which a word of excuse is part of another', () => {
    const text = 'Un terroriste reessayait ses sorrytes.';
    expect(canned(text)).toEqual([]);
  });

  it('are what two questions got word for word, when it takes up neither', () => {
    const twice = ['Bien sûr !', 'Une autre', 'La guitare.', 'Bien sûr !', 'Ô guitare !'];
    expect(canned(...twice)).toEqual(['Bien sûr !', 'Bien sûr !']);
    expect(real(...twice)).toEqual(['Une autre', 'La guitare.', 'Ô guitare !']);
    expect(canned('La guitare.', 'La guitare.')).toEqual([]);
  });

  it.each([
    ['three sentences in turn, one of which came once', ['a', 'b', 'c', 'a', 'b']],
    ['two of one and one of another', ['a', 'b', 'a']],
    ['an apology after each sentence but one', ['Désolée.', 'a', 'Oups.', 'b', 'Une erreur.']],
    ['the same, beside answers that say nothing at all', ['a', 'b', 'a', '', ' ', '', '']],
  ])('%s: all of them', (_, texts) => {
    expect(real(...texts)).toEqual([]);
    expect(canned(...texts)).toEqual(texts.filter((text) => text.trim() !== ''));
  });

  it('hold for any number of sentences in turn, if each but one came twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 20 }), (sentences, more) => {
        const asked = 2 * sentences - 1 + more;
        const texts = Array.from({ length: asked }, (_, index) => `phrase ${index % sentences}`);
        expect(real(...texts)).toEqual([]);
      }),
    );
  });

  it('are never what takes up its topic, nor what strays where no other answer is canned', () => {
    const text = fc.constantFrom('La guitare.', 'Ma guitare.', 'Désolée, guitare.', 'a', 'b', 'Oups.');
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        for (const each of canned(...texts)) expect(each).not.toContain('guitare');
      }),
    );
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (before, after) => {
        const texts = [...Array(before).fill('Ma guitare.'), 'Un vélo.', ...Array(after).fill('Ta guitare.')];
        expect(real(...texts)).toEqual(texts);
      }),
    );
  });
});

describe('real answers', () => {
  it('are neither empty nor out of a cache', () => {
    const cached = { reply: chatFacts(reply('La guitare.', { cached: true }), 'guitare') };
    const [fresh] = answers('La guitare !');
    expect(realAnswers([cached, ...(fresh ? [fresh] : [])])).toEqual([fresh]);
    expect(real('', ' \n\t')).toEqual([]);
  });

  it('are those of transcribed evidence whose words were not kept', () => {
    const kept = { reply: { ...chatFacts(reply(''), 'guitare'), text: null } };
    expect(realAnswers([kept, kept])).toEqual([kept, kept]);
    expect(cannedAnswers([kept, kept])).toEqual([]);
  });
});
