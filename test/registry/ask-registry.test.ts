import { describe, expect, test } from 'vitest';
import { imageAddress } from '../../src/registry/address.ts';
import { type Answer, askRegistry } from '../../src/registry/ask-registry.ts';
import { tokenUrl } from '../../src/registry/challenge.ts';

const answer = (status: number, body: unknown = '', headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: new Map(Object.entries(headers)),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const index = {
  manifests: [
    { platform: { os: 'linux', architecture: 'amd64' } },
    { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
    { platform: { os: 'unknown', architecture: 'unknown' } },
  ],
};

test.each([
  ['alpine', 'registry-1.docker.io', 'library/alpine', 'latest'],
  ['bitnami/redis:8.2', 'registry-1.docker.io', 'bitnami/redis', '8.2'],
  ['docker.io/library/golang:1.26', 'registry-1.docker.io', 'library/golang', '1.26'],
  ['ghcr.io/acme/base:3', 'ghcr.io', 'acme/base', '3'],
  ['localhost:5000/app', 'localhost:5000', 'app', 'latest'],
  [`quay.io/a/b:1@sha256:${'0'.repeat(64)}`, 'quay.io', 'a/b', `sha256:${'0'.repeat(64)}`],
])('%s lies at %s', (written, host, repository, reference) => {
  expect(imageAddress(written)).toEqual({ host, repository, reference });
});

test.each(['', 'UPPER/case', 'a b', 'x:', '../etc/passwd', 'evil.example/%2e%2e/x'])('%j is no address', (written) => {
  expect(imageAddress(written)).toBeUndefined();
});

test('a challenge names where a token is to be had, over https alone', () => {
  const fields = 'service="registry.example.com",scope="repository:a/b:pull"';
  expect(tokenUrl(`Bearer realm="https://auth.example.com/token",${fields}`)).toBe(
    'https://auth.example.com/token?service=registry.example.com&scope=repository%3Aa%2Fb%3Apull',
  );
  expect(tokenUrl(`Bearer realm="http://auth.example.com/token",${fields}`)).toBeUndefined();
  expect(tokenUrl('Basic realm="x"')).toBeUndefined();
});

describe('a registry', () => {
  test('tells the platforms of an index, attestations left out, after it gave a token', async () => {
    const asked: string[] = [];
    const published = await askRegistry('debian:13', (url, headers) => {
      asked.push(url);
      if (url.startsWith('https://auth.')) return Promise.resolve(answer(200, { token: 'abc' }));
      if (headers['authorization'] === 'Bearer abc') return Promise.resolve(answer(200, index));
      return Promise.resolve(
        answer(401, '', {
          'www-authenticate': 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
        }),
      );
    });
    expect(published).toMatchObject({
      is: 'published',
      platforms: [{ architecture: 'amd64' }, { architecture: 'arm', variant: 'v7' }],
    });
    expect(asked[0]).toBe('https://registry-1.docker.io/v2/library/debian/manifests/13');
    expect(asked).toHaveLength(3);
  });

  test('tells the platform of a single image by its configuration', async () => {
    const published = await askRegistry('ghcr.io/acme/base:3', (url) =>
      Promise.resolve(
        url.includes('/blobs/sha256:1')
          ? answer(200, { os: 'linux', architecture: 'amd64' })
          : answer(200, { config: { digest: 'sha256:1' } }),
      ),
    );
    expect(published).toMatchObject({ is: 'published', platforms: [{ os: 'linux', architecture: 'amd64' }] });
  });

  test.each([
    [answer(404), 'does not have the image, or wants a login'],
    [answer(401, '', { 'www-authenticate': 'Basic realm="x"' }), 'wants a login'],
    [answer(503), 'answers with HTTP 503'],
    [answer(200, 'no json'), 'sent no manifest'],
    [answer(200, { manifests: [{ platform: { os: 'linux', architecture: 'amd64' } }, {}] }), 'tells its platforms'],
    [answer(200, { manifests: [] }), 'tells its platforms'],
    [{ failed: 'getaddrinfo ENOTFOUND' }, 'does not answer: getaddrinfo ENOTFOUND'],
  ])('that does not answer is a reason, not a failure', async (given, because) => {
    const published = await askRegistry('registry.example.com/base:1', () => Promise.resolve(given));
    expect(published.is === 'unknown' && published.because).toContain(because);
  });
});
