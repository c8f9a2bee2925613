import { expect } from 'vitest';
import { openArchive } from '../../../src/archive/open.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import type { FleetReview } from '../../../src/domain/fleet.ts';
import type { Review } from '../../../src/domain/review.ts';
import markdown from '../../../src/reporters/markdown.ts';
import type { Result } from '../../smoke/ralph.ts';
import type { House } from './house.ts';

const textOf = (bytes: Uint8Array | null): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? undefined);

/** 1, 2, 3, … */
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** What the database holds, each document read, and each page drawn anew from what lies beside it. */
async function kept(url: string) {
  await using archive = await openArchive(url);
  const reviews: { readonly cycle: number; readonly review: Review; readonly evidence: Evidence }[] = [];
  for (const entry of await archive.entries()) {
    const { json, markdown: page } = await archive.documents(entry);
    const { review, evidence } = JSON.parse(textOf(json)) as { review: Review; evidence: Evidence };
    expect(review.cycle).toBe(entry.cycle);
    expect(textOf(page)).toBe(await markdown.draw(review, { color: false, columns: 100 }));
    reviews.push({ cycle: entry.cycle, review, evidence });
  }
  const fleets: FleetReview[] = [];
  for (const entry of await archive.fleets.entries()) {
    const { json, markdown: page } = await archive.fleets.documents(entry);
    expect(textOf(page)).not.toBe('');
    fleets.push(JSON.parse(textOf(json)));
  }
  return { reviews, fleets };
}

/**
 * What must be true after a review of the whole fleet, the `run`-th on the same database, whatever happened meanwhile: all
 * reviewed, none twice, none lost; numbers without gaps; every document whole, and of the stack it says it is of.
 */
export async function check(
  { members }: House,
  place: string,
  run: number,
  { code, stdout, stderr }: Result,
): Promise<FleetReview> {
  const names = members.map(({ stack }) => stack).sort();
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const fleet: FleetReview = JSON.parse(stdout);
  expect(fleet.stacks.map(({ name }) => name).sort()).toEqual(names);
  expect(fleet.stacks.filter(({ outcome }) => outcome !== 'reviewed')).toEqual([]);
  expect(fleet.partial).toBe(false);

  const { reviews, fleets } = await kept(place);
  expect(reviews.map(({ cycle }) => cycle)).toEqual(upTo(run * names.length));
  expect(fleets.map(({ number }) => number)).toEqual(upTo(run));
  expect(fleets.at(-1)).toEqual(fleet);
  const ofRun = reviews.slice(-names.length);
  expect(ofRun.map(({ review }) => review.target.name).sort()).toEqual(names);
  const addresses = new Set(members.filter(({ isPooled }) => isPooled).map(({ agent }) => agent.target));
  for (const { review, evidence, cycle } of ofRun) {
    const row = fleet.stacks.find(({ name }) => name === review.target.name);
    const member = members.find(({ stack }) => stack === review.target.name);
    expect(row?.cycle).toBe(cycle);
    if (member?.isPooled) expect(addresses).toContain(evidence.target.url);
    else expect([row?.agent, evidence.target.url]).toEqual([member?.agent.name, member?.agent.target]);
  }
  return fleet;
}
