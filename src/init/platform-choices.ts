import { type Platform, samePlatform } from '../rule/index.ts';
import type { Seen } from './seen.ts';
import { distinct } from './seen-images.ts';

/** What a policy could say under `platforms`, and whether it says it or leaves it to its reader. */
export interface PlatformChoice {
  readonly platforms: readonly Platform[];
  readonly isInForce: boolean;
}

/**
 * The choices for `platforms`, the most demanding first: all that images for several platforms have or list; those for
 * which each of them is built; and, which asks for nothing, the first of these as a proposal only.
 */
export function platformChoices({ images }: Seen): readonly PlatformChoice[] {
  const several = images.filter(({ declared }) => declared.length > 1);
  const all = inOrder(distinct(several.flatMap(({ declared }) => declared)));
  const common = all.filter((platform) =>
    several.every(({ built }) => built.some((one) => samePlatform(one, platform))),
  );
  const inForce = [all, ...(common.length < all.length ? [common] : [])].filter(({ length }) => length > 1);
  return [
    ...inForce.map((platforms) => ({ platforms, isInForce: true })),
    { platforms: all.length > 0 ? all : usual, isInForce: false },
  ];
}

/** What most repositories mean by several architectures. */
const usual: readonly Platform[] = [
  { os: 'linux', architecture: 'amd64', variant: '' },
  { os: 'linux', architecture: 'arm64', variant: '' },
];

const inOrder = (platforms: readonly Platform[]): readonly Platform[] =>
  platforms.toSorted((a, b) => compare(keyOf(a), keyOf(b)));

const keyOf = ({ os, architecture, variant }: Platform): string => `${os}/${architecture}/${variant}`;
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
