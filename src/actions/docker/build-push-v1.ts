import { joinTexts, literal, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputList, inputOr, inputText, inputTruth, joined } from '../inputs.ts';
import { commandOf, flagged, flagOf, flagsOf, switchOf, word } from '../words.ts';
import { variableOf } from './git-context.ts';

const list = { commas: true };

/**
 * `docker/build-push-action@v1`, which had inputs of its own: it builds with the Engine and pushes each tag by itself.
 *
 * Source: docker/build-push-action, README.md and action.yml of v1.1; docker/github-actions internal/command.
 */
export function buildPushV1(scene: ActionScene): ActionRun {
  const { use } = scene;
  const references = tagsOf(scene).map((tag) => referenceOf(scene, tag));
  const build = commandOf('docker', use.span, [
    word('build', use),
    word('--progress', use),
    word('plain', use),
    ...references.flatMap((reference) => flagged('-t', reference)),
    ...flagsOf(use, 'labels', '--label', list),
    ...flagsOf(use, 'build_args', '--build-arg', list),
    ...flagsOf(use, 'cache_froms', '--cache-from', list),
    ...switchOf(use, 'always_pull', '--pull'),
    ...flagOf(use, 'target'),
    ...flagOf(use, 'dockerfile', '--file'),
    inputOr(use, 'path', '.'),
  ]);
  return { commands: [...loginOf(scene), build, ...pushesOf(scene, references)] };
}

function loginOf({ use }: ActionScene): readonly ActionCommand[] {
  const [username, password] = [inputText(use, 'username'), inputText(use, 'password')];
  if (username === undefined || password === undefined) return [];
  const registry = inputText(use, 'registry');
  const words = [...flagged('--username', username), word('--password-stdin', use), ...(registry ? [registry] : [])];
  return [{ ...commandOf('docker', use.span, [word('login', use), ...words]), stdin: password }];
}

/** One tag at least: `latest` where nothing else is asked for. */
function tagsOf(scene: ActionScene): readonly Text[] {
  const { use } = scene;
  const written = inputList(use, 'tags', list);
  const commit = variableOf(scene, 'GITHUB_SHA');
  const short = 'the first characters of the commit are known at run time';
  const bySha = inputTruth(use, 'tag_with_sha', false).is === 'no' ? [] : [within(scene, 'sha-', commit, short)];
  const name = 'the tag is the name of the branch or tag at run time';
  const byRef =
    inputTruth(use, 'tag_with_ref', false).is === 'no'
      ? []
      : [within(scene, '', variableOf(scene, 'GITHUB_REF'), name)];
  const tags = [...written, ...byRef, ...bySha];
  return tags.length > 0 ? tags : [literal('latest', use.span)];
}

/** A tag made of what describes the run. */
function within({ use: { span } }: ActionScene, head: string, from: Text, because: string): Text {
  const shown = from.parts.map((part) => (typeof part === 'string' ? part : part.symbol)).join('');
  const hole = {
    symbol: `tag of ${shown}`,
    shown: 'its tag',
    cause: { kind: 'expression', because, at: span } as const,
  };
  return { parts: [head, hole].filter((part) => part !== ''), span };
}

function referenceOf({ use }: ActionScene, tag: Text): Text {
  const repository = inputOr(use, 'repository', '');
  const registry = inputText(use, 'registry');
  const name = registry === undefined ? repository : (joined([registry, repository], '/') ?? repository);
  return joinTexts([name, literal(':', tag.span), tag], tag.span);
}

/** On unless it is turned off. */
function pushesOf({ use }: ActionScene, references: readonly Text[]): readonly ActionCommand[] {
  if (inputTruth(use, 'push', true).is === 'no') return [];
  return references.map((reference) => commandOf('docker', use.span, [word('push', use), reference]));
}
