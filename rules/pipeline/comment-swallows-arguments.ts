import {
  buildsIn,
  defineRule,
  groupBy,
  holdsImageTool,
  holdsMergeTool,
  isOfImages,
  type Job,
  type LostSources,
  lostSources,
  not,
  type Problem,
  type Project,
  type Span,
  type SwallowedWords,
  sourceText,
  subject,
  unless,
  unswallow,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'comment-swallows-arguments',
  group: 'pipeline',
  severity: 'error',
  summary: 'Every argument of a command that makes images reaches the command',
  why: `
In a folded block (\`>\`, \`>-\`) and in quotes YAML joins the lines of a command into one before the shell sees it. A \`#\` then begins a
comment that reaches over all lines behind it: \`--destination\` or \`--push\` is gone, nothing is pushed, or the build stops for a
missing argument. A backslash at the end of such a line makes the blank between the joined lines a part of the next argument.

In a literal block (\`|\`) the lines stay, and a command goes on behind a backslash only if nothing follows it on the line. With a
blank behind the backslash, or with a comment line in between, the command ends there, and its other arguments are run as
a command of their own. The same happens to the sources of \`docker manifest create\` on lines without any backslash before them.
  `,
  exceptions: `
A \`#\` in quotes, in \`\${#list}\`, \`$#\` or a URL begins no comment, and one on the last line takes nothing with it. Where the
lines behind a \`#\` may just end the sentence of the comment, nothing is said for certain. Only jobs that build or merge images, and
commands that name a tool for it, are looked at.
  `,
  references: [
    'https://yaml.org/spec/1.2.2/#813-folded-style',
    'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_03',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const [job, { swallowed }] of project.work) {
      for (const [first] of groupBy(swallowed, ({ item, by }) => `${by} ${subject.place(item)}`).values()) {
        if (first === undefined || !(isOfImages(project, job) || holdsImageTool(first.item))) continue;
        yield* unless(not(first.isMeant), () => problemOf(project, job, first));
      }
    }
    for (const [first] of groupBy(lostSources(project), ({ lost }) => subject.place(lost.span)).values()) {
      if (first !== undefined) yield* violation(withoutSources(first));
    }
  },
});

function problemOf(project: Project, job: Job, { by, at, lost, item }: SwallowedWords): Problem {
  const { result, reason, there, help } = words[by];
  const fix = unswallow({ by, at, lost, item });
  return {
    at,
    message: `\`${job.definition.name}\` ${result} \`${excerpt(lost)}\`: ${reason}`,
    help,
    related: [{ at: lost, message: there }],
    identity: by,
    jobs: [job],
    about: [subject.place(item), ...broken(project, job, item)],
    ...(fix && { fix }),
  };
}

/** How each way to lose words is told. */
const words: Readonly<Record<SwallowedWords['by'], Readonly<Record<'result' | 'reason' | 'there' | 'help', string>>>> =
  {
    'folded-comment': {
      result: 'runs its command without',
      reason: 'YAML joins the lines, and `#` makes a comment of all that follows',
      there: 'this is a part of the comment',
      help: 'drop the comment, or move it above the item of the script, as a comment of YAML',
    },
    'comment-line': {
      result: 'runs its command without',
      reason: 'the comment ends the command that the line before continues',
      there: 'this is run as a command of its own',
      help: 'move the comment in front of the command',
    },
    'blank-behind-backslash': {
      result: 'runs its command without',
      reason: 'with a blank behind the backslash the command ends with the line',
      there: 'this is run as a command of its own',
      help: 'drop the blanks behind the backslash',
    },
    'folded-backslash': {
      result: 'puts a blank in front of the argument',
      reason: 'YAML joins the lines, and the backslash makes the blank between them a part of the next word',
      there: 'this word begins with a blank',
      help: 'drop the backslashes, or write the command as a literal block (`|`)',
    },
  };

/** A merge that ends with its first line, for want of a backslash. */
const withoutSources = ({ merge, lost }: LostSources): Problem => ({
  at: merge.span,
  message: `\`${merge.job.definition.name}\` runs its command without \`${excerpt(lost.span)}\`: the command ends with the line, because no backslash follows`,
  help: 'end the line with a backslash, or join the lines by a folded block (`>-`)',
  related: [{ at: lost.span, message: 'this is run as a command of its own' }],
  identity: 'no-backslash',
  jobs: [merge.job],
  about: [subject.place(merge.span), subject.joining(merge.job.pipeline)],
});

const longest = 60;

/** The lost words on one line. */
function excerpt(place: Span): string {
  const text = sourceText(place).replace(/\s+/g, ' ').replaceAll('`', "'");
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}

/** What the command would have made or joined. */
function broken(project: Project, job: Job, item: Span): readonly string[] {
  const builds = buildsIn(project, job).filter(({ span }) => isInside(span, item));
  const joining = holdsMergeTool(item) ? [subject.joining(job.pipeline)] : [];
  return [...joining, ...builds.map(subject.built)];
}

const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
