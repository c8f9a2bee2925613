import { criteria } from '../criteria/index.ts';
import { diagnoses } from '../diagnoses/index.ts';
import { layers } from '../domain/layer.ts';
import type { Rules } from '../pipeline/assemble.ts';
import { probes } from '../probes/index.ts';

/** Criteria in the order in which reviews show them: from the ground up. */
const ordered = criteria.toSorted((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer));

const PHASES = ['before', 'throughout', 'load', 'after', 'last'] as const;

/** Probes in the order in which they are put. */
const asked = probes.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));

/** Everything that ralph knows to ask, to judge and to tell. */
export const rules: Rules = { probes: asked, criteria: ordered, diagnoses };
