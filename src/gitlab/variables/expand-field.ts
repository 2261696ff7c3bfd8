import type { EmbeddedText } from '../../source/embedded-text.ts';
import { literal, type Text } from '../../value/index.ts';
import { predefinedVariables } from '../predefined-variables.ts';
import { expandWritten } from './expand-written.ts';
import type { Scope } from './scope.ts';

/** Turns what is written in a field into what it is when the job runs. */
export type FieldExpander = (text: EmbeddedText, scope: Scope) => Text;

/**
 * `tags`: GitLab's syntax, one pass, with values as written. What only the runner defines stays a literal reference.
 * Source: GitLab `lib/gitlab/ci/pipeline/seed/build.rb#evaluate_runner_tags`.
 */
export const expandTag: FieldExpander = (text, { definitions, raw }) =>
  expandWritten(text, 'gitlab-existing', {
    defines: (name) => raw.defines(name),
    valueOf(name, at) {
      const isUnusable = !definitions.has(name) && predefinedVariables.get(name)?.isRunnerOnly === true;
      return isUnusable ? literal(`\${${name}}`, at) : raw.valueOf(name, at);
    },
  });

/** `environment`, `resource_group`, `trigger`: GitLab's syntax with expanded values. */
export const expandOnGitlab: FieldExpander = (text, { sent }) => expandWritten(text, 'gitlab', sent);

/** `image`, `services`, `cache:key` and its kind: the runner's syntax with the runner's values. */
export const expandOnRunner: FieldExpander = (text, { run }) => expandWritten(text, 'runner', run);
