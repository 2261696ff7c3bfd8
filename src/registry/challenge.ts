/**
 * The address at which an anonymous token is to be had, from the header `WWW-Authenticate` of a refusal; `undefined` where
 * the registry wants another kind of login.
 *
 * Source: distribution.github.io/distribution/spec/auth/token.
 */
export function tokenUrl(header: string): string | undefined {
  if (!/^bearer\s/i.test(header)) return undefined;
  const fields = new Map(
    [...header.matchAll(/([a-z]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
  const realm = fields.get('realm');
  if (realm === undefined || !realm.startsWith('https://')) return undefined;
  const query = ['service', 'scope'].flatMap((name) => {
    const value = fields.get(name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return query.length === 0 ? realm : `${realm}${realm.includes('?') ? '&' : '?'}${query.join('&')}`;
}
