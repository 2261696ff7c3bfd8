import { describe, expect, test } from 'vitest';
import { readGitlabPipelines } from '../../src/gitlab/read-pipelines.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { environment, messages, plain, readFiles } from './plain.ts';

const commit = '4f2c0d9e5b7a1c3e8d6f0a2b4c6e8d0f1a3b5c7d';
const component = (fields: string, text: string) => `spec:\n  component: ${fields}\n---\n${text}\n`;

/** The configuration that includes `content` as a component, of which there is a local copy. */
function included(reference: string, content: string) {
  const address = `gitlab.example.org/platform/go/server${reference}`;
  return readFiles(
    { '.gitlab-ci.yml': `include: [{component: ${address}}]\n`, 'vendor/server.yml': content },
    environment({}, { [`component:${address}`]: 'vendor/server.yml' }),
  );
}

describe('what a component asks about itself', () => {
  const job = 'build: {script: "go build $[[ component.name ]] $[[ component.reference ]]"}';

  test('its name and what stands behind the @ are those of the address', () => {
    const reading = included('@1.2', component('[name, reference]', job));
    expect(messages(reading)).toEqual([]);
    expect(plain(reading.root)).toEqual({ build: { script: 'go build server 1.2' } });
  });

  test('a commit is its own sha and has no version', () => {
    const blocks =
      '{script: "go build $[[ component.sha ]]-$[[ component.version ]]", tags: "$[[ component.version ]]"}';
    const reading = included(`@${commit}`, component('[sha, version]', `build: ${blocks}`));
    expect(messages(reading)).toEqual([]);
    expect(plain(reading.root)).toEqual({ build: { script: `go build ${commit}-`, tags: null } });
  });

  test.each(['@1.2.0', '@1', '@~latest', '@main'])('what %s comes to is not known here', (reference) => {
    const text =
      'build:\n  image: registry.example.org/go:$[[ component.version ]]\n  script: [go build, "echo $[[ component.sha ]]"]';
    const address = `gitlab.example.org/platform/go/server${reference}`;
    const { pipelines } = readGitlabPipelines(
      memoryWorkspace({
        '.gitlab-ci.yml': `include: [{component: ${address}}]\n`,
        'vendor/server.yml': component('[sha, version]', text),
      }),
      environment({}, { [`component:${address}`]: 'vendor/server.yml' }),
    );
    const [pipeline] = pipelines;
    expect(pipeline?.rejections).toEqual([]);
    const [build] = pipeline?.jobs.items ?? [];
    expect(build?.image).toMatchObject({
      is: 'unknown',
      causes: [{ because: '`component.version` is known only where the component is' }],
    });
    expect(build?.script.items.map((item) => item.text)).toEqual(['go build']);
    expect(build?.script.openTo).toMatchObject([{ because: '`component.sha` is known only where the component is' }]);
  });

  test('a function says nothing of a value that is not known, and a key stays as written', () => {
    const text = '"build-$[[ component.version ]]": {script: "go build $[[ component.version | truncate(0,3) ]]"}';
    const reading = included('@1', component('[version]', text));
    expect(messages(reading)).toEqual([]);
    expect([...(reading.root?.entries.keys() ?? [])]).toEqual(['build-$[[ component.version ]]']);
  });

  test('local files of a component live where it lives', () => {
    const reading = included('@1', component('[name]', 'include: templates/go.yml\nbuild: {script: go build}'));
    expect(messages(reading)).toEqual([]);
    expect(reading.openTo).toMatchObject([{ because: "`templates/go.yml` of a component's project was not read" }]);
  });

  test('a field that the header does not declare is refused', () => {
    const refused =
      '`gitlab.example.org/platform/go/server@1`: unknown interpolation provided: `name` in `component.name`';
    expect(messages(included('@1', component('[sha]', 'build: {script: "$[[ component.name ]]"}')))).toEqual([refused]);
  });

  test.each<[string, string]>([
    ['name', 'should be a array'],
    ['[name, 1]', 'should be an array of strings'],
    ['[name, ref, path]', 'contains unknown values: ref, path'],
  ])('the declaration %s is refused', (fields, message) => {
    const reading = included('@1', component(fields, 'build: {script: go build}'));
    expect(messages(reading)).toEqual([`header:spec:component config ${message}`]);
  });

  test.each<[string, string, Record<string, string>]>([
    ['include: [{local: ci/server.yml}]', '`ci/server.yml`: ', {}],
    ['include: [{project: platform/go, file: server.yml}]', '`server.yml`: ', { 'project:platform/go': 'ci' }],
  ])('a file that is included by %s is no component', (include, shownAs, includes) => {
    const files = { '.gitlab-ci.yml': `${include}\n`, 'ci/server.yml': component('[name, reference]', job) };
    expect(messages(readFiles(files, environment({}, includes)))).toEqual([
      `${shownAs}unknown interpolation provided: \`name\` in \`component.name\``,
      `${shownAs}unknown interpolation provided: \`reference\` in \`component.reference\``,
    ]);
  });

  test('the root file is no component, but may declare what it does not use', () => {
    expect(messages(readFiles({ '.gitlab-ci.yml': component('[name]', 'build: {script: go build}') }))).toEqual([]);
    expect(messages(readFiles({ '.gitlab-ci.yml': component('[name, reference]', job) }))).toHaveLength(2);
  });
});
