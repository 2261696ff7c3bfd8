import {
  addsLatest,
  defineRule,
  type Fix,
  findInText,
  insertBehind,
  known,
  type MergeStep,
  type Problem,
  parseReference,
  type Span,
  show,
  sliceText,
  sourceText,
  subject,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-target-untagged',
  group: 'reference',
  severity: 'error',
  summary: 'The image index that manifest-tool pushes has a tag',
  why: `
manifest-tool 2 takes \`--target\`, or \`image:\` of a spec file, as it is written. Without a tag it pushes the index by its digest
alone and ends well: the log shows a digest, and no tag of the repository leads to the index. Version 1 took \`latest\`.
  `,
  exceptions: `
An index that \`--tags\` or \`tags:\` give a name is fine, and so is a target that ends in a variable which may hold the tag; that
\`$CI_REGISTRY_IMAGE\` holds none is known. The other tools push \`latest\`. Where the version of manifest-tool is not known, the
answer stays open.
  `,
  references: [
    'https://github.com/estesp/manifest-tool#createpush',
    'https://github.com/GoogleContainerTools/kaniko/pull/3317',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      const [target, ...others] = merge.targets.items;
      if (merge.tool !== 'manifest-tool' || target === undefined || others.length + merge.targets.openTo.length > 0)
        continue;
      const { tag, digest } = target.reference;
      if (tag.is === 'unset' && digest.is === 'unset') yield* unless(isTagged(merge), () => problemOf(merge, target));
    }
  },
});

function isTagged({ version, span }: MergeStep): Truth {
  const adds = addsLatest(version);
  const because = 'the version of manifest-tool is not known';
  return adds === undefined ? unknown({ kind: 'indirection', because, at: span }) : known(adds);
}

type Target = MergeStep['targets']['items'][number];

function problemOf(merge: MergeStep, { reference, span }: Target): Problem {
  const tag = tagOfSources(merge) ?? 'latest';
  const image = show.image(reference);
  const fix = fixOf(span, tag);
  return {
    at: span,
    message: `\`${merge.job.name}\` pushes the image index to \`${image}\`, which has no tag; manifest-tool pushes it by digest alone, and no tag leads to it`,
    help: `name the tag: \`${image}:${tag}\``,
    jobs: [merge.job],
    identity: image,
    about: [subject.place(span)],
    ...(fix && { fix }),
  };
}

/** The tag of the template without its architecture. */
function tagOfSources({ template }: MergeStep): string | undefined {
  const { tag } = template === undefined ? { tag: undefined } : parseReference(template.text);
  if (tag?.is !== 'set') return undefined;
  const at = findInText(tag.value, '-ARCH');
  const before = show.text(sliceText(tag.value, 0, Math.max(at, 0)));
  return before === '' ? undefined : before;
}

function fixOf(span: Span, tag: string): Fix | undefined {
  if (!/^"?[^\s,="']+"?$/.test(sourceText(span))) return undefined;
  const bare = sourceText(span).endsWith('"') ? span.file.span(span.start, span.end - 1) : span;
  return {
    title: `Add the tag \`${tag}\``,
    safety: 'unsafe',
    because: 'only you know which tag the index is meant to have',
    patches: [insertBehind(bare, `:${tag}`)],
  };
}
