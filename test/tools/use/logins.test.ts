import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../src/source/source-file.ts';
import { authHosts } from '../../../src/tools/use/auth-hosts.ts';
import { readLogins } from '../../../src/tools/use/logins.ts';
import { readSecrets } from '../../../src/tools/use/secrets.ts';
import { type Field, hole, joinTexts, literal, showText, type Text } from '../../../src/value/index.ts';
import { commandsOf } from '../commands.ts';

const shown = (hosts: Field<readonly Text[]>): string => (hosts.is === 'set' ? hosts.value.map(showText).join() : '?');

const loginsOf = (script: string): readonly string[] =>
  readLogins(commandsOf(script)).map(({ store, hosts }) => `${store} ${shown(hosts)}`);

describe('logins', () => {
  test.each([
    ['docker login -u me --password-stdin registry.example.com', ['docker registry.example.com']],
    ['docker login -u me -p $SECRET', ['docker docker.io']],
    ['buildah login -u me --password-stdin $CI_REGISTRY', ['containers $CI_REGISTRY']],
    ['crane auth login registry.example.com -u me', ['docker registry.example.com']],
    ['regctl registry login registry.example.com -u me -p $SECRET', ['regctl registry.example.com']],
    ['gcloud auth configure-docker europe-docker.pkg.dev', ['docker ?']],
    ['docker logout registry.example.com', []],
    ['cp $AUTH ~/.docker/config.json', ['docker ?']],
    ['cp $AUTH ~/.docker/', ['docker ?']],
    ['cp $AUTH $REGISTRY_AUTH_FILE', ['containers ?']],
    ['cat ~/.docker/config.json', []],
    ['mkdir -p ~/.docker', []],
    ['cp config.json build/', []],
  ])('%s', (script, wanted) => {
    expect(loginsOf(script)).toEqual(wanted);
  });
});

describe('hosts of a file of credentials', () => {
  const { whole } = new SourceFile('ci.yml', 'config');
  const registry = hole('CI_REGISTRY', '$CI_REGISTRY', { kind: 'variable', because: 'it is', at: whole });
  const content = (...parts: readonly (string | Text)[]): Text =>
    joinTexts(
      parts.map((part) => (typeof part === 'string' ? literal(part, whole) : part)),
      whole,
    );

  test.each([
    [content('{"auths":{"registry.example.com":{"auth":"eA=="}}}'), 'registry.example.com'],
    [
      content('{"auths": {"', registry, '": {"username":"me","password":"x"}, "docker.io": {"auth":"x"}}}'),
      '$CI_REGISTRY,docker.io',
    ],
    [content('{"credHelpers":{"registry.example.com":"gcr"}}'), 'registry.example.com'],
    [content('{"credsStore":"ecr-login"}'), '?'],
    [content(registry), '?'],
  ])('case %#', (text, wanted) => {
    expect(shown(authHosts(text))).toBe(wanted);
  });
});

describe('secrets as arguments', () => {
  test.each([
    ['docker login -u me -p $SECRET registry.example.com', ['docker login --password $SECRET']],
    ['docker login -u me --password-stdin registry.example.com', []],
    ['docker run -p 8080:80 shop', []],
    ['skopeo copy --dest-creds me:$SECRET docker://a docker://b', ['skopeo copy --dest-creds me:$SECRET']],
    ['manifest-tool --username me --password=$SECRET push from-spec x.yml', ['manifest-tool push --password $SECRET']],
    ['regctl registry login registry.example.com -p $SECRET', ['regctl registry login --pass $SECRET']],
  ])('%s', (script, wanted) => {
    const found = readSecrets(commandsOf(script));
    expect(found.map(({ call, flag, value }) => `${call} ${flag} ${showText(value)}`)).toEqual(wanted);
  });
});
