import { defineRule, violation } from '../../src/rule/index.ts';

export default defineRule({
  id: 'unreadable-file',
  group: 'input',
  severity: 'error',
  summary: 'Every file that tells how images are built can be read',
  why: `
What does not parse cannot be checked, and the CI system will not run it either. The rest of the repository is still checked, so
this is the place to begin.
  `,
  references: ['https://docs.gitlab.com/ci/yaml/', 'https://docs.docker.com/reference/dockerfile/'],

  *check({ project }) {
    for (const { message, at } of project.unreadable) yield* violation({ at, message, identity: message });
  },
});
