import { describe, expect, test } from 'vitest';
import type { Project } from '../../src/model/index.ts';
import { commandsOf, projectOfWorkflow, workflowOf } from './running.ts';

const files = {
  'api/Dockerfile': 'FROM alpine:3.22\n',
  'build.sh': 'docker build -t api api\n',
  'tools/pack/action.yml': 'runs:\n  using: composite\n  steps:\n    - { run: pack, shell: bash }\n',
};

/** What is known of the Dockerfile of the only build. */
function dockerfileOf(steps: string): string {
  const project: Project = projectOfWorkflow(workflowOf(steps), files);
  const [build] = project.builds.items;
  if (build?.dockerfile.is === 'set') return build.dockerfile.value.file.path;
  return build?.dockerfile.is === 'unknown' ? (build.dockerfile.causes[0]?.because ?? '') : 'not there';
}

const build = (context: string): string => `- uses: docker/build-push-action@v6\n  with: { context: ${context} }`;
const other = '`acme/tools` is checked out there, which may be another repository';

describe('a checkout', () => {
  test.each([
    ['into the workspace', '- uses: actions/checkout@v5', 'api', 'api/Dockerfile'],
    ['of no action that is known', '- run: git clone .', 'api', 'api/Dockerfile'],
    ['into a folder', '- uses: actions/checkout@v5\n  with: { path: src/app }', 'src/app/api', 'api/Dockerfile'],
    [
      'into a folder, by its whole path',
      '- uses: actions/checkout@v5\n  with: { path: "${{ github.workspace }}/app/" }',
      './app/api',
      'api/Dockerfile',
    ],
    ['into another folder than is built', '- uses: actions/checkout@v5\n  with: { path: app }', 'api', 'not there'],
    ['of another repository', '- uses: actions/checkout@v5\n  with: { repository: acme/tools }', 'api', other],
    [
      'of this repository by its name',
      '- uses: actions/checkout@v5\n  with: { repository: "${{ github.repository }}" }',
      'api',
      'api/Dockerfile',
    ],
    [
      'of this repository by the ref of the run',
      '- uses: actions/checkout@v5\n  with: { repository: acme/app, ref: "${{ github.ref }}", path: go/app }',
      'go/app/api',
      'api/Dockerfile',
    ],
    [
      'of another repository beside this one',
      '- uses: actions/checkout@v5\n- uses: actions/checkout@v5\n  with: { repository: acme/tools, path: tools }',
      'tools/api',
      other,
    ],
    [
      'of another repository beside this one, that is not built',
      '- uses: actions/checkout@v5\n- uses: actions/checkout@v5\n  with: { repository: acme/tools, path: tools }',
      'api',
      'api/Dockerfile',
    ],
  ])('%s is where Dockerfiles are looked for', (_, checkout, context, expected) => {
    expect(dockerfileOf(`${checkout}\n${build(context)}`)).toBe(expected);
  });

  test('into a folder is where scripts and actions are looked for', () => {
    const steps = `- uses: actions/checkout@v5
  with: { path: app }
- run: ./build.sh
  working-directory: app
- uses: ./app/tools/pack`;
    expect(commandsOf(steps, files)).toEqual(['docker build -t api api', 'pack']);
  });

  test('of another repository hides its scripts', () => {
    const steps = '- uses: actions/checkout@v5\n  with: { repository: acme/tools }\n- run: ./build.sh';
    expect(commandsOf(steps, files)).toEqual(['./build.sh']);
  });
});
