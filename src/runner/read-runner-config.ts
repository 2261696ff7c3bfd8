import type { Runner } from '../model/machine/runner.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import { readToml } from '../syntax/toml.ts';
import { type RunnerSurroundings, readRunner } from './read-runner.ts';
import { settingsOf } from './settings.ts';
import { withoutTemplates } from './template-marks.ts';

/** The runners that a file describes, and the parts of it that do not parse. */
export interface RunnerReading {
  readonly runners: readonly Runner[];
  readonly unreadable: readonly { readonly message: string; readonly at: Span }[];
}

/** Whether a file is a `config.toml` of GitLab Runner: TOML with a `[[runners]]` table. Other tools have a `config.toml`, too. */
export const isRunnerConfig = (path: string, text: string): boolean =>
  path.endsWith('.toml') && /^\uFEFF?[ \t]*\[\[[ \t]*runners[ \t]*\]\]/m.test(text);

/**
 * Reads a `config.toml` of GitLab Runner. A file that is none has no runners and nothing unreadable. Never throws.
 *
 * Source: docs.gitlab.com/runner/configuration/advanced-configuration.
 */
export const readRunnerConfig = (file: SourceFile): RunnerReading =>
  isRunnerConfig(file.path, file.text)
    ? readRunnerToml(EmbeddedText.verbatim(file.whole))
    : { runners: [], unreadable: [] };

/** Reads the text of a runner's configuration, wherever it stands; Go template actions in it are allowed. */
export function readRunnerToml(embedded: EmbeddedText, surroundings: RunnerSurroundings = {}): RunnerReading {
  const { text, conditional } = withoutTemplates(embedded);
  const reading = readToml(text);
  if (reading.is === 'broken') return { runners: [], unreadable: [{ message: reading.message, at: reading.at }] };
  const blocks = settingsOf(reading.table, conditional).tables('runners');
  return { runners: blocks.map((block) => readRunner(block, surroundings)), unreadable: [] };
}
