import {
  defineRule,
  findInText,
  type Hole,
  holesOf,
  type MergeStep,
  type MergeTemplate,
  type Problem,
  show,
  subject,
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
The template is judged after the shell has expanded it. A part that is known only at run time may hold the placeholder, so
a template with such a part in place of the architecture is not reported, unless the variable is certainly not set in
this job.
  `,
  references: ['https://github.com/estesp/manifest-tool#createpush'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      if (merge.template === undefined || merge.template.platforms.items.length < 2) continue;
      for (const problem of problemsOf(merge, merge.template)) yield* violation(problem);
    }
  },
});

function problemsOf(merge: MergeStep, template: MergeTemplate): readonly Problem[] {
  const shared = { at: template.span, jobs: [merge.job], about: [subject.place(template.span)] };
  const written = show.text(template.text);
  const platforms = show.platforms(template.platforms.items.map(({ platform }) => platform));
  if (findInText(template.text, 'ARCH') === -1) {
    if (!isKnownEnough(template)) return [];
    return [{ ...shared, message: withoutPlaceholder(merge, template, platforms), help: adviceFor(template) }];
  }
  return brokenPlaceholders(template).map(({ message, help }) => ({
    ...shared,
    message: `the template \`${written}\` ${message}`,
    help,
  }));
}

/** Whether no part that is fixed at run time could hold the placeholder. */
const isKnownEnough = ({ text }: MergeTemplate): boolean =>
  holesOf(text).every((hole) => isUnsetHere(hole) || isFixed(hole));

const isUnsetHere = ({ cause }: Hole): boolean => cause.kind === 'out-of-scope-variable';

/** Predefined variables hold addresses, commits and numbers: no placeholder. Source: docs.gitlab.com predefined variables. */
const isFixed = ({ symbol }: Hole): boolean =>
  /^CI_(?:REGISTRY|REGISTRY_IMAGE|COMMIT_\w+|PIPELINE_\w+|PROJECT_\w+)$/.test(symbol);

function withoutPlaceholder(merge: MergeStep, template: MergeTemplate, platforms: string): string {
  const unset = holesOf(template.text).find(isUnsetHere);
  const start = `the template \`${show.text(template.text)}\` of \`${merge.job.name}\` has no \`ARCH\``;
  return unset === undefined
    ? `${start}, so the same image is listed for ${platforms}`
    : `${start}: \`${unset.shown}\` is empty here, because ${unset.cause.because}, and the same reference is looked up for ${platforms}`;
}

function adviceFor({ text }: MergeTemplate): string {
  const unset = holesOf(text).find(isUnsetHere);
  return unset === undefined
    ? 'write `ARCH` where the architecture stands in the references that the builds push'
    : `write \`ARCH\` instead of \`${unset.shown}\`; manifest-tool fills it in for each platform`;
}

/** Placeholders in the order in which manifest-tool replaces them. Source: manifest-tool v2 `push.go`. */
const placeholders = ['ARCH', 'OS', 'VARIANT'] as const;

function brokenPlaceholders({ text }: MergeTemplate): readonly { readonly message: string; readonly help: string }[] {
  return placeholders.flatMap((placeholder) => {
    const literals = text.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
    const first = literals.indexOf(placeholder);
    if (first === -1) return [];
    const word = wordAt(literals, first, placeholder.length);
    if (word !== placeholder) {
      return [
        {
          message: `has \`${placeholder}\` first inside \`${word}\`, where manifest-tool replaces it`,
          help: `write \`${word}\` in lower case, or put the placeholder in front of it`,
        },
      ];
    }
    if (placeholder !== 'ARCH' || !literals.includes(placeholder, first + placeholder.length)) return [];
    return [{ message: 'has `ARCH` twice; manifest-tool replaces the first one only', help: 'keep one `ARCH`' }];
  });
}

/** The run of letters around a match; what a hole or a sign ends is a word of its own. */
function wordAt(text: string, at: number, length: number): string {
  const before = /[A-Za-z]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^[A-Za-z]*/.exec(text.slice(at + length))?.[0] ?? '';
  return before + text.slice(at, at + length) + after;
}
