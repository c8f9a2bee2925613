import { httpUrl } from './base-url.ts';
import { flag, section, written } from './fields.ts';

/** The block `telemetry`: where the traces of a cycle go. */
export const telemetrySchema = section({
  endpoint: written(httpUrl)
    .optional()
    .describe(
      'Base URL of a collector that takes OTLP over HTTP, such as http://localhost:4318; spans go to /v1/traces below it. The variables of OpenTelemetry (OTEL_EXPORTER_OTLP_ENDPOINT and its like) stand before it. Default: no traces.',
    ),
  content: flag()
    .optional()
    .describe(
      'Whether prompts and answers go with the spans. Default: what OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT says, else false.',
    ),
});
