import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readArguments } from '../src/cli/call/arguments.ts';
import { allRules } from '../src/cli/projects/all-rules.ts';
import { lint } from '../src/engine/lint.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { SourceFile } from '../src/source/source-file.ts';
import { memoryWorkspace } from '../src/source/workspace.ts';

/** The code blocks of a page, by language. */
const blocksOf = (page: string, language: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

const yaml = blocksOf('GATE.md', 'yaml');
/** The file that a block is, as its first line names it; the others are jobs for GitLab. */
const fileOf = (text: string): string | undefined => /^# (\S+\.ya?ml)\n/.exec(text)?.[1];
const isPolicy = (text: string): boolean => fileOf(text) === '.multiarch-lint.yml';
const isWorkflow = (text: string): boolean => fileOf(text)?.startsWith('.github/workflows/') === true;
const pipelines = yaml.filter((text) => fileOf(text) === undefined);
const including = yaml.filter((text) => fileOf(text) === '.gitlab-ci.yml');
const workflows = yaml.filter(isWorkflow);

/** Copies of what the page includes from elsewhere, and where the policy says that they are. */
const copies = {
  'vendor/component.yml': readFileSync('templates/multiarch-lint/template.yml', 'utf8'),
  'vendor/template.yml': readFileSync('templates/multiarch-lint/multiarch-lint.gitlab-ci.yml', 'utf8'),
};
const environment = {
  variables: new Map([['CI_SERVER_FQDN', 'gitlab.example.org']]),
  includes: new Map([
    [`component:gitlab.example.org/OWNER/multiarch-lint/multiarch-lint@${version}`, 'vendor/component.yml'],
    [
      `remote:https://gitlab.com/OWNER/multiarch-lint/-/raw/${version}/templates/multiarch-lint/multiarch-lint.gitlab-ci.yml`,
      'vendor/template.yml',
    ],
  ]),
};

/** What GitLab, or GitHub, refuses of a pipeline, and what we find in it, under the strictest policy. */
function judged(ci: string) {
  const policy = { ...defaultPolicy, environment, preset: 'all', undecided: 'error' } as const;
  const project = readProject(memoryWorkspace({ ...copies, [fileOf(ci) ?? '.gitlab-ci.yml']: ci }), policy);
  return {
    rejections: project.pipelines.flatMap(({ rejections }) => rejections.map(({ message }) => message)),
    findings: lint(project, allRules, policy, { today: '2026-11-22' }).findings.map(({ message }) => message),
    jobs: project.pipelines.flatMap(({ definitions }) => definitions.map(({ name }) => name)),
  };
}

interface Step {
  readonly uses?: string;
  readonly with?: object;
}

const stepsOf = (workflow: unknown): readonly Step[] =>
  Object.values(
    (workflow as { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> }).jobs,
  ).flatMap(({ steps }) => steps);

/** The first words of a command line of bash up to the end of the command, without quotes and with GitLab's variables. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) =>
    word.replaceAll('"', '').replace('$CI_NODE_INDEX/$CI_NODE_TOTAL', '1/4').replaceAll(/\$\w+/g, 'value'),
  );

const commandLines = [...yaml, ...blocksOf('GATE.md', 'sh'), ...blocksOf('README.md', 'yaml')]
  .flatMap((text) =>
    text.replaceAll(/(>-\n\s+.*(?:\n\s+-.*)*)/g, (folded) => folded.replaceAll(/\s*\n\s*/g, ' ')).split('\n'),
  )
  .flatMap((line) => /\bnpx (?:--yes )?multiarch-lint(?:@\S+)?(?: .*)?$/.exec(line)?.[0] ?? []);

describe('the page about the gate', () => {
  test('has its jobs and its commands', () => {
    expect(pipelines.length).toBeGreaterThan(6);
    expect(commandLines.length).toBeGreaterThan(12);
    expect(including.length).toBeGreaterThan(3);
  });

  test.each(pipelines)('GitLab takes each of its pipelines, and nothing is found in it: %s', (text) => {
    const { jobs, ...problems } = judged(text);
    expect(jobs.length).toBeGreaterThan(0);
    expect(problems).toEqual({ rejections: [], findings: [] });
  });

  test.each(including)('what it includes makes two jobs, and nothing is found in them: %s', (text) => {
    expect(judged(text)).toEqual({
      rejections: [],
      findings: [],
      jobs: ['multiarch-lint', 'multiarch-lint-gate'],
    });
  });

  test.each(workflows)('GitHub takes each of its workflows, and nothing is found in it: %s', (text) => {
    const { jobs, ...problems } = judged(text);
    expect(jobs.length).toBeGreaterThan(0);
    expect(problems).toEqual({ rejections: [], findings: [] });
  });

  test('its workflows use the action at the tag of this version, by inputs and outputs that it has', () => {
    const action = parse(readFileSync('action.yml', 'utf8')) as Record<'inputs' | 'outputs', object>;
    const steps = workflows.flatMap((text) => stepsOf(parse(text)));
    const uses = steps.filter((step) => step.uses?.startsWith('OWNER/multiarch-lint@') === true);
    expect(uses.length).toBeGreaterThan(3);
    expect(new Set(uses.map((step) => step.uses))).toEqual(new Set([`OWNER/multiarch-lint@v${version}`]));
    expect(readFileSync('README.md', 'utf8')).toContain(`OWNER/multiarch-lint@v${version}`);
    for (const step of uses)
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    const read = workflows.flatMap((text) =>
      [...text.matchAll(/steps\.lint\.outputs\.([\w-]+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read));
  });

  test('its hook is one of this version', () => {
    const [text = ''] = yaml.filter((block) => fileOf(block) === '.pre-commit-config.yaml');
    const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly { readonly id: string }[];
    expect(parse(text)).toMatchObject({
      repos: [{ rev: `v${version}`, hooks: hooks.map(({ id }) => ({ id })) }],
    });
  });

  test('all of its jobs go together in one pipeline', () => {
    const { jobs, ...problems } = judged(pipelines.join('\n'));
    expect(new Set(jobs).size).toBe(pipelines.join('\n').match(/^[\w-]+:$/gm)?.length);
    expect(problems).toEqual({ rejections: [], findings: [] });
  });

  test.each(yaml.filter(isPolicy))('its policies are policies: %s', (text) => {
    expect(loadPolicy(new SourceFile('.multiarch-lint.yml', text)).expectations.platforms.length).toBeGreaterThan(0);
  });

  test.each([...new Set(commandLines)])('the command takes `%s`', (line) => {
    const words = wordsOf(line);
    const start = words.findIndex((word) => word.startsWith('multiarch-lint'));
    expect(() => readArguments(words.slice(start + 1))).not.toThrow();
  });

  test('its jobs run the version of this package', () => {
    const versions = [...readFileSync('GATE.md', 'utf8').matchAll(/\bnpx.* multiarch-lint@(\S+)/g)].map(
      ([, named]) => named,
    );
    expect(new Set(versions)).toEqual(new Set([version]));
    const pages = ['GATE.md', 'README.md'].map((path) => readFileSync(path, 'utf8')).join('');
    const named = [...pages.matchAll(/OWNER\/multiarch-lint(?:\/multiarch-lint@|:)([\w.]+)/g)];
    expect(named.length).toBeGreaterThan(5);
    expect(new Set(named.map(([, tag]) => tag))).toEqual(new Set([version]));
  });
});
