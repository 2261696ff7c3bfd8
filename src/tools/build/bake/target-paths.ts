import { spanOf } from '../../../bake/bake-value.ts';
import type { BuiltTarget } from '../../../bake/read-bake.ts';
import { isCheckoutRoot } from '../../../model/index.ts';
import { type Field, hidden, joinTexts, knownString, literal, set, type Text } from '../../../value/index.ts';
import { literalHead, tailOf } from '../../word-parts.ts';
import { textAt } from './target-flags.ts';

/** The build context of a target; where none is written, the folder of the file. */
export function contextOf(target: BuiltTarget, folder: Text | undefined): Field<Text> {
  const written = textAt(target, 'context');
  if (written.is === 'unknown') return written;
  const own = written.is === 'set' ? written.value : undefined;
  if (own === undefined) return set(folder ?? literal('.', target.at));
  return set(isElsewhere(own) ? own : below(folder, withoutScheme(own)));
}

/**
 * The Dockerfile of a target, which is looked up in its context.
 *
 * Source: docker/buildx bake/bake.go, toBuildOpt.
 */
export function dockerfileOf(target: BuiltTarget, folder: Text | undefined): Field<Text> {
  const inline = target.attributes.get('dockerfile-inline');
  if (inline !== undefined) {
    const at = spanOf(inline);
    const because = `the Dockerfile is written inside \`${at.file.path}\``;
    return hidden({ kind: 'indirection', because, at, isEmbedded: true });
  }
  const written = textAt(target, 'dockerfile');
  const context = contextOf(target, folder);
  if (written.is !== 'set' || context.is !== 'set') return written;
  const head = literalHead(written.value);
  if (head.startsWith('cwd://')) return set(withoutScheme(written.value));
  return set(head.startsWith('/') || isElsewhere(context.value) ? written.value : below(context.value, written.value));
}

const withoutScheme = (path: Text): Text =>
  literalHead(path).startsWith('cwd://') ? tailOf(path, 'cwd://'.length) : path;

/** Source: docker/buildx util/urlutil; other targets and images are contexts as well. */
const isElsewhere = (context: Text): boolean =>
  /^(?:https?:|git:|git@|ssh:|docker-image:|oci-layout:|target:|github\.com\/)/.test(literalHead(context));

/** `folder/path`; a path from the root is itself. */
function below(folder: Text | undefined, path: Text): Text {
  const known = folder === undefined ? '' : knownString(folder);
  if (folder === undefined || known === '' || known === '.' || known === './') return path;
  if (literalHead(path).startsWith('/') || startsAtCheckout(path)) return path;
  const last = folder.parts.at(-1);
  const slash = typeof last === 'string' && last.endsWith('/') ? '' : '/';
  return joinTexts([folder, literal(slash, path.span), path], path.span);
}

const startsAtCheckout = ({ parts: [first] }: Text): boolean => typeof first === 'object' && isCheckoutRoot(first);
