import {
  any,
  archWordsIn,
  defineRule,
  type Fix,
  hasMore,
  isWrittenOtherwise,
  type MergeStep,
  type Mismatch,
  mismatchesOf,
  type Patch,
  type Problem,
  placeWithin,
  replaceBy,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-source-not-built',
  group: 'reference',
  severity: 'error',
  summary: 'Every source of a merge is a reference that a build pushes',
  why: `
The merge looks its sources up in the registry by their exact references. A suffix spelled in another way
(\`x86_64\` beside \`amd64\`), a tag made of another variable or a repository that one job overrides, and the source is not
there: the merge fails, or finds an old image of that name.
  `,
  exceptions: `
References with parts that are known only at run time are compared as far as they go; what may be equal is not reported.
Sources that the pipeline copies or pushes in another way count as there, and those in repositories that it never writes
are taken for images of others. Sources whose architecture nobody builds are left to \`arch-build-missing\`. Nothing is said
for certain where scripts or files are out of sight that may build, or where a script adds names to those of a build.
  `,
  references: [
    'https://github.com/estesp/manifest-tool#createpush',
    'https://docs.docker.com/reference/cli/docker/manifest/create/',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      const mismatches = mismatchesOf(project, merge).filter(
        ({ entry }) => isWrittenOtherwise(project, merge, entry).is !== 'yes',
      );
      const [first] = mismatches;
      if (first === undefined) continue;
      const mayBeThere = any([
        hasMore(project.builds),
        ...mismatches.map(({ entry }) => isWrittenOtherwise(project, merge, entry)),
      ]);
      yield* unless(mayBeThere, () => problemOf(merge, mismatches, first));
    }
  },
});

function problemOf(merge: MergeStep, mismatches: readonly Mismatch[], first: Mismatch): Problem {
  const sources = show.quoted(mismatches.map(({ entry }) => show.image(entry.source)));
  const builds = [...new Set(mismatches.map(({ build }) => build))];
  const jobs = show.quoted(builds.map(({ job }) => job.name));
  const fix = goNames(mismatches);
  const pushed = show.quoted(
    builds.flatMap(({ destinations }) => destinations.items.map(({ reference }) => show.image(reference))),
  );
  return {
    at: first.entry.span,
    message: `\`${merge.job.name}\` merges ${sources}, which no job pushes; ${jobs} ${builds.length === 1 ? 'pushes' : 'push'} ${pushed}`,
    help:
      merge.template === undefined
        ? `write the same references in \`${merge.job.definition.name}\` and ${jobs}`
        : `let ${jobs} push ${sources}; manifest-tool fills the template in with Go's names of architectures`,
    related: builds.map(({ job, destinations, span }) => ({
      at: destinations.items[0]?.span ?? span,
      message: `\`${job.name}\` pushes here`,
    })),
    jobs: [merge.job, ...builds.map(({ job }) => job)],
    identity: sources,
    ...(fix && { fix }),
    about: builds.map(subject.built),
    follows: [
      ...builds.map(subject.built),
      ...(merge.template === undefined ? [] : [subject.place(merge.template.span)]),
    ],
  };
}

/** The builds push under Go's names of the architectures, where another word for one is all that differs. */
function goNames(mismatches: readonly Mismatch[]): Fix | undefined {
  const patches = mismatches.flatMap(({ entry, build }): readonly Patch[] => {
    const [destination, ...others] = build.destinations.items;
    const [word, ...more] = destination === undefined ? [] : archWordsIn(show.image(destination.reference));
    if (destination === undefined || word === undefined || others.length + more.length > 0) return [];
    const pushed = show.image(destination.reference);
    const meant = pushed.slice(0, word.start) + word.platform.architecture + pushed.slice(word.end);
    const place = placeWithin(destination.span, pushed.slice(word.start, word.end));
    return place === undefined || meant !== show.image(entry.source)
      ? []
      : [replaceBy(place, word.platform.architecture)];
  });
  if (patches.length === 0 || patches.length < mismatches.length) return undefined;
  return {
    title: "Push under Go's names of the architectures",
    safety: 'unsafe',
    because: 'others may pull the images by the names they have now',
    patches,
  };
}
