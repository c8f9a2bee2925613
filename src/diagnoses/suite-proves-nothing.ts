import { checkedBy, healthCommands, inTurn, taskLine, typed } from '../domain/commands.ts';
import type { Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis, worksInUse } from './define.ts';

/** Whether nothing of the stack answered in this run, at any of its addresses. */
function stackSilent(facts: Facts): boolean {
  const backend = facts.observed('backend');
  if (!backend || worksInUse(facts)) return false;
  const healths = backend.services?.map(({ health }) => health) ?? [backend.health];
  return healths.every((health) => 'failure' in health && health.failure.kind === 'unreachable');
}

interface Hollow {
  readonly title: Text;
  readonly evidence: Text;
  readonly story: Text;
  readonly explains: readonly 'tests'[];
}

/** A clean exit code behind which nothing ran, or tests that a dead stack did not disturb. */
function hollow(facts: Facts): Hollow | undefined {
  const tests = facts.observed('tests');
  if (tests?.exitCode !== 0) return undefined;
  if (tests.state === 'nothing-ran') {
    const reason = told(tests.reason ?? 'no test ran');
    return {
      title: {
        en: `The suite passes and proves nothing: ${reason.en}`,
        fr: `La suite passe et ne prouve rien : ${reason.fr}`,
      },
      evidence: reason,
      story: {
        en: 'Whoever only looks at the exit code takes this for a suite that passes.',
        fr: 'Qui ne regarde que le code de sortie prend cela pour une suite qui passe.',
      },
      explains: ['tests'],
    };
  }
  if (tests.state !== 'passed' || !stackSilent(facts)) return undefined;
  return {
    title: {
      en: 'The suite passes while the stack does not answer: it proves nothing of the stack',
      fr: 'La suite passe alors que la pile ne répond pas : elle ne prouve rien de la pile',
    },
    evidence: {
      en: `${tests.runner}: ${tests.passed} passed; no answer from the stack in the same run`,
      fr: `${tests.runner} : ${tests.passed} réussi${tests.passed > 1 ? 's' : ''} ; aucune réponse de la pile dans le même passage`,
    },
    story: {
      en: 'It tests the code alone, or a stack that it starts itself. Both are worth having; neither says that this one works.',
      fr: 'Elle teste le code seul, ou une pile qu’elle démarre elle-même. Les deux sont utiles ; aucun ne dit que celle-ci marche.',
    },
    explains: [],
  };
}

export default defineDiagnosis({
  id: 'suite-proves-nothing',
  layer: 'suite',
  explains: ['tests'],
  otherwise: 'note',
  about: {
    en: 'The test suite ends with success, and nothing follows from that: every test was skipped or none was there, or all pass in a run in which the stack answered nobody. The second is a note and no fault of the suite: honest unit tests need no stack, and beside a stack that answers nothing is said of them. It matters because a green suite is often all that stands between a change and its users.',
    fr: 'La suite de tests se termine avec succès, et rien n’en découle : tous les tests ont été ignorés ou il n’y en avait pas, ou tous passent pendant que la pile ne répond à personne. Le second cas est une note et non un défaut de la suite : d’honnêtes tests unitaires n’ont pas besoin de la pile, et face à une pile qui répond, rien n’en est dit. C’est important, car une suite verte est souvent tout ce qui sépare un changement de ses utilisateurs.',
  },
  detect(facts) {
    const found = hollow(facts);
    if (!found) return undefined;
    const { title, evidence, story, explains } = found;
    const { tests } = facts.target;
    const line = tests ? taskLine(tests) : 'ralph review --only tests';
    const stopped = explains.length === 0;
    return {
      title,
      explains,
      headline: { en: 'SUITE PROVES NOTHING', fr: 'SUITE SANS VALEUR' },
      evidence: [evidence],
      story,
      causes: stopped ? ['stack-unreachable', 'service-down'] : [],
      remedy: stopped
        ? [
            {
              text: {
                en: 'Start the stack; its own health is what tells',
                fr: 'Démarrer la pile ; c’est sa santé qui renseigne',
              },
              ...typed(...healthCommands(facts.target)),
            },
            {
              text: {
                en: 'Add one test that asks the running stack, and fails without it',
                fr: 'Ajouter un test qui interroge la pile en marche, et échoue sans elle',
              },
            },
          ]
        : [
            {
              text: {
                en: 'Run the suite by hand and read why tests are skipped or not found',
                fr: 'Lancer la suite à la main et lire pourquoi des tests sont ignorés ou introuvables',
              },
              code: { language: 'bash', lines: [line] },
            },
          ],
      unblock: [
        stopped
          ? {
              text: {
                en: 'the stack answers in the run in which the suite passes',
                fr: 'la pile répond dans le passage où la suite réussit',
              },
              ...checkedBy(inTurn(healthCommands(facts.target))),
              holds: false,
            }
          : {
              text: {
                en: 'the suite runs tests, and they pass',
                fr: 'la suite exécute des tests, et ils passent',
              },
              command: line,
              holds: false,
            },
      ],
      quip: {
        en: 'No questions asked, full marks.',
        fr: 'Aucune question posée, note maximale.',
      },
    };
  },
});
