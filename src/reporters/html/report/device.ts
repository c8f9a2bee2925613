import { figure } from '../../../domain/figure.ts';
import type { CardPicture, CardsPicture, MemoryPicture, Portrait } from '../../../domain/portrait.ts';
import type { GpuMemory, Review } from '../../../domain/review.ts';
import type { Lang } from '../../../domain/text.ts';
import { lineChart } from '../chart/line-chart.ts';
import { ring } from '../chart/ring.ts';
import { html, type Markup } from '../markup.ts';
import type { Part } from './parts.ts';
import { WORDS } from './words.ts';

const seconds = (ms: number): string => figure(ms / 1000, 's');
const mib = (value: number): string => figure(value, 'MiB');

function overTime(
  { cards, windows }: CardsPicture,
  lang: Lang,
  what: { readonly title: string; readonly unit: '%' | 'MiB'; readonly max: number },
  value: (point: CardPicture['points'][number]) => number | null,
): Markup {
  const lines = cards.map(({ name, points }) => ({
    name,
    points: points.map((point) => ({ x: point.atMs, y: value(point) })),
  }));
  const known = lines.flatMap(({ points }) => points.flatMap(({ y }) => y ?? []));
  if (known.length === 0) return html``;
  const lastMs = Math.max(...cards.flatMap(({ points }) => points.map(({ atMs }) => atMs)), 1);
  const shown = (value: number): string => figure(value, what.unit);
  const most = shown(Math.max(...known));
  return html`<figure><figcaption><strong>${what.title}</strong> <span class="soft small">max ${most}</span></figcaption>${lineChart(
    {
      ...{ label: `${what.title}: max ${most}`, lines, shownX: seconds, shownY: shown },
      ...{ x: { min: 0, max: lastMs }, y: { min: 0, max: what.max }, height: 120 },
      // A card that fell silent was not seen during all of them.
      bands: windows.flatMap(({ title, startMs, endMs }, index) => {
        const [from, to] = [Math.max(startMs, 0), Math.min(endMs, lastMs)];
        return from < to ? [{ from, to, name: title[lang], sign: String(index + 1) }] : [];
      }),
    },
  )}</figure>`;
}

function cardsOver(picture: CardsPicture, lang: Lang): Markup {
  const words = WORDS[lang];
  const { cards, windows } = picture;
  const totals = cards.map(({ memoryTotalMib }) => memoryTotalMib ?? 0);
  const seen = cards.flatMap(({ points }) => points.map(({ memoryUsedMib }) => memoryUsedMib ?? 0));
  return html`<div class="pictures">${overTime(picture, lang, { title: words.utilisation, unit: '%', max: 100 }, ({ utilisationPct }) => utilisationPct)}${overTime(
    picture,
    lang,
    { title: words.gpuMemory, unit: 'MiB', max: Math.max(1, ...totals, ...seen) },
    ({ memoryUsedMib }) => memoryUsedMib,
  )}</div><p class="soft small">${words.windows} ${windows.map(({ title }, index) => `${index + 1} ${title[lang]}`).join(' · ')}</p>`;
}

function cardNow({ name, usedMib, totalMib, utilisationPct }: GpuMemory, lang: Lang): Markup {
  const words = WORDS[lang];
  const share = totalMib === 0 ? 0 : usedMib / totalMib;
  const used = `${mib(usedMib)} ${words.of} ${mib(totalMib)}`;
  return html`<div class="cards">${ring({ share, value: figure(100 * share, '%'), tone: 'plain', label: `${words.gpuMemory}: ${used}`, size: 84 })}<p><strong>${name}</strong><br>${words.gpuMemory} ${used} ${words.used}${utilisationPct !== null && html`<br>${words.utilisation} ${figure(utilisationPct, '%')}`}</p></div>`;
}

function resident({ points }: MemoryPicture, review: Review): Markup {
  const { lang } = review;
  const words = WORDS[lang];
  const name = (probe: string | null): string =>
    probe === null ? words.atRest : (review.probes.find(({ id }) => id === probe)?.title ?? probe);
  const line = points.map(({ probe, mib: y }, x) => ({ x, y, said: `${name(probe)}: ${mib(y)}` }));
  const [from, to] = [points[0]?.mib ?? 0, points.at(-1)?.mib ?? 0];
  return html`<figure><figcaption><strong>${words.resident}</strong> <span class="figures">${mib(from)} → ${mib(to)}</span><br><span class="soft small">${words.residentNote}</span></figcaption>${lineChart(
    {
      ...{ label: `${words.resident}: ${line.map(({ said }) => said).join(', ')}`, dots: true, height: 110 },
      ...{
        lines: [{ name: words.resident, points: line }],
        x: { min: 0, max: Math.max(1, points.length - 1) },
      },
      ...{ shownX: (x: number) => name(points[x]?.probe ?? null), shownY: mib },
      xTicks: [0, points.length - 1],
    },
  )}</figure>`;
}

/** What the cards and the serving processes did and held meanwhile. */
export function devicePart({ cards, memory }: Portrait, review: Review): Part | undefined {
  const { gpuMemory, lang } = review;
  const hasMemory = memory !== null && memory.points.length > 1;
  if (!cards && !gpuMemory && !hasMemory) return undefined;
  return {
    id: 'device',
    title: WORDS[lang].device,
    body: html`${gpuMemory && cardNow(gpuMemory, lang)}${cards && cardsOver(cards, lang)}${hasMemory && resident(memory, review)}`,
  };
}
