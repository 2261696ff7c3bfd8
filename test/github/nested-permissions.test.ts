import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { messages, readingOf } from './workflows-of.ts';

const caller = (permissions: string, ofJob = ''): string =>
  `on: push\n${permissions}\njobs:\n  image:\n    uses: ./.github/workflows/image.yml\n${ofJob}`;
const called = (permissions: string, ofJob = ''): string =>
  `on: workflow_call\n${permissions}\njobs:\n  push:\n    runs-on: ubuntu-24.04\n${ofJob}`;

const refused = (whoAndWhat: string): string =>
  `Error calling workflow './.github/workflows/image.yml'. ${whoAndWhat}.`;

describe('what a called workflow asks for', () => {
  test.each([
    [
      'more than the workflow of the caller may',
      caller('permissions: {contents: read}'),
      called('', '    permissions: {packages: write}\n'),
      "The nested job 'push' is requesting 'packages: write', but is only allowed 'packages: none'",
    ],
    [
      'more than the job of the caller may, whatever its workflow may',
      caller('permissions: write-all', '    permissions: {packages: read}\n'),
      called('permissions: {packages: write}'),
      "The workflow is requesting 'packages: write', but is only allowed 'packages: read'",
    ],
    [
      'several things, in the order of GitHub',
      caller('permissions: {}'),
      called('permissions: {id-token: write, packages: write, contents: read}'),
      "The workflow is requesting 'contents: read, packages: write, id-token: write', but is only allowed 'contents: none, packages: none, id-token: none'",
    ],
    [
      'to write a token where everything is read',
      caller('permissions: read-all'),
      called('permissions: {contents: read, id-token: write}'),
      "The workflow is requesting 'id-token: write', but is only allowed 'id-token: read'",
    ],
  ])('%s', (_, own, other, expected) => {
    expect(messages(own, { workflows: { 'image.yml': other } })).toEqual([refused(expected)]);
  });

  test.each([
    ['as much as allowed', caller('permissions: {packages: write, contents: read}'), 'permissions: {packages: write}'],
    ['less', caller('permissions: write-all'), 'permissions: {packages: write, id-token: write, models: read}'],
    ['anything where settings decide', caller(''), 'permissions: write-all'],
    ['nothing', caller('permissions: {}'), ''],
    ['nothing of what is there', caller('permissions: {}'), 'permissions: {packages: none}'],
  ])('%s is fine', (_, own, permissions) => {
    expect(messages(own, { workflows: { 'image.yml': called(permissions) } })).toEqual([]);
  });

  test('what the outermost caller may holds through a workflow in between that says nothing', () => {
    const between = 'on: workflow_call\njobs:\n  build:\n    uses: ./.github/workflows/push.yml\n';
    const workflows = { 'image.yml': between, 'push.yml': called('permissions: {packages: write}') };
    expect(messages(caller('permissions: {packages: read}'), { workflows })).toEqual([
      "Error calling workflow './.github/workflows/push.yml'. The workflow is requesting 'packages: write', but is only allowed 'packages: read'.",
    ]);
  });

  test('both ends have their places', () => {
    const own = caller('permissions: {packages: read}');
    const { pipelines } = readingOf(own, { workflows: { 'image.yml': called('permissions: {packages: write}') } });
    const [rejection] = pipelines.flatMap(({ rejections }) => rejections);
    expect(sourceText(rejection!.at)).toBe('packages');
    expect(rejection!.places?.map(({ at, message }) => [at.file.path, message])).toEqual([
      ['.github/workflows/release.yml', 'this gives `packages: read`'],
      ['.github/workflows/image.yml', '`packages: write` is asked for here'],
    ]);
  });
});
