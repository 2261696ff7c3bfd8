import type { ActionUse } from '../../model/index.ts';
import { knownString, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputOr, inputText, inputTruth } from '../inputs.ts';
import { commandOf, flagged, flagOf, flagsOf, word } from '../words.ts';
import { mappingsOf } from './mappings.ts';

/**
 * `docker/setup-buildx-action`: a builder of its own, with a node for each entry of `append`; nothing is made for the driver of
 * the Engine.
 *
 * Source: docker/setup-buildx-action, action.yml, src/context.ts and src/main.ts of v1 to v4.
 */
export function runSetupBuildx(scene: ActionScene): ActionRun {
  const { use } = scene;
  const driver = inputOr(use, 'driver', 'docker-container');
  const name = nameOf(scene, driver);
  const outputs = new Map([
    ['name', name],
    ['driver', driver],
  ]);
  const isEngine = knownString(driver) === 'docker';
  const create = commandOf('docker', use.span, [
    ...words(use, 'buildx', 'create'),
    ...flagged('--name', name),
    ...createWords(use, driver),
  ]);
  const append = nodesOf(use).map((node) =>
    commandOf('docker', use.span, [
      ...words(use, 'buildx', 'create'),
      ...flagged('--name', name),
      ...appendWords(use, node),
    ]),
  );
  return { commands: [...(isEngine ? [] : [create]), ...append, ...installOf(use)], outputs };
}

const words = (use: ActionUse, ...written: readonly string[]): readonly Text[] => written.map((one) => word(one, use));

/** A name that no other builder has; since v4 one that may be written. */
function nameOf({ use, scope }: ActionScene, driver: Text): Text {
  if (knownString(driver) === 'docker') return word('default', use);
  const cause = {
    kind: 'expression',
    because: 'the action gives its builder a name of its own',
    at: use.span,
  } as const;
  const hole = { symbol: `${scope} builder`, shown: '<builder>', cause };
  return inputText(use, 'name') ?? { parts: ['builder-', hole], span: use.span };
}

function createWords(use: ActionUse, driver: Text): readonly Text[] {
  const isUsed = inputTruth(use, 'use', true);
  const platforms = flagsOf(use, 'platforms', '--platform', { commas: true });
  return [
    ...flagged('--driver', driver),
    ...flagsOf(use, 'driver-opts', '--driver-opt', { commas: false, quote: false }),
    ...flagOf(use, 'buildkitd-flags'),
    ...platforms,
    ...(isUsed.is === 'no' ? [] : [word('--use', use)]),
    ...configOf(use),
    ...endpointOf(use),
  ];
}

/** A file of the repository, or one that the action writes. */
function configOf(use: ActionUse): readonly Text[] {
  const [name] = ['buildkitd-config', 'config'].filter((candidate) => inputText(use, candidate) !== undefined);
  return name === undefined ? [] : flagOf(use, name, '--config');
}

const endpointOf = (use: ActionUse): readonly Text[] => {
  const endpoint = inputText(use, 'endpoint');
  return endpoint === undefined ? [] : [endpoint];
};

/** The nodes of `append`, a list in YAML; one, if it is not known what it holds. */
function nodesOf(use: ActionUse): readonly ReadonlyMap<string, Text>[] {
  const written = inputText(use, 'append');
  if (written === undefined) return [];
  const nodes = mappingsOf(use, 'append');
  return nodes.length > 0 ? nodes : [new Map()];
}

function appendWords(use: ActionUse, node: ReadonlyMap<string, Text>): readonly Text[] {
  const flag = (key: string, name: string): readonly Text[] => {
    const value = node.get(key);
    return value === undefined ? [] : flagged(name, value);
  };
  const endpoint = node.get('endpoint');
  return [
    word('--append', use),
    ...flag('name', '--node'),
    ...flag('platforms', '--platform'),
    ...(endpoint === undefined ? [] : [endpoint]),
  ];
}

/** `install: true` makes it the builder of plain `docker build` as well. */
const installOf = (use: ActionUse): readonly ActionCommand[] =>
  inputTruth(use, 'install', false).is === 'yes'
    ? [commandOf('docker', use.span, words(use, 'buildx', 'install'))]
    : [];
