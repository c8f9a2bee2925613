import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CycleRecord } from '../domain/record.ts';
import { draw, drawnOn, evidence, fleetOf, recordOf, review, sampled } from './archive.fixture.ts';
import type { Archive, Documents } from './archive.ts';
import type { Entry } from './entry.ts';
import { taking, UNTEXTUAL } from './imported.fixture.ts';

/** Makes a place where nothing was ever kept; each call of what it answers with opens that place once more. */
export type MakePlace = () => Promise<() => Promise<Archive>>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (found: Uint8Array | null): string | null => found && new TextDecoder().decode(found);
const asBytes = (found: Uint8Array | null): Uint8Array | null => found && Uint8Array.from(found);

const jsonOf = (cycle: number): string => `${JSON.stringify({ review: review(cycle), evidence }, null, 2)}\n`;
const stem = (cycle: number): string => `2026-01-31-cycle-${String(cycle).padStart(3, '0')}`;
const whole = (cycle: number): Documents => ({
  json: bytes(jsonOf(cycle)),
  markdown: bytes(`# Cycle ${cycle}\n`),
});

async function only(archive: Archive): Promise<Entry> {
  const [entry, ...more] = await archive.entries();
  if (!entry || more.length > 0) throw new Error(`found ${more.length + (entry ? 1 : 0)} entries`);
  return entry;
}

const blessing = (cycle: number, branch: string | null = 'main', target = 'eva') => ({
  ...{ target, branch, cycle, review: `${stem(cycle)}.json` },
});

/** What holds of an archive, wherever it is. */
export function archiveContract(name: string, make: MakePlace): void {
  /** As many archives of one new place. */
  async function opened<const Count extends number>(count: Count): Promise<Archive[]> {
    const open = await make();
    const archives: Archive[] = [];
    for (let each = 0; each < count; each++) archives.push(await open());
    onTestFinished(async () => void (await Promise.all(archives.map((archive) => archive.close()))));
    return archives;
  }
  async function one(): Promise<Archive> {
    const [archive] = await opened(1);
    if (!archive) throw new Error('nothing was opened');
    return archive;
  }
  const maker = (archive: Archive, made = 'this ralph') => ({
    name: made,
    read: async (entry: Entry): Promise<CycleRecord | { readonly corrupt: string }> => {
      const kept = await archive.read(entry);
      return 'corrupt' in kept ? kept : sampled(recordOf(entry.cycle, made));
    },
  });

  describe(`${name}, where nothing was ever kept`, () => {
    test('has nothing, and says so without complaint', async () => {
      const archive = await one();
      expect(await archive.entries()).toEqual([]);
      expect(await archive.fleets.entries()).toEqual([]);
      expect(await archive.baselines()).toEqual([]);
      expect(await archive.holding(bytes('x'))).toBeUndefined();
      const records = await archive.records(maker(archive));
      expect([records.slips, records.corrupt]).toEqual([[], []]);
      records.close();
      expect(await archive.state()).toBe(await archive.state());
    });
  });

  describe(`${name}, when a review is published`, () => {
    test('keeps exactly what was drawn, and reads it as it was', async () => {
      const archive = await one();
      const published = await archive.publish(draw);
      const entry = { cycle: 1, date: '2026-01-31', stem: stem(1) };
      expect(published).toEqual({ entry, isNew: true });
      expect(await archive.entries()).toEqual([entry]);
      const { json, markdown } = await archive.documents(entry);
      expect([textOf(json), textOf(markdown)]).toEqual([jsonOf(1), '# Cycle 1\n']);
      expect(await archive.read(entry)).toEqual({ review: review(1), evidence });
    });

    test('gives the number above the highest, or the one that was asked for', async () => {
      const [archive, other] = await opened(2);
      expect((await archive?.publish(draw, 59))?.entry.cycle).toBe(59);
      expect((await other?.publish(draw))?.entry.cycle).toBe(60);
      expect((await archive?.publish(draw, 7))?.entry.cycle).toBe(7);
      expect((await archive?.entries())?.map(({ cycle }) => cycle)).toEqual([7, 59, 60]);
    });

    test('refuses a number that is taken, on whatever day, and nothing is lost', async () => {
      const archive = await one();
      await archive.publish(draw, 59);
      const message = `${archive.place}: found a review of cycle 59, expected a free number; name another cycle, or none for the next`;
      const refusal = expect.objectContaining({ name: 'ArchiveError', message });
      await expect(archive.publish(drawnOn('2026-02-01T00:00:00.000Z'), 59)).rejects.toThrow(refusal);
      await expect(archive.ensureWritable(59)).rejects.toThrow(refusal);
      await archive.ensureWritable(60);
      expect(textOf((await archive.documents(await only(archive))).markdown)).toBe('# Cycle 59\n');
    });

    test('gives many at once, on two days, one number each, without a gap', async () => {
      const archives = await opened(12);
      const days = ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z'].map(drawnOn);
      const published = await Promise.all(
        archives.map((archive, index) => archive.publish(days[index % 2] ?? draw)),
      );
      const numbers = published.map(({ entry }) => entry.cycle).sort((left, right) => left - right);
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      for (const { entry } of published)
        expect(textOf((await archives[0]?.documents(entry))?.markdown ?? null)).toBe(
          `# Cycle ${entry.cycle}\n`,
        );
    });

    test('gives a number to one of several that ask for it', async () => {
      const archives = await opened(6);
      const outcomes = await Promise.allSettled(archives.map((archive) => archive.publish(draw, 7)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await archives[0]?.entries()).toHaveLength(1);
    });

    test('has it drawn anew where the number was lost while drawing', async () => {
      const [archive, other] = await opened(2);
      const drawn: number[] = [];
      const published = await archive?.publish(async (cycle) => {
        drawn.push(cycle);
        if (cycle === 1) await other?.publish(drawnOn('2026-01-30T12:00:00.000Z'));
        return draw(cycle);
      });
      expect([drawn, published?.entry.cycle]).toEqual([[1, 2], 2]);
    });

    test.each([
      ['a figure that JSON has not', { durationMs: Number.NaN }, 'and JSON has no such number'],
      ['a time in another form', { reviewedAt: '31/01/2026' }, 'expected a time such as'],
      ['another cycle', { cycle: 8 }, 'review.cycle: found 8, expected 1'],
    ])('keeps none with %s, and its number is free', async (_, wrong, message) => {
      const archive = await one();
      const faulty = () => ({ ...draw(1), review: { ...review(1), ...wrong } });
      await expect(archive.publish(faulty)).rejects.toThrow(message);
      await expect(
        archive.publish(() => {
          throw new RangeError('it cannot be drawn');
        }),
      ).rejects.toThrow('it cannot be drawn');
      expect(await archive.entries()).toEqual([]);
      expect((await archive.publish(draw)).entry.cycle).toBe(1);
    });

    test('keeps it once for each id, whoever asks at the same time', async () => {
      const archives = await opened(8);
      const asked = archives.map((archive, index) =>
        archive.publish(draw, undefined, index % 2 === 0 ? 'even' : 'odd'),
      );
      const published = await Promise.all(asked);
      expect(published.filter(({ isNew }) => isNew)).toHaveLength(2);
      const cycles = (parity: number) =>
        new Set(published.filter((_, index) => index % 2 === parity).map(({ entry }) => entry.cycle));
      expect([cycles(0).size, cycles(1).size]).toEqual([1, 1]);
      expect((await archives[0]?.entries())?.map(({ cycle }) => cycle)).toEqual([1, 2]);
    });

    test('answers with what was kept under an id, also long after, and asks for no drawing', async () => {
      const [archive, later] = await opened(2);
      const first = await archive?.publish(draw, 7, 'run 1, stack eva');
      await archive?.publish(draw);
      const never = () => {
        throw new Error('it was drawn again');
      };
      const again = await later?.publish(never, 7, 'run 1, stack eva');
      expect(again).toEqual({ entry: first?.entry, isNew: false });
      expect(await later?.publish(never, undefined, 'run 1, stack eva')).toEqual(again);
      await expect(later?.publish(draw, 7, 'run 2, stack eva')).rejects.toThrow('found a review of cycle 7');
    });
  });

  describe(`${name}, with documents that others wrote`, () => {
    test('keeps an imported review byte for byte, and finds it by its bytes', async () => {
      const archive = await one();
      const { entry } = await archive.publish(taking, 59);
      await archive.publish(draw);
      expect(asBytes((await archive.documents(entry)).markdown)).toEqual(UNTEXTUAL);
      expect(await archive.read(entry)).toEqual({ imported: taking(59).imported });
      expect(await archive.holding(UNTEXTUAL)).toEqual({ entry, isWhole: true });
      expect(await archive.holding(bytes('# Cycle 60\n'))).toMatchObject({ entry: { cycle: 60 } });
      expect(await archive.holding(bytes('# Cycle 61\n'))).toBeUndefined();
    });

    test('knows one that was killed before it had its document, and gives it to it', async () => {
      const [from, to] = await Promise.all([one(), one()]);
      const { entry } = await from.publish(taking, 59);
      const { json } = await from.documents(entry);
      await to.put(entry.stem, { json, markdown: null });
      expect(await to.documents(entry)).toMatchObject({ markdown: null });
      expect(await to.holding(bytes('other'))).toBeUndefined();
      expect(await to.holding(UNTEXTUAL)).toEqual({ entry, isWhole: false });
      await to.complete(entry, UNTEXTUAL);
      await to.complete(entry, 'too late');
      expect(asBytes((await to.documents(entry)).markdown)).toEqual(UNTEXTUAL);
    });

    test('keeps whatever bytes it is given under a name, and the same once', async () => {
      const archive = await one();
      const odd = { json: Uint8Array.from([0, 0xff, 0x0a]), markdown: new Uint8Array() };
      expect(await archive.put(stem(7), odd)).toBe('new');
      expect(await archive.put(stem(7), odd)).toBe('same');
      expect(await archive.put(stem(7), { json: null, markdown: null })).toBe('same');
      const entry = await only(archive);
      const found = await archive.documents(entry);
      expect([asBytes(found.json), asBytes(found.markdown)]).toEqual([odd.json, odd.markdown]);
      expect(await archive.read(entry)).toEqual({
        corrupt: expect.stringMatching(/^2026-01-31-cycle-007\.json {2}found text that is not JSON/),
      });
    });

    test('takes the other document of a review later', async () => {
      const archive = await one();
      const { json, markdown } = whole(7);
      expect(await archive.put(stem(7), { json: null, markdown })).toBe('new');
      const entry = await only(archive);
      expect(await archive.read(entry)).toMatchObject({
        corrupt: expect.stringContaining(`${stem(7)}.json  `),
      });
      expect(await archive.put(stem(7), { json, markdown })).toBe('new');
      expect(await archive.read(entry)).toEqual({ review: review(7), evidence });
    });

    test('refuses other bytes under a name, whichever of both they are, and keeps what it has', async () => {
      const archive = await one();
      await archive.put(stem(7), whole(7));
      const refusal = expect.objectContaining({
        name: 'ArchiveError',
        message: expect.stringContaining('found other bytes under that name'),
      });
      await expect(archive.put(stem(7), { ...whole(7), json: bytes('{}') })).rejects.toThrow(refusal);
      await expect(archive.put(stem(7), { ...whole(7), markdown: bytes('') })).rejects.toThrow(refusal);
      expect(await archive.put(stem(7), whole(7))).toBe('same');
    });

    test.each([
      '../2026-01-31-cycle-007',
      '/tmp/2026-01-31-cycle-007',
      '2026-01-31-cycle-7',
      '2026-01-31-fleet-007',
      '2026-01-31-cycle-007.json',
      '2026-01-31-cycle-007\n',
      '2026-01-31-cycle-0000000007',
      '.ralph-cycle-007',
      '',
    ])('refuses %j, which names no review', async (named) => {
      const archive = await one();
      await expect(archive.put(named, whole(7))).rejects.toThrow(
        expect.objectContaining({ name: 'ArchiveError' }),
      );
      expect(await archive.entries()).toEqual([]);
    });

    test('holds two of one number, if it is given them, and goes on above', async () => {
      const archive = await one();
      await archive.put('2026-02-01-cycle-007', whole(7));
      await archive.put(stem(7), whole(7));
      expect((await archive.entries()).map(({ date }) => date)).toEqual(['2026-01-31', '2026-02-01']);
      expect((await archive.publish(draw)).entry.cycle).toBe(8);
    });
  });

  describe(`${name}, for whoever draws history`, () => {
    test('has the records of all that can be used, in their order and without samples, and names the rest', async () => {
      const archive = await one();
      for (const cycle of [10, 7]) await archive.publish(draw, cycle);
      await archive.put(stem(9), { json: bytes('{}'), markdown: null });
      for (const listing of ['checked', 'as indexed', 'checked'] as const) {
        const records = await archive.records(maker(archive), listing);
        const all = await records.of(records.slips.toReversed());
        expect(structuredClone(all)).toEqual([recordOf(10), recordOf(7)]);
        expect(records.slips.map(({ entry, row }) => [entry.cycle, row.file, row.target])).toEqual([
          [7, `${stem(7)}.json`, 'eva'],
          [10, `${stem(10)}.json`, 'eva'],
        ]);
        expect(records.corrupt).toEqual([
          { entry: expect.objectContaining({ cycle: 9 }), why: expect.stringContaining(`${stem(9)}.json  `) },
        ]);
        records.close();
      }
    });

    test('makes records anew for another maker, and knows those of one that was published since', async () => {
      const [archive, other] = await opened(2);
      if (!archive || !other) throw new Error('nothing was opened');
      await archive.publish(draw);
      const commits = async (made: string) => {
        const records = await archive.records(maker(archive, made));
        const all = await records.of(records.slips);
        records.close();
        return all.map(({ commit }) => commit);
      };
      expect(await commits('one')).toEqual(['one']);
      expect(await commits('two')).toEqual(['two']);
      await other.publish(draw);
      expect(await commits('two')).toEqual(['two', 'two']);
    });

    test('knows of what target a review is, or does not, but never says another', async () => {
      const archive = await one();
      await archive.publish(draw);
      const entries = await archive.entries();
      const before = await archive.targets(entries, maker(archive));
      expect([undefined, 'eva']).toContain(entries.map(before)[0]);
      const records = await archive.records(maker(archive));
      records.close();
      const after = await archive.targets(entries, maker(archive));
      expect([undefined, 'eva']).toContain(entries.map(after)[0]);
    });

    test('is in another state after each change, and in the same one without', async () => {
      const [archive, other] = await opened(2);
      if (!archive || !other) throw new Error('nothing was opened');
      const states = [await archive.state()];
      await other.publish(draw);
      states.push(await archive.state());
      const records = await archive.records(maker(archive));
      records.close();
      expect(await archive.state()).toBe(states.at(-1));
      await other.put(stem(9), whole(9));
      states.push(await archive.state());
      expect(new Set(states).size).toBe(3);
      expect(await other.state()).toBe(states.at(-1));
    });

    test('tells whoever watches that something may have changed', async () => {
      const [archive, other] = await opened(2);
      if (!archive || !other) throw new Error('nothing was opened');
      await archive.ensureWritable();
      const changed = vi.fn();
      const watching = archive.watch(changed);
      if (!watching) return;
      onTestFinished(() => watching.close());
      await other.publish(draw);
      await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 30_000 });
    });
  });

  describe(`${name}, of blessed reviews`, () => {
    test('has one for a target and a branch, the last, in the order of their names', async () => {
      const [archive, other] = await opened(2);
      if (!archive || !other) throw new Error('nothing was opened');
      await archive.bless(blessing(1));
      await archive.bless(blessing(2, null));
      await archive.bless(blessing(3, 'main', 'other'));
      await other.bless(blessing(4));
      const all = [blessing(2, null), blessing(4), blessing(3, 'main', 'other')];
      expect(await archive.baselines()).toEqual(all);
      expect(await archive.unbless(({ branch }) => branch === null)).toEqual([blessing(2, null)]);
      expect(await archive.unbless(({ branch }) => branch === null)).toEqual([]);
      expect(await other.baselines()).toEqual(all.slice(1));
    });
  });

  describe(`${name}, of fleet reviews`, () => {
    test('numbers them on their own, and they are no reviews', async () => {
      const archive = await one();
      await archive.publish(draw, 41);
      const { entry } = await archive.fleets.publish(fleetOf);
      expect(entry).toEqual({ number: 1, date: '2026-01-31', stem: '2026-01-31-fleet-001' });
      expect(await archive.fleets.read(entry)).toEqual(fleetOf(1).fleet);
      expect(await archive.fleets.entries()).toEqual([entry]);
      const { json, markdown } = await archive.fleets.documents(entry);
      expect(textOf(json)).toBe(`${JSON.stringify(fleetOf(1).fleet, null, 2)}\n`);
      expect(textOf(markdown)).toBe('# Fleet 1\n');
      expect((await archive.publish(draw)).entry.cycle).toBe(42);
      expect(await archive.fleets.put(entry.stem, { json, markdown })).toBe('same');
      await expect(archive.fleets.put(stem(1), { json, markdown })).rejects.toThrow(
        'expected a name such as',
      );
    });

    test('keeps one once for each id, which is not that of a review', async () => {
      const archive = await one();
      await archive.publish(draw, undefined, 'run 1');
      expect((await archive.fleets.publish(fleetOf, undefined, 'run 1')).isNew).toBe(true);
      expect((await archive.fleets.publish(fleetOf, undefined, 'run 1')).isNew).toBe(false);
      expect((await archive.fleets.publish(fleetOf)).entry.number).toBe(2);
    });

    test('names what cannot be used', async () => {
      const archive = await one();
      await archive.fleets.put('2026-01-31-fleet-007', { json: bytes('{"schema":"x"}'), markdown: null });
      const [entry] = await archive.fleets.entries();
      expect(entry && (await archive.fleets.read(entry))).toEqual({
        corrupt: '2026-01-31-fleet-007.json  schema: found "x", expected ralph/fleet@1',
      });
    });
  });

  test(`${name} holds what a plain map would, whatever is put and published in whatever order`, async () => {
    const cycles = fc.integer({ min: 1, max: 4 });
    const contents = fc.option(fc.constantFrom('', 'a', 'b').map(bytes), { nil: null });
    const deed = fc.oneof(
      fc.record({ do: fc.constant('publish' as const), cycle: fc.option(cycles, { nil: undefined }) }),
      fc.record({ do: fc.constant('put' as const), cycle: cycles, json: contents, markdown: contents }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 10 }), async (deeds) => {
        const open = await make();
        const archive = await open();
        const model = new Map<number, Documents>();
        for (const each of deeds) {
          if (each.do === 'publish') {
            const cycle = each.cycle ?? Math.max(0, ...model.keys()) + 1;
            const isFree = !model.has(cycle);
            const kept = await archive.publish(draw, each.cycle).catch(() => undefined);
            expect(kept?.entry.cycle).toBe(isFree ? cycle : undefined);
            if (isFree) model.set(cycle, whole(cycle));
            continue;
          }
          const { cycle, json, markdown } = each;
          if (json === null && markdown === null) continue;
          const before = model.get(cycle) ?? { json: null, markdown: null };
          const clashes = (had: Uint8Array | null, now: Uint8Array | null): boolean =>
            had !== null && now !== null && Buffer.compare(had, now) !== 0;
          const isRefused = clashes(before.json, json) || clashes(before.markdown, markdown);
          const after = { json: before.json ?? json, markdown: before.markdown ?? markdown };
          const isSame = after.json === before.json && after.markdown === before.markdown;
          const said = await archive.put(stem(cycle), { json, markdown }).catch(() => 'refused');
          expect(said).toBe(isRefused ? 'refused' : isSame ? 'same' : 'new');
          if (!isRefused) model.set(cycle, after);
        }
        const entries = await archive.entries();
        expect(entries.map(({ cycle }) => cycle)).toEqual([...model.keys()].sort());
        for (const entry of entries) {
          const { json, markdown } = await archive.documents(entry);
          expect([asBytes(json), asBytes(markdown)]).toEqual(Object.values(model.get(entry.cycle) ?? {}));
        }
        await archive.close();
      }),
      { numRuns: 25 },
    );
  });
}
