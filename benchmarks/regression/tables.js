const percent = (share) => {
  const value = 100 * share;
  return value > 0 && value < 10 ? value.toFixed(value < 1 ? 2 : 1) : value.toFixed(0);
};
const pair = ({ same, within }) => `${percent(same)} / ${percent(within)}`;

/** A table in Markdown; the first column is text. */
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(head.length - 1)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const averagePair = (pairs) => ({
  same: average(pairs.map(({ same }) => same)),
  within: average(pairs.map(({ within }) => within)),
});
const named = ({ n, wander }) => `${n}, ${100 * wander} %`;

/** What is said though nothing changed, in %. */
export const falseAlarms = (studies, metrics) =>
  table(
    [
      'samples, wander',
      'measured again',
      'alarm, unconfirmed',
      `claim, per review of ${metrics}`,
      'claim, per metric',
      'false change point in 60 cycles',
      'first 11 cycles: measured again',
      'first 11 cycles: claim',
    ],
    studies.map(({ setting, quiet }) => [
      named(setting),
      percent(quiet.suspected),
      percent(quiet.alarms),
      percent(quiet.reviews[0]),
      percent(quiet.claims[0]),
      percent(quiet.changePoints),
      percent(quiet.early.suspected),
      percent(quiet.early.claims),
    ]),
  );

/** Detection in %, same cycle / within three, for claims among `family`. */
export const detection = (studies, shifts, family) =>
  table(
    ['samples, wander', ...shifts, 'change point, +20 %', '1 % a cycle: half claimed after'],
    studies.map(({ setting, shifted, moved, drifting }) => [
      named(setting),
      ...shifts.map((shift) => pair(shifted[shift].claims[family])),
      percent(moved),
      drifting.half === null ? '–' : `${drifting.half} cycles`,
    ]),
  );

/** The rules side by side for each number of samples, averaged over wander; false alarms at their worst in parentheses. */
export function sideBySide(studies, shifts, rivalNames, families) {
  const sizes = [...new Set(studies.map(({ setting }) => setting.n))];
  const rows = sizes.flatMap((n) => {
    const of = studies.filter(({ setting }) => setting.n === n);
    const row = (name, each, review, seen) => {
      const [falseEach, falseReview] = [
        of.map(({ quiet }) => each(quiet)),
        of.map(({ quiet }) => review(quiet)),
      ];
      return [
        `${n}: ${name}`,
        `${percent(average(falseEach))} (${percent(Math.max(...falseEach))})`,
        `${percent(average(falseReview))} (${percent(Math.max(...falseReview))})`,
        ...shifts.map((shift) => pair(averagePair(of.map(({ shifted }) => seen(shifted[shift]))))),
      ];
    };
    return [
      ...families.map((metrics, family) =>
        row(
          metrics === 1 ? '**ralph, one metric alone**' : `**ralph, among ${metrics}**`,
          ({ claims }) => claims[family],
          ({ reviews }) => reviews[family],
          ({ claims }) => claims[family],
        ),
      ),
      ...rivalNames.map((name, rival) =>
        row(
          name,
          (quiet) => quiet.rivals[rival].each,
          (quiet) => quiet.rivals[rival].reviews,
          (shift) => shift.rivals[rival],
        ),
      ),
    ];
  });
  return table(['samples: rule', 'false, per metric', 'false, per review', ...shifts], rows);
}

/** What was said of a real stack that became slower, in % of pairs. */
export const realTable = (delays, rivalNames, metrics) =>
  table(
    ['said of the second cycle', ...delays.map(({ laterPct }) => `+${laterPct} %`)],
    [
      ['really slower by', ...delays.map(({ ratio }) => `${(100 * (ratio - 1)).toFixed(1)} %`)],
      ['ralph: measured again', ...delays.map(({ suspected }) => percent(suspected))],
      [`**ralph: claimed among ${metrics}**`, ...delays.map(({ claimed }) => percent(claimed))],
      ['ralph: claimed of one metric alone', ...delays.map(({ claimedAlone }) => percent(claimedAlone))],
      ...rivalNames.map((name, rival) => [name, ...delays.map(({ rivals }) => percent(rivals[rival]))]),
    ],
  );
