import { expect, test } from 'vitest';
import { parseReference, referenceIndex } from '../../src/oci/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { literal } from '../../src/value/index.ts';

const reference = (written: string) => parseReference(literal(written, new SourceFile('.gitlab-ci.yml', '').whole));

const found = (names: readonly string[], sought: string): readonly string[] =>
  referenceIndex(names, reference)(reference(sought));

test('an index finds what is under a reference, however Docker Hub lets it be written, in order', () => {
  const names = ['alpine:latest', 'registry.example.com/alpine', 'docker.io/library/alpine', 'alpine:3.22', 'alpine'];
  expect(found(names, 'index.docker.io/library/alpine:latest')).toEqual([
    'alpine:latest',
    'docker.io/library/alpine',
    'alpine',
  ]);
});

test('it finds nothing where a tag or a digest is another one', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  expect(found(['shop/api:1', `shop/api@${digest}`, 'shop/api'], 'shop/api:2')).toEqual([]);
  expect(found(['shop/api:1', `shop/api:1@${digest}`, 'shop/api'], `shop/api@${digest}`)).toEqual([
    `shop/api:1@${digest}`,
  ]);
});
