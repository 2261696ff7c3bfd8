import {
  type ActionPin,
  type ActionUse,
  any,
  defineRule,
  foreignActions,
  known,
  not,
  otherPlaces,
  type Problem,
  pinOf,
  type SameAction,
  show,
  someHandlesImages,
  unless,
} from '../../src/rule/index.ts';

interface Options {
  readonly require: 'commit' | 'release';
  readonly trusted: readonly string[];
}

export default defineRule<Options>({
  id: 'unpinned-action',
  group: 'tool',
  severity: 'info',
  isOptIn: true,
  summary: 'Jobs that make images use actions by commit',
  why: `
A tag of an action is moved by whoever may push to its repository, and what runs the next time has the token and the registry
credentials of the job: in March 2025 all tags of an action that 23,000 repositories used were moved to a commit that
printed secrets into the logs. A full commit is the only ref that stays what it was.
  `,
  exceptions: `
Looked at are the actions of jobs that make or push images; those of the repository itself, and images, have no ref. Owners
and actions that may be used by tag stand under \`trusted\`: \`[actions, docker, redhat-actions/buildah-build]\`. With
\`require: release\` a tag that names a release (\`v4.1.2\`) is enough.
  `,
  references: [
    'https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions',
    'https://github.com/advisories/GHSA-mrrh-fwg8-r2c3',
  ],
  equivalents: { zizmor: ['unpinned-uses'] },
  options: {
    require: {
      schema: { enum: ['commit', 'release'] },
      default: 'commit',
      description: 'What pins an action: a full commit, or also a tag that names a release',
    },
    trusted: {
      schema: { type: 'array', items: { type: 'string' } },
      default: [],
      description: 'Owners, or actions as `owner/name`, that may be used by any ref',
    },
  },

  *check({ project, options }) {
    for (const uses of foreignActions(project)) {
      const jobs = uses.map(({ job }) => job);
      const isFine = isTrusted(uses[0], options) || isPinned(pinOf(uses[0]), options);
      yield* unless(any([known(isFine), not(someHandlesImages(project, jobs))]), () => problemOf(uses));
    }
  },
});

const isPinned = (pin: ActionPin, { require }: Options): boolean =>
  pin === 'commit' || (pin === 'release' && require === 'release');

function isTrusted({ action }: ActionUse, { trusted }: Options): boolean {
  const [owner = '', name = ''] = action.toLowerCase().split('/');
  return trusted.some((one) => [owner, `${owner}/${name}`].includes(one.toLowerCase()));
}

const flaws: Readonly<Record<ActionPin, string>> = {
  commit: 'a commit',
  release: 'a tag that can be moved',
  line: 'a tag that moves with every release',
  name: 'which moves with whatever is pushed there',
};

function problemOf(uses: SameAction): Problem {
  const [use] = uses;
  const jobs = uses.map(({ job }) => job);
  const names = show.jobs(jobs);
  return {
    at: use.refSpan,
    message: `${show.few(names)} ${names.length === 1 ? 'uses' : 'use'} \`${use.action}@${use.ref}\`, ${flaws[pinOf(use)]}`,
    help: `write the full commit, and behind it the release as a comment: \`# ${pinOf(use) === 'name' ? 'v1.2.3' : use.ref}\``,
    related: otherPlaces(uses),
    jobs,
    identity: `${use.action}@${use.ref}`,
  };
}
