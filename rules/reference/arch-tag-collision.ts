import {
  type Collision,
  defineRule,
  type Fix,
  insertBehind,
  isOfGithub,
  joinTexts,
  knownString,
  literal,
  namedApart,
  not,
  type Problem,
  type Project,
  type Related,
  type Span,
  show,
  soleArchIn,
  sourceText,
  subject,
  type TagPush,
  tagCollisions,
  textKey,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'arch-tag-collision',
  group: 'reference',
  severity: 'error',
  summary: 'Builds of different architectures push different references',
  why: `
A tag names one manifest, and each push replaces it. Where the builds of two architectures push one and the same tag, the last
one to finish wins: the image has one architecture, today this one and tomorrow another. Users of the other one get
\`exec format error\` or \`no matching manifest\`, and a merge finds one image where it expects several.
  `,
  exceptions: `
Pushes by digest write no tag. Builds that no pipeline holds together, and one build of several platforms, do not collide.
References that hold the output of a command, such as \`$(uname -m)\`, or that may differ in another way, are not reported. A
build or a push that depends on a condition in a script leaves the answer open.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const collision of tagCollisions(project)) {
      yield* unless(not(collision.truth), () => problemOf(project, collision));
    }
  },
});

function problemOf(project: Project, { at: here, members }: Collision<TagPush>): Problem {
  const image = show.image(here.destination.reference);
  const jobs = members.map(({ build }) => build.job);
  const fix = fixOf(project, members);
  return {
    at: here.destination.span,
    message: messageOf(image, members),
    help: adviceFor(project, image, here, members),
    related: relatedTo(here, members),
    jobs,
    identity: image,
    about: members.map(({ build }) => subject.built(build)),
    ...(fix && { fix }),
  };
}

function messageOf(image: string, members: readonly TagPush[]): string {
  const [job, ...others] = new Set(members.map(({ build }) => build.job));
  if (job === undefined || others.length > 0)
    return `${shownPushes(members)} push the same reference \`${image}\`; the last one to finish replaces the others`;
  const platforms = show.platforms(members.map(({ platform }) => platform));
  return `\`${job.name}\` pushes ${platforms} under the same reference \`${image}\`; each push replaces the one before`;
}

/** A tag beside those that a merge joins belongs to the index; any other one needs the architecture. */
function adviceFor(project: Project, image: string, here: TagPush, members: readonly TagPush[]): string {
  const links = project.links.filter((link) => link.same.is === 'yes' && link.build === here.build);
  const [link] = links;
  if (link !== undefined && links.every(({ destination }) => destination !== here.destination))
    return `drop \`${image}\` from the builds, and let \`${link.merge.job.name}\` push the image index under it`;
  const variable = archVariable(members);
  const word = variable === undefined ? here.platform.architecture : shownVariable(here, variable);
  return `put the architecture into the reference, for example \`${image}-${word}\``;
}

/** How the references of a job write a variable. */
function shownVariable({ build: { job } }: TagPush, variable: string): string {
  if (!isOfGithub(job)) return `$${variable}`;
  return `\${{ ${job.matrix.has(variable) ? 'matrix' : 'env'}.${variable} }}`;
}

/** More builds than these are counted. */
const mostBuilds = 4;

function shownPushes(members: readonly TagPush[]): string {
  const jobs = members.map(({ build }) => build.job);
  const names = members.map(({ build, platform }) => `${namedApart(build.job, ...jobs)} (${show.platform(platform)})`);
  const shown = [...new Set(names)];
  if (shown.length <= mostBuilds) return show.list(shown);
  return show.list([...shown.slice(0, mostBuilds - 1), `${String(shown.length - mostBuilds + 1)} more builds`]);
}

function relatedTo(here: TagPush, members: readonly TagPush[]): readonly Related[] {
  const key = (span: Span): string => subject.place(span);
  const others = members.filter(({ destination }) => key(destination.span) !== key(here.destination.span));
  return [...new Map(others.map((one) => [key(one.destination.span), one])).values()].map(
    ({ build, destination, platform }) => ({
      at: destination.span,
      message: `\`${build.job.definition.name}\` pushes ${show.platform(platform)} here`,
    }),
  );
}

/** A variable that holds the architecture in all of the jobs, each time another one. */
function archVariable(members: readonly TagPush[]): string | undefined {
  const [first] = members;
  const names =
    first === undefined ? [] : [...first.build.job.matrix.keys(), ...first.build.job.variables.defined.keys()];
  return names.find((name) => {
    const values = members.map((member) => valueOf(member, name));
    return (
      members.every(({ platform }, index) => isNamedBy(platform.architecture, values[index])) &&
      new Set(values).size > 1
    );
  });
}

const valueOf = ({ build: { job } }: TagPush, name: string): string | undefined => {
  const value = job.matrix.get(name) ?? job.variables.defined.get(name)?.value;
  return value === undefined ? undefined : knownString(value);
};

const isNamedBy = (architecture: string, value = ''): boolean =>
  /^\w[\w.-]*$/.test(value) && soleArchIn(value)?.architecture === architecture;

/** Adds the variable to the one place that names the reference, where a merge looks for just that. */
function fixOf(project: Project, members: readonly TagPush[]): Fix | undefined {
  const variable = archVariable(members);
  const [first] = members;
  const places = new Set(members.map(({ destination }) => subject.place(destination.span)));
  if (variable === undefined || first === undefined || places.size > 1 || isOfGithub(first.build.job)) return undefined;
  const { span } = first.destination;
  if (!/^"?[^\s,="']+"?$/.test(sourceText(span))) return undefined;
  if (!isLookedFor(project, members, variable)) return undefined;
  const suffix = `-\${${variable}}`;
  return {
    title: `Append \`${suffix}\` to the reference`,
    safety: 'safe',
    patches: [insertBehind(withoutQuote(span), suffix)],
  };
}

const withoutQuote = (span: Span): Span =>
  sourceText(span).endsWith('"') ? span.file.span(span.start, span.end - 1) : span;

/** Whether merges have every reference that the builds would push as a source. */
function isLookedFor({ merges }: Project, members: readonly TagPush[], variable: string): boolean {
  const sources = new Set(
    merges.items.flatMap(({ entries }) => entries.items).map(({ source }) => textKey(source.text)),
  );
  return members.every((member) => {
    const { text } = member.destination.reference;
    const suffix = literal(`-${valueOf(member, variable) ?? ''}`, text.span);
    return sources.has(textKey(joinTexts([text, suffix], text.span)));
  });
}
