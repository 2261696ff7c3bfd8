import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { lint } from '../../src/engine/lint.ts';
import { planOf } from '../../src/plan/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { reporters } from '../../src/report/index.ts';
import { inert, inertJson, inertMarkup } from '../../src/report/inert.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { planMermaid } from '../../src/report/plan/mermaid.ts';
import { planText } from '../../src/report/plan/text.ts';
import type { Report } from '../../src/report/report.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

/**
 * What a runner of GitHub does with a line of a log. Source: actions/runner, src/Runner.Common/ActionCommand.cs, `TryParseV2` and
 * `TryParse`, without the list of the commands that it knows.
 */
function commandIn(line: string): string | undefined {
  // .NET takes no character without width for white space, and JavaScript only this one.
  const trimmed = line.replace(/^[^\S\uFEFF]+/, '');
  const second = /^::([^:]*)::/.exec(trimmed);
  return second?.[1] ?? /##(?:\w*)\[([^\]]*)\]/.exec(line)?.[1];
}

const commandsIn = (text: string): readonly string[] =>
  text.split(/\r\n|\r|\n/).flatMap((line) => commandIn(line) ?? []);

/** Words that want to be commands wherever a line ends, in a job's name, an image's and a path. */
const commands = '::set-env name=PATH::/evil ::add-mask::a ::error::b ##[add-mask]c ##vso[task.setvariable]d';
const word = '::stop-commands::x##[group]y';
const path = '::set-env name=A::.yml';
const job = {
  image: 'docker:28',
  services: ['docker:28-dind'],
  tags: [word],
  script: [
    `docker build --tag "$CI_REGISTRY_IMAGE/${word}:1-arm64" .`,
    `docker push "$CI_REGISTRY_IMAGE/${word}:1-arm64"`,
    `docker manifest create ${word} $CI_REGISTRY_IMAGE/${word}:1-arm64 && docker manifest push ${word}`,
  ],
};
const files = {
  '.gitlab-ci.yml': `include: ${JSON.stringify([path, 'gone ::error::x.yml', '##[error]gone.yml'])}\n`,
  [path]: JSON.stringify({ [commands]: job, [word.repeat(20)]: job, [`${'a '.repeat(40)}${commands}`]: job }),
  Dockerfile: `FROM alpine:3.22\nRUN echo ${commands} \\\n  ::error::x \\\n  && GOARCH=arm64 go build\n`,
};

const project = readProject(memoryWorkspace(files), defaultPolicy);
const result = lint(project, rules, defaultPolicy, { today: '2026-11-22' });
const report: Report = { tool: { name: 'multiarch-lint', version: '1.2.3' }, root: '', project, rules, ...result };

describe('a job of GitHub or Azure that writes a report into its log runs no command of the repository', () => {
  test('there is enough to report', () => {
    const messages = result.findings.map(({ message }) => message).join('\n');
    expect(messages).toContain('::set-env');
    expect(messages).toContain('##[');
  });

  test.each(Object.entries(reporters))('by the format %s', (_, write) => {
    for (const width of [20, 40, 60, 80, 100, 133]) {
      const text = write([report], { color: false, width, quiet: false });
      expect(commandsIn(text)).toEqual([]);
    }
  });

  test.each([
    ['text', (width: number) => planText([{ root: '', plan: planOf(project) }], { color: false, width })],
    ['mermaid', () => planMermaid([{ root: '', plan: planOf(project) }])],
    ['json', () => planJson([{ root: '', plan: planOf(project) }], report.tool)],
  ])('by a plan as %s', (_, write) => {
    for (const width of [40, 60, 80, 100, 133]) expect(commandsIn(write(width))).toEqual([]);
  });
});

test.each([
  ['::error::x', 1],
  ['  \t::set-env name=a::b', 1],
  ['first\n::error::x\r\n ::notice::y\n##[group]z', 3],
  ['what ##[add-mask]x says, and ##vso[task.complete]y', 1],
])('%j would be commands, and is none any more', (text, count) => {
  expect(commandsIn(text)).toHaveLength(count);
  expect(commandsIn(inert(text))).toEqual([]);
  expect(commandsIn(inertMarkup(text))).toEqual([]);
  expect(inert(text).replaceAll('\u200B', '')).toBe(text);
  const json = JSON.stringify({ text }, null, 2);
  expect(commandsIn(inertJson(json))).toEqual([]);
  expect(JSON.parse(inertJson(json))).toEqual({ text });
});

test.each(['std::vector::begin', 'a:b', '# a\n## [b](c)\n', 'docker-compose:: up', '#[derive]'])('%j stays', (text) => {
  expect([inert(text), inertJson(text), inertMarkup(text)]).toEqual([text, text, text]);
});
