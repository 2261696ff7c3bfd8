import type { PublishedImage } from '../model/index.ts';
import { imageAddress } from './address.ts';
import { tokenUrl } from './challenge.ts';
import { manifestTypes, readConfigPlatform, readManifest } from './manifest.ts';

/** The answer to a request; header names in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Asks one address; a failure of the network is a clause that says so. */
export type Get = (
  url: string,
  headers: Readonly<Record<string, string>>,
) => Promise<Answer | { readonly failed: string }>;

/**
 * Asks the registry of an image for which platforms it is published, without credentials. Never throws: what cannot be
 * told is `unknown` with the reason.
 *
 * Source: github.com/opencontainers/distribution-spec, "Pulling manifests".
 */
export async function askRegistry(reference: string, get: Get): Promise<PublishedImage> {
  const address = imageAddress(reference);
  if (address === undefined) return unknown(`\`${reference}\` is no address of an image`);
  const base = `https://${address.host}/v2/${address.repository}`;
  const found = await pull(`${base}/manifests/${address.reference}`, manifestTypes.join(', '), get);
  if (found.is === 'refused') return unknown(`\`${address.host}\` ${found.because}`);
  const manifest = readManifest(found.body);
  if (manifest.is === 'index') return { is: 'published', platforms: manifest.platforms };
  if (manifest.is === 'unreadable')
    return unknown(`\`${address.host}\` sent no manifest of \`${reference}\` that tells its platforms`);
  const config = await pull(`${base}/blobs/${manifest.config}`, '*/*', get);
  const platforms = config.is === 'found' ? readConfigPlatform(config.body) : [];
  return platforms.length === 0
    ? unknown(`\`${reference}\` does not tell its platform`)
    : { is: 'published', platforms };
}

const unknown = (because: string): PublishedImage => ({ is: 'unknown', because });

type Pulled =
  | { readonly is: 'found'; readonly body: string }
  /** A clause with the registry as its subject. */
  | { readonly is: 'refused'; readonly because: string };

/** One address, with an anonymous token where the registry asks for one. */
async function pull(url: string, accept: string, get: Get): Promise<Pulled> {
  const first = await get(url, { accept });
  if ('failed' in first) return { is: 'refused', because: `does not answer: ${first.failed}` };
  if (first.status !== 401) return pulled(first);
  const token = await anonymousToken(first, get);
  if (token === undefined) return { is: 'refused', because: 'wants a login' };
  const second = await get(url, { accept, authorization: `Bearer ${token}` });
  if ('failed' in second) return { is: 'refused', because: `does not answer: ${second.failed}` };
  return pulled(second);
}

function pulled({ status, body }: Answer): Pulled {
  if (status === 200) return { is: 'found', body };
  const because = refusals[status] ?? `answers with HTTP ${String(status)}`;
  return { is: 'refused', because };
}

const refusals: Readonly<Record<number, string>> = {
  401: 'wants a login',
  403: 'wants a login',
  404: 'does not have the image, or wants a login',
  429: 'has been asked too often',
};

/** Source: distribution.github.io/distribution/spec/auth/token: `token`, or `access_token` for OAuth 2.0. */
async function anonymousToken({ headers }: Answer, get: Get): Promise<string | undefined> {
  const url = tokenUrl(headers.get('www-authenticate') ?? '');
  const answer = url === undefined ? undefined : await get(url, { accept: 'application/json' });
  if (answer === undefined || 'failed' in answer || answer.status !== 200) return undefined;
  const token = /"(?:access_)?token"\s*:\s*"([^"\\]+)"/.exec(answer.body)?.[1];
  return token;
}
