import type { Job, JobImage, JobService } from '../../model/pipeline/job.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { closed, type Field, hidden, knownString, literal, open, set, type Text, unset } from '../../value/index.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import { textOfWritten, valueOfWritten } from '../expression/written.ts';
import { isMapping, isScalar, mappingAt, scalarText, textAt, valueAt } from '../workflow/yaml-access.ts';
import { readContainerOptions } from './container-options.ts';

/** The container of a job; one whose image is empty is none. Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.container). */
export function readContainer(job: YamlMapping, contexts: Contexts): Field<JobImage> {
  const value = valueAt(job, 'container');
  return value === undefined ? unset : imageOf(value, contexts);
}

/** The containers beside a job. */
export function readServices(job: YamlMapping, contexts: Contexts): Job['services'] {
  const found = [...(mappingAt(job, 'services')?.entries ?? [])].map(([name, { key, value }]) => ({
    alias: set(literal(name, key.span)),
    image: imageOf(value, contexts),
  }));
  const items = found.flatMap(({ alias, image }): readonly JobService[] =>
    image.is === 'set' ? [{ alias, ...serviceOf(image.value) }] : [],
  );
  return open(items, ...found.flatMap(({ image }) => (image.is === 'unknown' ? image.causes : [])));
}

const serviceOf = ({ reference, options, span }: JobImage): Omit<JobService, 'alias'> => ({
  reference,
  span,
  ...(options && { options }),
});

function imageOf(value: YamlValue, contexts: Contexts): Field<JobImage> {
  if (isScalar(value)) {
    const text = scalarText(value);
    return imageOfValue(valueOfWritten(text, contexts), text.span);
  }
  const image = isMapping(value) ? textAt(value, 'image') : undefined;
  if (image === undefined) {
    return hidden({ kind: 'syntax', because: '`container` has a value that GitHub refuses', at: value.span });
  }
  const options = isMapping(value) ? readContainerOptions(value, contexts) : closed([]);
  return imageNamed(textOfWritten(image, contexts), options);
}

/** An expression gives a name, an object with the keys of a container, or nothing. */
function imageOfValue(value: GithubValue, at: Span, options: ContainerOptions = closed([])): Field<JobImage> {
  if (value.is === 'object') {
    const { entries, rest } = value.object;
    const because = 'the expression may give the container options';
    return imageOfValue(
      entries.get('image') ?? rest?.('image', at) ?? { is: 'null' },
      at,
      open([], { kind: 'expression', because, at }),
    );
  }
  if (value.is === 'hidden') return imageNamed(textOfValue(value, at), open([], value.hole.cause));
  return value.is === 'array' ? unset : imageNamed(textOfValue(value, at), options);
}

/** GitHub starts a container with an entrypoint of its own. Source: github.com/actions/runner, `ContainerInfo.cs` (`tail -f /dev/null`). */
const entrypoint = set(['tail']);

function imageNamed(reference: Text, options: ContainerOptions): Field<JobImage> {
  if (knownString(reference) === '') return unset;
  const platform = options.items.find(({ name }) => name === '--platform')?.value;
  return set({
    reference,
    entrypoint,
    platform: platform === undefined ? unset : set(platform),
    options,
    span: reference.span,
  });
}

type ContainerOptions = NonNullable<JobImage['options']>;
