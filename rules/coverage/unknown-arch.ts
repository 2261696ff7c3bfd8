import {
  archWordsIn,
  type BuilderPlatform,
  type BuildStep,
  type DeclaredPlatform,
  defineRule,
  type Fix,
  foreignPlatform,
  formatPlatform,
  groupBy,
  type Job,
  type MergeStep,
  nearest,
  normalise,
  type Platform,
  type Problem,
  parsePlatform,
  replaceBy,
  type Span,
  sourceText,
  subject,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'unknown-arch',
  group: 'coverage',
  severity: 'error',
  summary: "Platforms are written by Go's names of operating systems and architectures",
  why: `
Platforms are \`os/architecture[/variant]\` in Go's words: \`linux/amd64\`, \`linux/arm/v7\`. For \`linux/amr64\` no base image is found and the
build ends with \`no match for platform in manifest\`. manifest-tool and \`docker manifest annotate\` end with \`unsupported os/arch combination\`, also
for \`x86_64\` and \`aarch64\`; Buildah and Podman write such a word into the index, and no machine finds itself in it.
  `,
  exceptions: `
Only places that stand for a platform are looked at: flags, templates and spec files, never tags or names of jobs. BuildKit, Buildah's and Docker's
builds and regctl understand \`x86_64\`, \`aarch64\`, \`armhf\` and \`armel\`, so those are fine there. A value that a variable hides is not judged.
  `,
  references: [
    'https://go.dev/doc/install/source#environment',
    'https://github.com/containerd/platforms/blob/main/database.go',
  ],
  fixes: ['safe', 'unsafe'],

  *check({ project }) {
    const wrong = [
      ...project.builds.items.flatMap(ofBuild),
      ...project.merges.items.flatMap(ofMerge),
      ...[...project.work.values()].flatMap(({ toolUse }) => toolUse.builderPlatforms.map(ofBuilder)),
    ];
    for (const alike of groupBy(wrong, ({ at, written }) => `${subject.place(at)} ${written}`).values()) {
      const [first] = alike;
      if (first !== undefined)
        yield* violation(
          problemOf(
            first,
            alike.map(({ job }) => job),
          ),
        );
    }
  },
});

/** A platform that its tool does not know. */
interface Wrong {
  readonly job: Job;
  readonly written: string;
  readonly because: string;
  /** What the tool does with it, behind the subject. */
  readonly outcome: string;
  readonly at: Span;
  readonly about: readonly string[];
}

const ofBuild = (build: BuildStep): readonly Wrong[] =>
  build.unreadablePlatforms.map(({ written, because, span }) => ({
    job: build.job,
    written,
    because,
    outcome: 'no base image is found for it',
    at: span,
    about: [subject.built(build)],
  }));

function ofMerge(merge: MergeStep): readonly Wrong[] {
  const { job, tool, template, entries } = merge;
  if (template !== undefined)
    return template.unreadablePlatforms.map(({ written, because: unread, span }) => {
      const about = [subject.place(template.span)];
      const parsed = parsePlatform(written);
      const because = parsed.is === 'platform' ? calledSo(formatPlatform(parsed.platform)) : unread;
      return { job, written, because, outcome: outcomes[foreignPlatform(tool)](tool), at: span, about };
    });
  return entries.items.flatMap(({ declared }) => (declared === undefined ? [] : wrongWords(merge, declared)));
}

/** What a machine of a builder is for. buildx takes an unknown architecture behind a known system, and refuses all else. */
const ofBuilder = ({ command: { job }, written, because, span }: BuilderPlatform): Wrong => ({
  job,
  written,
  because,
  outcome: /^[\w.-]+\/[\w./-]+$/.test(written) ? 'no build is sent to that machine for it' : 'buildx refuses it',
  at: span,
  about: [],
});

const calledSo = (name: string): string => `its name is \`${name}\``;

const outcomes = {
  refuses: (tool: string): string => `${tool} refuses it`,
  writes: (tool: string): string => `${tool} writes it into the index as it is, where no machine finds itself`,
  understands: (tool: string): string => `${tool} writes it into the index, where no machine finds itself`,
} as const;

/** The words of one entry; an alias is wrong only where the tool does not understand it. */
function wrongWords({ job, tool }: MergeStep, { os, architecture, variant, span }: DeclaredPlatform): readonly Wrong[] {
  const written = [os || 'linux', architecture, ...(variant === '' ? [] : [variant])].join('/');
  const parsed = parsePlatform(written);
  const foreign = foreignPlatform(tool);
  const outcome = outcomes[foreign](tool);
  const shown = sourceText(span);
  if (parsed.is === 'invalid') return [{ job, written: shown, because: parsed.because, outcome, at: span, about: [] }];
  const { platform } = parsed;
  if (foreign === 'understands' || platform.architecture === architecture.toLowerCase()) return [];
  return [{ job, written: shown, because: calledSo(platform.architecture), outcome, at: span, about: [] }];
}

function problemOf({ written, because, outcome, at, about }: Wrong, jobs: readonly Job[]): Problem {
  const meant = meantBy(written);
  const [job] = jobs;
  const fix = meant === undefined ? undefined : fixOf(meant, written, at);
  return {
    at,
    message: `\`${job?.definition.name ?? ''}\` names the platform \`${written}\`; ${because}, and ${outcome}`,
    help:
      meant === undefined ? 'write `os/architecture[/variant]`, for example `linux/arm64`' : `write \`${meant.text}\``,
    jobs,
    identity: written,
    about: [subject.place(at), ...about],
    ...(fix && { fix }),
  };
}

/** What a wrong platform most likely means. */
interface Meant {
  readonly text: string;
  /** Whether it is another name of the same platform, and no guess. */
  readonly isAlias: boolean;
}

/** Words in the wrong order, another spelling, or a typing error. An architecture alone stays alone. */
function meantBy(written: string): Meant | undefined {
  const parts = written.toLowerCase().split('/');
  const [first = '', second = '', ...rest] = parts;
  const turned = parsePlatform([second, first, ...rest].join('/'));
  if (parts.length > 1 && turned.is === 'platform') return { text: formatPlatform(turned.platform), isAlias: true };
  const isAlone = parts.length === 1;
  const word = isAlone ? first : second;
  const [alias, ...others] = archWordsIn(word);
  if (alias !== undefined && others.length === 0 && alias.end - alias.start === word.length)
    return { text: writtenLike(isAlone, first, alias.platform), isAlias: true };
  const near = names.find((name) => lettersOf(name) === lettersOf(word)) ?? nearest(word, names);
  return near === undefined
    ? undefined
    : { text: writtenLike(isAlone, first, normalise('linux', near, '')), isAlias: false };
}

function writtenLike(isAlone: boolean, os: string, { architecture, variant }: Platform): string {
  if (isAlone && variant === '') return architecture;
  return formatPlatform({ os: isAlone ? 'linux' : os, architecture, variant });
}

/** The letters in order: words with swapped letters have the same. */
const lettersOf = (word: string): string => word.split('').toSorted().join('');

/** Architectures for which images are usual; the others are too rare to be meant by a mistyped word. */
const names: readonly string[] = ['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64', 'mips64le'];

function fixOf({ text, isAlias }: Meant, written: string, at: Span): Fix | undefined {
  if (sourceText(at) !== written || written.includes('/') !== text.includes('/')) return undefined;
  const fix = { title: `Write \`${text}\``, patches: [replaceBy(at, text)] };
  return isAlias
    ? { ...fix, safety: 'safe' }
    : { ...fix, safety: 'unsafe', because: `\`${written}\` may mean another architecture` };
}
