import {
  any,
  defineRule,
  type Fix,
  findInText,
  type Hole,
  holesOf,
  type Job,
  type MergeTemplate,
  no,
  type Problem,
  placeWithin,
  replaceBy,
  type Span,
  show,
  sourceText,
  subject,
  type Truth,
  unknown,
  unless,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-template-placeholder',
  group: 'reference',
  severity: 'error',
  summary: "manifest-tool's template holds its placeholder ARCH once, as a word of its own",
  why: `
manifest-tool puts each platform's architecture where \`ARCH\` first stands in the template. Without \`ARCH\` it lists one
and the same image for every platform and says nothing. If \`ARCH\`, \`OS\` or \`VARIANT\` first stands inside another word,
that word is replaced instead; a second \`ARCH\` stays as it is.
  `,
  exceptions: `
The template is judged after the shell has expanded it: a variable that is *named* \`POSTGRES_IMAGE\` does no harm. Placeholders
that touch each other, such as \`ARCHVARIANT\`, are fine. A template without \`ARCH\` stays undecided if a variable whose value
is not in the repository may hold it; addresses, commits and numbers that GitLab itself sets never do. It stays so, too, where a
variable hides the platforms, which may be one only.
  `,
  references: ['https://github.com/estesp/manifest-tool#createpush'],
  fixes: ['safe'],

  *check({ project }) {
    for (const { job, template } of project.merges.items) {
      if (template === undefined || isForOne(template)) continue;
      if (findInText(template.text, 'ARCH') === -1) {
        const isRight = any([mayHoldPlaceholder(template), mayBeForOne(template)]);
        yield* unless(isRight, () => withoutPlaceholder(job, template));
      }
      for (const problem of brokenPlaceholders(job, template)) yield* violation(problem);
    }
  },
});

/** Whether it makes one reference only, for which a placeholder is not missed. */
const isForOne = ({ platforms }: MergeTemplate): boolean => platforms.items.length < 2 && platforms.openTo.length === 0;

const mayBeForOne = ({ platforms }: MergeTemplate): Truth =>
  platforms.items.length < 2 && platforms.openTo.length > 0 ? unknown(...platforms.openTo) : no;

/** Whether the placeholder is in a part that is fixed only at run time: unknown for those that could hold any text. */
function mayHoldPlaceholder({ text }: MergeTemplate): Truth {
  const causes = holesOf(text).filter((hole) => !isUnsetHere(hole) && !isFixed(hole));
  return causes.length === 0 ? no : unknown(...causes.map(({ cause }) => cause));
}

const isUnsetHere = ({ cause }: Hole): boolean => cause.kind === 'out-of-scope-variable';

/** Predefined variables hold addresses, commits and numbers: no placeholder. Source: docs.gitlab.com predefined variables. */
const isFixed = ({ symbol }: Hole): boolean =>
  /^CI_(?:REGISTRY|REGISTRY_IMAGE|COMMIT_\w+|PIPELINE_\w+|PROJECT_\w+)$/.test(symbol);

function withoutPlaceholder(job: Job, { text, platforms, span }: MergeTemplate): Problem {
  const unset = holesOf(text).find(isUnsetHere);
  const start = `the template \`${show.text(text)}\` of \`${job.name}\` has no \`ARCH\``;
  const listed =
    platforms.openTo.length > 0 ? 'every platform' : show.platforms(platforms.items.map(({ platform }) => platform));
  const fix = fixFor({ platforms, span }, unset?.shown);
  return {
    ...shared(job, span),
    message:
      unset === undefined
        ? `${start}, so one image is listed for ${listed}`
        : `${start}, and one image is looked up for ${listed}: \`${unset.shown}\` is empty here, because ${unset.cause.because}`,
    help:
      unset === undefined
        ? 'write `ARCH` where the architecture stands in the references that the builds push'
        : `write \`ARCH\` instead of \`${unset.shown}\`; manifest-tool fills it in for each platform`,
    ...(fix && { fix }),
  };
}

/** The placeholder in the place of the variable that is empty here, or of one of the architectures. */
function fixFor(
  { platforms, span }: Pick<MergeTemplate, 'platforms' | 'span'>,
  unset: string | undefined,
): Fix | undefined {
  const architectures = platforms.items.map(({ platform }) => platform.architecture);
  const written = unset ?? architectures.find((word) => new RegExp(`[-_.:]${word}["']?$`).test(sourceText(span)));
  const place = written === undefined ? undefined : placeWithin(span, written);
  if (written === undefined || place === undefined) return undefined;
  return { title: `Write \`ARCH\` instead of \`${written}\``, safety: 'safe', patches: [replaceBy(place, 'ARCH')] };
}

const shared = (job: Job, at: Span): Pick<Problem, 'at' | 'jobs' | 'about'> => ({
  at,
  jobs: [job],
  about: [subject.place(at)],
});

/** Placeholders in the order in which manifest-tool replaces them. Source: manifest-tool v2 `push.go`. */
const placeholders = ['ARCH', 'OS', 'VARIANT'] as const;

/** Placeholders that manifest-tool finds where their author did not mean them. */
function brokenPlaceholders(job: Job, { text, span }: MergeTemplate): readonly Problem[] {
  const literals = text.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  return placeholders.flatMap((placeholder): readonly Problem[] => {
    const first = literals.indexOf(placeholder);
    const word = first === -1 ? placeholder : wordAt(literals, first, placeholder.length);
    if (!isOfPlaceholders(word)) {
      const message = `the template \`${show.text(text)}\` has \`${placeholder}\` inside \`${word}\` first, and manifest-tool replaces it there`;
      return [
        { ...shared(job, span), message, help: `write \`${word}\` in lower case, or let the placeholder come first` },
      ];
    }
    const isTwice = first !== -1 && literals.includes(placeholder, first + placeholder.length);
    if (placeholder !== 'ARCH' || !isTwice) return [];
    const message = `the template \`${show.text(text)}\` has \`ARCH\` twice, and manifest-tool replaces the first one only`;
    return [{ ...shared(job, span), message, help: 'keep one `ARCH` in the template and in what the builds push' }];
  });
}

/** Whether a word is nothing but placeholders: `ARCHVARIANT` becomes `armv7`. */
const isOfPlaceholders = (word: string): boolean => /^(?:ARCH|OS|VARIANT)+$/.test(word);

/** The run of letters around a match; what a hole or a sign ends is a word of its own. */
function wordAt(text: string, at: number, length: number): string {
  const before = /[A-Za-z]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^[A-Za-z]*/.exec(text.slice(at + length))?.[0] ?? '';
  return before + text.slice(at, at + length) + after;
}
