import { type ToolImage, toolImageOf } from '../facts/tool-images.ts';
import { type ImageUse, imageUses, type Job, type Project, someHandlesImages } from '../model/index.ts';
import { parseReference } from '../oci/index.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { all, any, groupBy, knownString, onceFor, showText, type Text, type Truth, yes } from '../value/index.ts';
import { type Patch, replaceBy } from './fix.ts';
import { show } from './show.ts';
import { subject } from './subject.ts';

/** One place that names an image, with all jobs that use it from there. */
export interface NamedImage {
  readonly reference: Text;
  readonly span: Span;
  readonly uses: readonly [ImageUse, ...ImageUse[]];
}

/** The images that a project's jobs use, by the place that names them: the instances of a matrix, the jobs of a template. */
export const namedImages: (project: Project) => readonly NamedImage[] = onceFor((project) => {
  const byPlace = groupBy(imageUses(project), ({ as, reference }) =>
    [as, subject.place(reference.span), showText(reference)].join(' '),
  );
  return [...byPlace.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : { reference: first.reference, span: first.reference.span, uses: [first, ...others] as const },
  );
});

/** A tool's image, and the place that names it. */
export interface NamedToolImage extends NamedImage {
  readonly image: ToolImage;
}

/** Those of the images that are a tool's own. */
export const namedToolImages: (project: Project) => readonly NamedToolImage[] = onceFor((project) =>
  namedImages(project).flatMap((named) => {
    const image = toolImageOf(named.reference);
    return image.is === 'set' ? [{ ...named, image: image.value }] : [];
  }),
);

/** A tool's image with those of its users that make images. */
export interface ServingImage extends NamedToolImage {
  /** Whether they do; never "no". Users of whom it is certain stand alone. */
  readonly serves: Truth;
}

/**
 * The tools' images that serve the making of images: by what they are, or by what a job does in them or with them. A
 * Docker that only runs tests does not.
 */
export const servingImages: (project: Project) => readonly ServingImage[] = onceFor((project) =>
  namedToolImages(project).flatMap((named) => {
    const judged = named.uses.map((use) => ({ use, truth: all([use.runs, servesIn(project, named, use)]) }));
    const sure = judged.filter(({ truth }) => truth.is === 'yes');
    const kept = sure.length > 0 ? sure : judged.filter(({ truth }) => truth.is === 'unknown');
    const [first, ...others] = kept.map(({ use }) => use);
    if (first === undefined) return [];
    return [{ ...named, uses: [first, ...others] as const, serves: any(kept.map(({ truth }) => truth)) }];
  }),
);

const servesIn = (project: Project, { image }: NamedToolImage, { job }: ImageUse): Truth =>
  image.isDedicated ? yes : someHandlesImages(project, [job]);

/** The head of a sentence that ends in the reference: "`build` runs in", "`a` and `b` have the service". */
export const usersOf = (named: NamedImage): string =>
  headOf(named, {
    job: ['runs in', 'run in'],
    service: ['has the service', 'have the service'],
    container: ['starts a container of', 'start containers of'],
  });

/** The same for a sentence whose point is that the jobs make images. */
export const makersOf = (named: NamedImage): string =>
  headOf(named, {
    job: ['makes images in', 'make images in'],
    service: ['makes images with the service', 'make images with the service'],
    container: ['makes images with a container of', 'make images with containers of'],
  });

function headOf({ uses }: NamedImage, verbs: Readonly<Record<ImageUse['as'], readonly [string, string]>>): string {
  const names = show.jobs(uses.map(({ job }) => job));
  const [one, several] = verbs[uses[0].as];
  return `${show.few(names)} ${names.length === 1 ? one : several}`;
}

/**
 * The reference where its text is written: the value of the job's variable if it is nothing but one, as in
 * `image: $BUILDER`, or else itself.
 */
export function writtenReference(reference: Text, { variables }: Job): Text {
  const name = /^['"]?\$\{?(\w+)\}?['"]?$/.exec(sourceText(reference.span))?.[1];
  const variable = name === undefined ? undefined : variables.defined.get(name);
  return variable !== undefined && showText(variable.value) === showText(reference) ? variable.value : reference;
}

/** The reference with another end behind its repository: `:v1.24.0-debug`. */
export const withEnd = (reference: Text, end: string): string => `${showText(parseReference(reference).name)}${end}`;

/** The change that writes another end behind the repository; none where a part of the end comes from a variable. */
export function endPatch(used: Text, job: Job, end: string): readonly Patch[] {
  const reference = writtenReference(used, job);
  const { name, tag, digest } = parseReference(reference);
  const tail = name.parts.at(-1);
  const written = tag.is === 'set' ? knownString(tag.value) : '';
  if (tag.is === 'unknown' || digest.is !== 'unset' || typeof tail !== 'string' || written === undefined) return [];
  const old = tag.is === 'set' ? `:${written}` : '';
  const { span } = reference;
  const source = sourceText(span);
  const closing = /['"]?$/.exec(source)?.[0].length ?? 0;
  const bare = source.slice(0, source.length - closing);
  if (!bare.endsWith(`${lastPart(tail)}${old}`)) return [];
  const to = span.end - closing;
  return [replaceBy(span.file.span(to - old.length, to), end)];
}

/** The change that writes another reference; none where it is not written as one piece. */
export function referencePatch(used: Text, job: Job, instead: string): readonly Patch[] {
  const { parts, span } = writtenReference(used, job);
  const source = sourceText(span);
  const written = parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : undefined;
  const at = written === undefined ? -1 : source.indexOf(written);
  const isWhole = at !== -1 && written !== undefined && source.length - written.length === 2 * at;
  return isWhole ? [replaceBy(span.file.span(span.start + at, span.end - at), instead)] : [];
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
