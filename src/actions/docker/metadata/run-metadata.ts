import { joinTexts, literal, type Text } from '../../../value/index.ts';
import type { ActionRun, ActionScene } from '../../action-run.ts';
import { inputList } from '../../inputs.ts';
import { isSince } from '../../release.ts';
import { imagesOf } from './images.ts';
import { madeTags } from './made-tags.ts';
import { commitOf, runValue } from './run-value.ts';
import { fillTemplate, globalExpression } from './template.ts';

/**
 * `docker/metadata-action`: the names that a run gives its image, and its labels. A tag that is known only in the run is a hole,
 * the same wherever a job of the run asks for it by the same words.
 *
 * Source: docker/metadata-action, README.md, src/meta.ts and src/main.ts of v3 to v6; the variables came with v4.3.
 */
export function runMetadata(scene: ActionScene): ActionRun {
  const { use } = scene;
  // The first release had inputs of its own; what it hands on stays open.
  if (!isSince(use, '2')) return {};
  const tags = madeTags(scene);
  const images = imagesOf(use);
  const references = images.length === 0 ? tags : images.flatMap((image) => tags.map((tag) => named(image, tag)));
  const outputs = new Map<string, Text>([
    ['version', tags[0] ?? literal('', use.span)],
    ['tags', lines(references, separator(scene, 'sep-tags'))],
    ['tag-names', lines(tags, separator(scene, 'sep-tags'))],
    ['labels', lines(labelsOf(scene).map(asPair), separator(scene, 'sep-labels'))],
    ['json', json(scene, references)],
  ]);
  return { outputs, ...(isSince(use, '4.3') ? { variables: variablesOf(outputs) } : {}) };
}

const named = (image: Text, tag: Text): Text => joinTexts([image, literal(':', tag.span), tag], tag.span);

/** The separator as written, white space and all. */
const separator = ({ use }: ActionScene, name: string): Text => use.inputs.get(name)?.value ?? literal('\n', use.span);

function lines(texts: readonly Text[], between: Text): Text {
  const { span } = between;
  return joinTexts(
    texts.flatMap((text, index) => (index === 0 ? [text] : [between, text])),
    span,
  );
}

const variablesOf = (outputs: ReadonlyMap<string, Text>): ReadonlyMap<string, Text> =>
  new Map(
    [...outputs].map(([name, value]) => [`DOCKER_METADATA_OUTPUT_${name.toUpperCase().replaceAll('-', '_')}`, value]),
  );

interface Label {
  readonly name: string;
  readonly value: Text;
}

const labelNames = ['title', 'description', 'url', 'source', 'version', 'created', 'revision', 'licenses'];

/** Those of the image format, and those of the input, which replace them. */
function labelsOf(scene: ActionScene): readonly Label[] {
  const at = scene.use.span;
  const labels = new Map<string, Text>();
  for (const name of labelNames) {
    const value = name === 'revision' ? commitOf(scene, 'long', at) : runValue(scene, `label ${name}`, `<${name}>`);
    labels.set(`org.opencontainers.image.${name}`, value);
  }
  for (const line of inputList(scene.use, 'labels', { commas: false, quote: false })) {
    const [first, ...others] = fillTemplate(line, globalExpression(scene)).parts;
    const [head = '', name = ''] = typeof first === 'string' ? (/^([^=]+)=/.exec(first) ?? []) : [];
    if (typeof first !== 'string' || name === '') continue;
    labels.set(name, joinTexts([{ parts: [first.slice(head.length), ...others], span: line.span }], line.span));
  }
  return [...labels].map(([name, value]) => ({ name, value }));
}

const asPair = ({ name, value }: Label): Text => joinTexts([literal(`${name}=`, value.span), value], value.span);

/** What `fromJSON` and jq read: `tags` and `labels`. */
function json(scene: ActionScene, references: readonly Text[]): Text {
  const at = scene.use.span;
  const quoted = (text: Text): Text => joinTexts([literal('"', at), escaped(text), literal('"', at)], at);
  const tags = lines(references.map(quoted), literal(',', at));
  const labels = lines(
    labelsOf(scene).map(({ name, value }) => joinTexts([literal(`${JSON.stringify(name)}:`, at), quoted(value)], at)),
    literal(',', at),
  );
  return joinTexts([literal('{"tags":[', at), tags, literal('],"labels":{', at), labels, literal('}}', at)], at);
}

const escaped = ({ parts, span }: Text): Text => ({
  parts: parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part)),
  span,
});
