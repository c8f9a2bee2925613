import type { Archive } from '../../archive/archive.ts';
import type { ImportedFile } from '../../reporters/dashboard/actions.ts';
import { documentOf } from '../document-file.ts';
import { type Importing, importDocument, keptIn, targetNamed } from '../importing.ts';
import type { Form } from './forms.ts';
import { Refusal } from './refusal.ts';

/** Keeps the reviews of a form in the archive, in the order given. Throws UsageError, ArchiveError or a refusal. */
export async function takeOver(
  { fields, files }: Form,
  { archive, secrets }: { readonly archive: Archive; readonly secrets: readonly string[] },
): Promise<ImportedFile[]> {
  if (files.length === 0) throw new Refusal(400, 'found no file, expected Markdown');
  const target = targetNamed(fields.target ?? '');
  await archive.ensureWritable();
  const importing: Importing = {
    ...{ archive, target, mayWrite: true, secrets, before: null },
    kept: await keptIn(archive, () => {}),
  };
  const results: ImportedFile[] = [];
  for (const { name, bytes } of files) {
    const each = await importDocument(name, documentOf(bytes, new Date()), importing);
    results.push(
      'lack' in each
        ? each
        : {
            file: name,
            cycle: each.cycle,
            isNew: each.isNew,
            contradictions: each.read.contradictions.length,
          },
    );
  }
  return results;
}
