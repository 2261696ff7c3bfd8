import { type Field, type Hole, hidden, holesOf, joinTexts, literal, set, type Text } from '../../value/index.ts';

/**
 * The registries that a file of credentials is for: the keys under `auths` or `credHelpers`. Unknown where the content does
 * not show them, or where a credential store may know more.
 *
 * Source: docker/cli cli/config/configfile/file.go; containers-auth.json(5).
 */
export function authHosts(content: Text): Field<readonly Text[]> {
  if (!content.parts.some((part) => typeof part === 'string' && names.test(part))) return hidden();
  const holes = holesOf(content);
  let count = 0;
  const text = content.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      count += 1;
      return `\u0001${String(count - 1)}\u0002`;
    })
    .join('');
  if (/"credsStore"/.test(text)) return hidden();
  const keys = [
    ...text.matchAll(
      /"([^"{}]+)"\s*:\s*(?:\{\s*"(?:auth|username|password|identitytoken)|"(?:ecr|gcr|gcloud|acr)[\w-]*")/g,
    ),
  ];
  return keys.length === 0 ? hidden() : set(keys.map(([, key = '']) => withHoles(key, holes, content)));
}

/** Most files that a script writes are no credentials. */
const names = /"(?:auths|credHelpers)"/;

/** The key as a text, with its holes put back. */
function withHoles(key: string, holes: readonly Hole[], { span }: Text): Text {
  const pieces = key.split(/\u0001(\d+)\u0002/);
  const texts = pieces.map((piece, index): Text => {
    const hole = index % 2 === 1 ? holes[Number(piece)] : undefined;
    return hole === undefined ? literal(piece, span) : { parts: [hole], span };
  });
  return joinTexts(texts, span);
}
