import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listening, reciting, step, type Turn, type TurnEvent, thinking, type Wish } from './turn.ts';

interface Clip {
  readonly of: number;
}

const aloud = { aloud: true, ahead: 2 };
const token = (content: string): TurnEvent<Clip> => ({ type: 'token', content });
const spoken = (sentence: number): TurnEvent<Clip> => ({ type: 'spoken', sentence, clip: { of: sentence } });
const answered: TurnEvent<Clip> = { type: 'answered' };

/** A wish in short: "say 0 Oui.", "play 0". */
function short(wish: Wish<Clip>): string {
  if (wish.type === 'say') return `say ${wish.sentence} ${wish.text}`;
  if (wish.type === 'play') return `play ${wish.clip.of}`;
  if (wish.type === 'tell') return `tell${wish.content}`;
  if (wish.type === 'think') return `think ${wish.text}`;
  return wish.type === 'stop' ? wish.outcome : wish.type;
}

/** What a turn wants after each event; the first list is what it wants when it begins. */
function story([begun, wishes]: readonly [Turn<Clip>, readonly Wish<Clip>[]], events: TurnEvent<Clip>[]) {
  let turn = begun;
  const told = [wishes.map(short)];
  for (const event of events) {
    const [next, wanted] = step(turn, event);
    turn = next;
    told.push(wanted.map(short));
  }
  return { phase: turn.phase, told };
}

describe('a turn', () => {
  it('hears, thinks, speaks while it thinks, and is done when the last sentence was played', () => {
    const events = [
      { type: 'heard', text: 'Ça va ?' } as const,
      token(' Oui.'),
      token(' Et'),
      token(' toi ?'),
      spoken(0),
      answered,
      spoken(1),
    ];
    expect(story(listening(aloud), events)).toEqual({
      phase: 'done',
      told: [
        ['listen'],
        ['think Ça va ?'],
        ['tell Oui.'],
        ['tell Et', 'say 0 Oui.'],
        ['tell toi ?'],
        ['play 0'],
        ['written', 'say 1 Et toi ?'],
        ['play 1', 'done'],
      ],
    });
  });

  it('gives the speaker the first sentence alone, then several, and plays them in their order', () => {
    const events = [spoken(0), spoken(2), spoken(1), spoken(3)];
    expect(story(reciting(aloud, 'Un. Deux. Trois. Quatre.'), events).told).toEqual([
      ['say 0 Un.'],
      ['play 0', 'say 1 Deux.', 'say 2 Trois.'],
      [],
      ['play 1', 'play 2', 'say 3 Quatre.'],
      ['play 3', 'done'],
    ]);
  });

  it('is done with the answer when nothing is to be said aloud', () => {
    const { told, phase } = story(thinking({ ...aloud, aloud: false }, 'Oui ?'), [
      token('Non. Si.'),
      answered,
    ]);
    expect({ told, phase }).toEqual({
      phase: 'done',
      told: [['think Oui ?'], ['tellNon. Si.'], ['written', 'done']],
    });
  });

  it('is done at once where there is nothing to say', () => {
    expect(story(reciting(aloud, '!!!'), [])).toEqual({ phase: 'done', told: [['done']] });
  });

  it.each<[string, TurnEvent<Clip>, string]>([
    ['interrupted', { type: 'interrupt' }, 'interrupted'],
    ['broken', { type: 'broke', reason: 'x' }, 'failed'],
  ])('that is %s stops, and wants nothing any more', (_, event, outcome) => {
    const { told, phase } = story(thinking(aloud, 'Oui ?'), [
      token('Un. Deux.'),
      event,
      spoken(0),
      token(' Trois.'),
      answered,
      event,
    ]);
    expect(phase).toBe(outcome);
    expect(told.slice(2)).toEqual([[outcome], [], [], [], []]);
  });

  it('does not mind what makes no sense where it stands', () => {
    const { told, phase } = story(listening(aloud), [token('Oui.'), answered, spoken(0)]);
    expect({ told: told.slice(1), phase }).toEqual({ told: [[], [], []], phase: 'hear' });
    const late = story(reciting(aloud, 'Un.'), [{ type: 'heard', text: 'x' }, token('y'), answered]);
    expect({ told: late.told.slice(1), phase: late.phase }).toEqual({ told: [[], [], []], phase: 'speak' });
  });
});

describe('any turn', () => {
  const words = fc.array(fc.constantFrom('Un. ', 'deux ', 'trois! ', '4.5 ', '… '), { maxLength: 30 });
  const order = fc.infiniteStream(fc.nat(7));

  it('never has more sentences out than allowed, plays each once and in order, and says the whole answer', () => {
    fc.assert(
      fc.property(words, order, fc.integer({ min: 1, max: 4 }), (tokens, choices, ahead) => {
        const written = [...tokens];
        const out: number[] = [];
        const played: number[] = [];
        const said: string[] = [];
        let [turn, wishes] = thinking<Clip>({ aloud: true, ahead }, 'Oui ?');
        const grant = () => {
          for (const wish of wishes) {
            if (wish.type === 'say') {
              out.push(wish.sentence);
              said[wish.sentence] = wish.text;
            }
            if (wish.type === 'play') played.push(wish.clip.of);
          }
          expect(said.length - played.length).toBeLessThanOrEqual(ahead);
        };
        grant();
        for (const choice of choices) {
          if (turn.phase === 'done') break;
          const [next] = out.splice(choice % Math.max(1, out.length), choice % 2 === 0 ? 1 : 0);
          const word = written.shift();
          const event = next !== undefined ? spoken(next) : word !== undefined ? token(word) : answered;
          if (next !== undefined && word !== undefined) written.unshift(word);
          [turn, wishes] = step(turn, event);
          grant();
        }
        expect(played).toEqual(said.map((_, index) => index));
        expect(said.join(' ').match(/[\w.!]+/g)).toEqual(tokens.join('').match(/[\w.!]+/g));
      }),
    );
  });
});
