import type { Reporter } from '../../report/report.ts';
import type { FormatName } from '../call/option-table.ts';

/** A format that is a text; GitHub's annotations are commands that a writer of GitHub's issues. */
export type TextFormat = Exclude<FormatName, 'github'>;

/** The reporter of a format, of which each run loads only what it needs. */
export const reporterOf = (format: TextFormat): Promise<Reporter> => loaders[format]();

const loaders: Readonly<Record<TextFormat, () => Promise<Reporter>>> = {
  terminal: async () => (await import('../../report/terminal.ts')).terminal,
  concise: async () => (await import('../../report/concise.ts')).concise,
  json: async () => (await import('../../report/json.ts')).json,
  sarif: async () => (await import('../../report/sarif.ts')).sarif,
  gitlab: async () => (await import('../../report/gitlab.ts')).gitlab,
  junit: async () => (await import('../../report/junit.ts')).junit,
  markdown: async () => (await import('../../report/markdown.ts')).markdown,
  html: async () => (await import('../../report/html/html.ts')).html,
};
