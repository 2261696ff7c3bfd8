import { type GitAnswer, runGit } from './run-git.ts';

/**
 * Arguments of git that turn off all filters that its configuration names, of the repository, the account and the machine: when
 * git compares files on the disk with a commit, it runs those that `.gitattributes` asks for. `failed` for a name that no
 * argument can hold.
 *
 * Source: gitattributes(5), "filter"; git(1), `-c <name>=<value>`; convert.c, `apply_filter`: an empty command is none.
 */
export function withoutFilters(folder: string): GitAnswer<readonly string[]> {
  const listing = runGit(folder, ['config', '--list', '--name-only', '-z']);
  if (listing.is === 'failed') return listing;
  const names = new Set(filtersIn(listing.value.toString('utf8')));
  const unfit = [...names].find((name) => name.includes('='));
  if (unfit !== undefined) return { is: 'failed', because: `the filter \`${unfit}\` of git cannot be turned off` };
  return {
    is: 'answer',
    value: [...names].flatMap((name) => turnedOff.map((key) => `filter.${name}.${key}`).flatMap(setting)),
  };
}

const filtersIn = (listing: string): readonly string[] =>
  listing.split('\0').flatMap((key) => /^filter\.([^]*)\.\w+$/.exec(key)?.[1] ?? []);

const turnedOff = ['clean=', 'smudge=', 'process=', 'required=false'];

const setting = (text: string): readonly string[] => ['-c', text];
