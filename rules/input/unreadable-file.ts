import { defineRule, groupBy, subject, type Unreadable, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'unreadable-file',
  group: 'input',
  severity: 'error',
  summary: 'Every file that tells how images are built can be read',
  why: `
What does not parse cannot be checked, and the tool that it is meant for will not read it either: GitLab refuses the pipeline,
GitHub the workflow, the builder the Dockerfile, the runner its configuration. The other files are still checked, so this is the place to begin.
  `,
  exceptions:
    'A file is reported once, at its first fault; other faults of it are shown with it, as they often follow from the first.',
  references: [
    'https://docs.gitlab.com/ci/yaml/',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax',
    'https://docs.docker.com/reference/dockerfile/',
  ],

  *check({ project }) {
    for (const [path, faults] of groupBy(project.unreadable, ({ at }) => at.file.path)) {
      const [first, ...others] = faults;
      if (first === undefined) continue;
      yield* violation({
        at: first.at,
        message: sentenceOf(path, first),
        related: others.slice(0, mostRelated).map(({ at, message }) => ({ at, message: uncapitalized(message) })),
        identity: path,
        about: faults.map(({ at }) => subject.place(at)),
      });
    }
  },
});

/** More places than these help nobody. */
const mostRelated = 3;

/** Messages about a whole file name it; those about a part are the parser's words. */
const sentenceOf = (path: string, { message }: Unreadable): string =>
  message.startsWith(`\`${path}\``) ? message : `\`${path}\` does not parse: ${uncapitalized(message)}`;

/** Parsers write sentences; names such as `FROM` and `YAML` stay. */
const uncapitalized = (message: string): string =>
  message.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
