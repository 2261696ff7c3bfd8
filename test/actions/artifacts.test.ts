import { describe, expect, test } from 'vitest';
import type { ArtifactDownload, ArtifactUpload } from '../../src/model/index.ts';
import { showText } from '../../src/value/index.ts';
import { workOf } from './steps-of.ts';

const uploadOf = (version: string, inputs: string): ArtifactUpload => {
  const [upload] = workOf(`- uses: actions/upload-artifact@${version}\n  with: {${inputs}}`).uploads;
  if (upload === undefined) throw new Error('nothing is uploaded');
  return upload;
};

const downloadOf = (version: string, inputs: string): ArtifactDownload => {
  const [download] = workOf(`- uses: actions/download-artifact@${version}\n  with: {${inputs}}`).downloads;
  if (download === undefined) throw new Error('nothing is downloaded');
  return download;
};

describe('actions/upload-artifact', () => {
  test.each([
    ['v3', 'path: out', 'artifact', 'no', 'no'],
    ['v4', 'path: out', 'artifact', 'yes', 'no'],
    ['v4', 'path: out, name: digests', 'digests', 'yes', 'no'],
    ['v4', 'path: out, name: digests, overwrite: true', 'digests', 'no', 'yes'],
    ['v3', 'path: out, overwrite: true', 'artifact', 'no', 'no'],
    ['043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1', '', 'artifact', 'yes', 'no'],
    ['main', 'path: out', 'artifact', 'unknown', 'no'],
    ['v7', 'path: out/app.tar, archive: false', 'app.tar', 'yes', 'no'],
  ])('@%s with %s is called %s; the name is taken: %s, it overwrites: %s', (version, inputs, ...expected) => {
    const { name, nameIsTaken, overwrites } = inputs === '' ? uploadWithComment(version) : uploadOf(version, inputs);
    expect([showText(name), nameIsTaken.is, overwrites.is]).toEqual(expected);
  });

  const uploadWithComment = (version: string): ArtifactUpload => {
    const [upload] = workOf(`- uses: actions/upload-artifact@${version}`).uploads;
    if (upload === undefined) throw new Error('nothing is uploaded');
    return upload;
  };

  test('stores the paths of its lines, seen from the checkout, and not those that begin with !', () => {
    const step =
      '- uses: actions/upload-artifact@v4\n  with:\n    path: |\n      ./out/*\n      /tmp/digests/\n      !out/*.tmp';
    const [upload] = workOf(step).uploads;
    expect(upload?.paths.items.map(showText)).toEqual(['out/*', '/tmp/digests']);
  });

  test('is open to what its merge action puts together', () => {
    const [upload] = workOf('- uses: actions/upload-artifact/merge@v4').uploads;
    expect(upload && showText(upload.name)).toBe('merged-artifacts');
    expect(upload?.paths.openTo).toHaveLength(1);
  });
});

describe('actions/download-artifact', () => {
  test.each([
    ['v4', 'name: digests, path: /tmp/digests', 'name', '/tmp/digests', 'yes'],
    ['v4', 'pattern: digests-*, path: /tmp/digests', 'pattern', '/tmp/digests', 'no'],
    ['v4', 'pattern: digests-*, merge-multiple: true', 'pattern', '', 'yes'],
    ['v3', 'pattern: digests-*, merge-multiple: true', 'all', '', 'no'],
    ['v4', 'path: ./digests/', 'all', 'digests', 'no'],
    ['v1', 'name: digests', 'name', 'digests', 'yes'],
    ['v4', 'artifact-ids: 12', 'elsewhere', '', 'no'],
    ['v4', 'name: a, github-token: x, run-id: 12', 'elsewhere', '', 'no'],
    ['v4', 'name: a, run-id: 12', 'name', '', 'yes'],
    ['main', 'pattern: a-*, merge-multiple: true', 'pattern', '', 'unknown'],
  ])('@%s with %s takes by %s into "%s", in one folder: %s', (version, inputs, ...expected) => {
    const { takes, folder, mergesFolders } = downloadOf(version, inputs);
    expect([takes.is, showText(folder), mergesFolders.is]).toEqual(expected);
  });
});
