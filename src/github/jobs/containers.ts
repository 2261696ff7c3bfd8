import type { Job, JobImage, JobService } from '../../model/job.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type Field, hidden, knownString, literal, open, set, type Text, unset } from '../../value/index.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import { textOfWritten, valueOfWritten } from '../expression/written.ts';
import { isMapping, isScalar, mappingAt, scalarText, textAt, valueAt } from '../workflow/yaml-access.ts';

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
    image.is === 'set' ? [{ alias, reference: image.value.reference, span: image.value.span }] : [],
  );
  return open(items, ...found.flatMap(({ image }) => (image.is === 'unknown' ? image.causes : [])));
}

function imageOf(value: YamlValue, contexts: Contexts): Field<JobImage> {
  if (isScalar(value)) {
    const text = scalarText(value);
    return imageOfValue(valueOfWritten(text, contexts), text.span);
  }
  const image = isMapping(value) ? textAt(value, 'image') : undefined;
  if (image === undefined) {
    return hidden({ kind: 'syntax', because: '`container` has a value that GitHub refuses', at: value.span });
  }
  const options = isMapping(value) ? textAt(value, 'options') : undefined;
  return imageNamed(textOfWritten(image, contexts), platformIn(options, contexts));
}

/** An expression gives a name, an object with the keys of a container, or nothing. */
function imageOfValue(value: GithubValue, at: Span): Field<JobImage> {
  if (value.is === 'object') {
    const { entries, rest } = value.object;
    return imageOfValue(entries.get('image') ?? rest?.('image', at) ?? { is: 'null' }, at);
  }
  return value.is === 'array' ? unset : imageNamed(textOfValue(value, at), unset);
}

/** GitHub starts a container with an entrypoint of its own. Source: github.com/actions/runner, `ContainerInfo.cs` (`tail -f /dev/null`). */
const entrypoint = set(['tail']);

const imageNamed = (reference: Text, platform: Field<Text>): Field<JobImage> =>
  knownString(reference) === '' ? unset : set({ reference, entrypoint, platform, span: reference.span });

/** `--platform` among the options that are given to `docker create`. */
function platformIn(options: EmbeddedText | undefined, contexts: Contexts): Field<Text> {
  const match = /(?:^|\s)--platform[ =]((?:\$\{\{.*?\}\}|[^\s$])+)/.exec(options?.text ?? '');
  const [, word] = match ?? [];
  if (options === undefined || match === null || word === undefined) return unset;
  const start = match.index + match[0].length - word.length;
  return set(textOfWritten(options.slice(start, start + word.length), contexts));
}
