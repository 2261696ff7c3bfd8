import { expect, test } from 'vitest';
import { modelJson } from '../../src/cli/commands/model-json.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { closed, hole, joinTexts, literal, set, yes } from '../../src/value/index.ts';

const file = new SourceFile('.gitlab-ci.yml', 'build:\n  script: make image\n');

test('places are path, line and column; functions are left out', () => {
  const model = {
    files: [file],
    command: {
      span: file.span(17, 21),
      runs: yes,
      environment: () => 'hidden',
      text: EmbeddedText.verbatim(file.span(17, 27)),
    },
    variables: new Map([['ARCH', 'arm64']]),
    seen: new Set(['a']),
  };
  expect(modelJson(model)).toEqual({
    files: ['.gitlab-ci.yml'],
    command: {
      span: '.gitlab-ci.yml:2:11',
      runs: { is: 'yes' },
      text: { text: 'make image', at: '.gitlab-ci.yml:2:11' },
    },
    variables: { ARCH: 'arm64' },
    seen: ['a'],
  });
});

test('what a map holds for jobs stands under their names, of equal ones under a number, too', () => {
  const work = new Map([
    [{ name: 'container' }, 1],
    [{ name: 'index' }, 2],
    [{ name: 'container' }, 3],
  ]);
  expect(modelJson({ work })).toEqual({ work: { container: 1, index: 2, 'container (2)': 3 } });
});

test('a text is written as its author wrote it, with the reasons for what is hidden', () => {
  const at = file.span(17, 21);
  const tag = hole('CI_COMMIT_SHA', '$CI_COMMIT_SHA', {
    kind: 'variable',
    because: 'it differs in every pipeline',
    at,
  });
  const reference = joinTexts([literal('server:', at), tag], at);
  expect(modelJson({ known: { name: literal('server', at) }, open: { name: reference } })).toEqual({
    known: { name: { text: 'server', at: '.gitlab-ci.yml:2:11' } },
    open: {
      name: { text: 'server:$CI_COMMIT_SHA', at: '.gitlab-ci.yml:2:11', hidden: ['it differs in every pipeline'] },
    },
  });
});

test('what stands in several places is written once, so cycles end', () => {
  const pipeline: { name: string; jobs: unknown[] } = { name: 'main', jobs: [] };
  const job = { name: 'build', pipeline, image: set({ name: 'kaniko' }) };
  pipeline.jobs.push(job);
  expect(modelJson({ pipelines: [pipeline], builds: closed([{ job, tool: 'kaniko' }]) })).toEqual({
    pipelines: [
      {
        name: 'main',
        jobs: [{ name: 'build', pipeline: { see: '/pipelines/0' }, image: { is: 'set', value: { name: 'kaniko' } } }],
      },
    ],
    builds: { items: [{ job: { see: '/pipelines/0/jobs/0' }, tool: 'kaniko' }], openTo: [] },
  });
});

test('a chain of a thousand jobs is no problem', () => {
  const jobs = Array.from({ length: 1000 }, (_, index): { name: string; needs: unknown[] } => ({
    name: `j${index}`,
    needs: [],
  }));
  for (const [index, job] of jobs.entries()) job.needs.push(jobs[index + 1] ?? 'nothing');
  expect(JSON.stringify(modelJson({ jobs }))).toContain('{"name":"j998","needs":[{"see":"/jobs/999"}]}');
});
