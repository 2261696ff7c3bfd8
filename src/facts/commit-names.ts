import type { Hole, Text } from '../value/index.ts';

/** What the value of a predefined variable looks like, where that tells it from others. */
type Shape = 'sha' | 'short-sha' | 'number' | 'ref';

/**
 * A commit has 40 or 64 hexadecimal digits, and eight in its short form, or seven in that of docker/metadata-action; ids are
 * decimal numbers; GitLab and GitHub refuse branches and tags that are named like a commit.
 * Source: GitLab `doc/ci/variables/predefined_variables.md`, `lib/gitlab/git_ref_validator.rb`, `Gitlab::Git::Commit`;
 * docs.github.com/actions/reference/workflows-and-actions/variables; docker/metadata-action README.md (`type=sha`).
 */
const shapes: ReadonlyMap<string, Shape> = new Map([
  ['CI_COMMIT_SHA', 'sha'],
  ['CI_COMMIT_SHORT_SHA', 'short-sha'],
  ['CI_PIPELINE_ID', 'number'],
  ['CI_PIPELINE_IID', 'number'],
  ['CI_COMMIT_BRANCH', 'ref'],
  ['CI_COMMIT_REF_NAME', 'ref'],
  ['CI_COMMIT_REF_SLUG', 'ref'],
  ['CI_COMMIT_TAG', 'ref'],
  ['GITHUB_SHA', 'sha'],
  ['one word sha by docker/metadata-action', 'short-sha'],
  ['GITHUB_RUN_ID', 'number'],
  ['GITHUB_RUN_NUMBER', 'number'],
  ['GITHUB_REF_NAME', 'ref'],
]);

/** The shape of a value; the workflow in whose runs it is the same does not matter. */
const shapeOf = ({ symbol }: Hole): Shape | undefined => shapes.get(symbol.replace(/@.*$/s, ''));

/** What values of a shape are made of. */
const alphabets: Readonly<Record<Exclude<Shape, 'ref'>, RegExp>> = {
  sha: /^[0-9a-f]*$/,
  'short-sha': /^[0-9a-f]*$/,
  number: /^[0-9]*$/,
};

/**
 * Whether one text is nothing but a commit or a number, and the other one has a letter or sign that none of these has: what ends in
 * `-amd64` is no commit.
 */
export const isApartInAlphabet = (left: Text, right: Text): boolean =>
  isOutOf(left, alphabetOf(right)) || isOutOf(right, alphabetOf(left));

function alphabetOf({ parts: [only, ...others] }: Text): RegExp | undefined {
  const shape = only === undefined || typeof only === 'string' ? undefined : shapeOf(only);
  return others.length > 0 || shape === undefined || shape === 'ref' ? undefined : alphabets[shape];
}

const isOutOf = ({ parts }: Text, alphabet: RegExp | undefined): boolean =>
  alphabet !== undefined && parts.some((part) => typeof part === 'string' && !alphabet.test(part));

/**
 * Whether two texts are written alike, but for predefined variables of different shape: `app:$CI_COMMIT_SHA` and
 * `app:$CI_COMMIT_SHORT_SHA` name no image in common. A short commit that happens to be a number or the name of a
 * branch is left out of account: it would be equal in a few runs by chance.
 */
export function differInShape(left: Text, right: Text): boolean {
  if (left.parts.length !== right.parts.length) return false;
  const pairs = left.parts.map((part, index) => compare(part, right.parts[index] ?? ''));
  return pairs.includes('apart') && !pairs.includes('unknown');
}

function compare(left: string | Hole, right: string | Hole): 'same' | 'apart' | 'unknown' {
  if (typeof left === 'string' || typeof right === 'string') return left === right ? 'same' : 'unknown';
  if (left.symbol === right.symbol) return 'same';
  const [a, b] = [shapeOf(left), shapeOf(right)];
  return a !== undefined && b !== undefined && a !== b ? 'apart' : 'unknown';
}
