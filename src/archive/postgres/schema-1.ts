/**
 * The first tables. What is kept is the bytes of the documents; every other column and table is drawn from them as they
 * are put, so that a team can ask its history in SQL. What it asks is the views, which stay; the tables are ralph's own.
 */
export const schema1 = `
CREATE TABLE ralph.review (
  stem text PRIMARY KEY CHECK (stem ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}-cycle-[0-9]{3,9}$'),
  cycle integer GENERATED ALWAYS AS (substring(stem FROM 18)::integer) STORED,
  json bytea,
  markdown bytea,
  json_sha256 bytea GENERATED ALWAYS AS (sha256(json)) STORED,
  markdown_sha256 bytea GENERATED ALWAYS AS (sha256(markdown)) STORED,
  publish_id text UNIQUE,
  kept_at timestamptz NOT NULL DEFAULT now(),
  origin text,
  ralph text,
  target text,
  url text,
  reviewed_at timestamptz,
  commit_id text,
  verdict text,
  points double precision,
  max_points double precision,
  percent double precision,
  document_sha256 text,
  CHECK (json IS NOT NULL OR markdown IS NOT NULL)
);
CREATE UNIQUE INDEX review_numbered ON ralph.review (cycle) WHERE publish_id IS NOT NULL;
CREATE INDEX review_cycle ON ralph.review (cycle);
CREATE INDEX review_target ON ralph.review (target, reviewed_at);
CREATE INDEX review_markdown ON ralph.review (markdown_sha256);
CREATE INDEX review_document ON ralph.review (document_sha256) WHERE markdown IS NULL;

CREATE TABLE ralph.criterion (
  stem text NOT NULL REFERENCES ralph.review ON DELETE CASCADE,
  id text NOT NULL,
  verdict text NOT NULL,
  points double precision,
  weight double precision NOT NULL
);
CREATE INDEX criterion_stem ON ralph.criterion (stem);

CREATE TABLE ralph.finding (
  stem text NOT NULL REFERENCES ralph.review ON DELETE CASCADE,
  severity text NOT NULL,
  id text NOT NULL,
  title text NOT NULL
);
CREATE INDEX finding_stem ON ralph.finding (stem);

CREATE TABLE ralph.figure (
  stem text NOT NULL REFERENCES ralph.review ON DELETE CASCADE,
  metric text NOT NULL,
  value double precision,
  state text,
  unit text NOT NULL,
  shown text NOT NULL
);
CREATE INDEX figure_stem ON ralph.figure (stem);
CREATE INDEX figure_metric ON ralph.figure (metric);

CREATE TABLE ralph.probe (
  stem text NOT NULL REFERENCES ralph.review ON DELETE CASCADE,
  id text NOT NULL,
  outcome text NOT NULL,
  reason text,
  started_at timestamptz,
  duration_ms double precision
);
CREATE INDEX probe_stem ON ralph.probe (stem);

CREATE TABLE ralph.series (
  stem text NOT NULL REFERENCES ralph.review ON DELETE CASCADE,
  probe text NOT NULL,
  series text NOT NULL,
  wall_ms double precision[] NOT NULL,
  answered boolean[] NOT NULL,
  has_cold boolean NOT NULL
);
CREATE INDEX series_stem ON ralph.series (stem);

CREATE TABLE ralph.record (
  stem text NOT NULL REFERENCES ralph.review ON DELETE CASCADE,
  maker text NOT NULL,
  json_sha256 bytea NOT NULL,
  target text NOT NULL,
  reviewed_at text NOT NULL,
  head text NOT NULL,
  readings bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (maker, stem)
);
CREATE INDEX record_stem ON ralph.record (stem);

CREATE TABLE ralph.baseline (
  target text NOT NULL,
  branch text,
  cycle integer NOT NULL,
  review text NOT NULL
);
CREATE UNIQUE INDEX baseline_of ON ralph.baseline (target, (branch IS NULL), coalesce(branch, ''));

CREATE TABLE ralph.fleet_review (
  stem text PRIMARY KEY CHECK (stem ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}-fleet-[0-9]{3,9}$'),
  number integer GENERATED ALWAYS AS (substring(stem FROM 18)::integer) STORED,
  json bytea,
  markdown bytea,
  json_sha256 bytea GENERATED ALWAYS AS (sha256(json)) STORED,
  markdown_sha256 bytea GENERATED ALWAYS AS (sha256(markdown)) STORED,
  publish_id text UNIQUE,
  kept_at timestamptz NOT NULL DEFAULT now(),
  fleet text,
  reviewed_at timestamptz,
  verdict text,
  partial boolean,
  CHECK (json IS NOT NULL OR markdown IS NOT NULL)
);
CREATE UNIQUE INDEX fleet_review_numbered ON ralph.fleet_review (number) WHERE publish_id IS NOT NULL;

CREATE VIEW ralph.cycles AS
  SELECT cycle, target, reviewed_at, verdict, percent, points, max_points, commit_id AS commit, url, origin, ralph, stem,
         (SELECT count(*)::integer FROM ralph.finding WHERE finding.stem = review.stem AND severity = 'blocker') AS blockers,
         octet_length(json) AS json_bytes, kept_at
  FROM ralph.review;
CREATE VIEW ralph.criteria AS
  SELECT cycle, target, reviewed_at, criterion.id AS criterion, criterion.verdict, criterion.points, weight
  FROM ralph.criterion JOIN ralph.review USING (stem);
CREATE VIEW ralph.findings AS
  SELECT cycle, target, reviewed_at, severity, finding.id AS finding, title
  FROM ralph.finding JOIN ralph.review USING (stem);
CREATE VIEW ralph.figures AS
  SELECT cycle, target, reviewed_at, metric, value, state, unit, shown
  FROM ralph.figure JOIN ralph.review USING (stem);
CREATE VIEW ralph.probes AS
  SELECT cycle, target, reviewed_at, probe.id AS probe, outcome, reason, started_at, duration_ms
  FROM ralph.probe JOIN ralph.review USING (stem);
CREATE VIEW ralph.samples AS
  SELECT cycle, target, reviewed_at, probe, series,
         CASE WHEN has_cold THEN at - 1 ELSE at END::integer AS number,
         has_cold AND at = 1 AS cold, each.wall_ms, each.answered
  FROM ralph.series JOIN ralph.review USING (stem),
       unnest(series.wall_ms, series.answered) WITH ORDINALITY AS each (wall_ms, answered, at);
CREATE VIEW ralph.fleets AS
  SELECT number, fleet, reviewed_at, verdict, partial, stem, kept_at FROM ralph.fleet_review;
`;
