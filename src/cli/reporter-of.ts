import type { Reporter } from '../report/report.ts';
import type { FormatName } from './option-table.ts';

/** The reporter of a format, of which each run loads only what it needs. */
export const reporterOf = (format: FormatName): Promise<Reporter> => loaders[format]();

const loaders: Readonly<Record<FormatName, () => Promise<Reporter>>> = {
  terminal: async () => (await import('../report/terminal.ts')).terminal,
  concise: async () => (await import('../report/concise.ts')).concise,
  json: async () => (await import('../report/json.ts')).json,
  sarif: async () => (await import('../report/sarif.ts')).sarif,
  gitlab: async () => (await import('../report/gitlab.ts')).gitlab,
};
