import { type ContainerOption, containerOptions } from '../../model/command/container-command.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import {
  causesIn,
  concat,
  knownString,
  mapItems,
  type OpenList,
  open,
  splitText,
  type Text,
} from '../../value/index.ts';
import type { Contexts } from '../expression/github-value.ts';
import { textOfWritten } from '../expression/written.ts';
import { isScalar, isSequence, scalarText, textAt, valueAt } from '../workflow/yaml-access.ts';

/**
 * The options with which GitHub's runner starts a container: the words of `options`, and `volumes` as `--volume`.
 * Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.container.options).
 */
export function readContainerOptions(container: YamlMapping, contexts: Contexts): OpenList<ContainerOption> {
  const written = textAt(container, 'options');
  const words = written === undefined ? [] : wordsOf(written).flatMap((word) => partsOf(textOfWritten(word, contexts)));
  return concat(containerOptions(words), volumesOf(container, contexts));
}

/** The words as written, those of an expression held together. */
const wordsOf = (text: EmbeddedText): readonly EmbeddedText[] =>
  [...text.text.matchAll(/(?:\$\{\{.*?\}\}|\S)+/gs)].map(({ 0: { length }, index }) =>
    text.slice(index, index + length),
  );

/** What a word comes to, without the quotes around it; the value of an expression may be several words. */
const partsOf = (word: Text): readonly Text[] =>
  splitText(word, ' ').flatMap((part) => {
    const known = knownString(part);
    if (known === undefined) return [part];
    const bare = /^(["'])(?<inside>.*)\1$/s.exec(known)?.groups?.['inside'] ?? known;
    return bare === '' ? [] : [{ ...part, parts: [bare] }];
  });

function volumesOf(container: YamlMapping, contexts: Contexts): OpenList<ContainerOption> {
  const value = valueAt(container, 'volumes');
  const items = isSequence(value) ? value.items.filter(isScalar) : [];
  const texts = items.map((item) => textOfWritten(scalarText(item), contexts));
  const hidden = texts.filter(({ parts }) => parts.every((part) => typeof part !== 'string')).flatMap(causesIn);
  return mapItems(open(texts, ...hidden), (volume) => ({ name: '--volume', value: volume, word: volume }));
}
