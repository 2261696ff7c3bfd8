import type { Privilege, Runner } from '../model/machine/runner.ts';
import { parsePlatform } from '../oci/index.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import { readYaml } from '../syntax/yaml.ts';
import type { YamlMapping, YamlValue } from '../syntax/yaml-value.ts';
import { type Cause, closed, hidden, known, type OpenList, open, set, unset } from '../value/index.ts';
import type { RunnerSurroundings } from './read-runner.ts';
import { type RunnerReading, readRunnerToml } from './read-runner-config.ts';

/** How deep `runners:` may lie: at the top, under the name of a subchart, or in a release's `spec.values`. */
const deepest = 5;

/**
 * Reads the values of the chart `gitlab/gitlab-runner`: `runners.config`, which holds a `config.toml` as a template,
 * or, in values for old charts, `runners.privileged` and its kind. A file that is none has no runners. Never throws.
 *
 * Source: gitlab.com/gitlab-org/charts/gitlab-runner values.yaml; old keys: the chart's releases before 0.23.
 */
export function readHelmValues(file: SourceFile): RunnerReading {
  const { value } = readYaml(file);
  const blocks = value === undefined ? [] : runnersBlocks(value, 0);
  const readings = blocks.map(readBlock);
  return {
    runners: readings.flatMap(({ runners }) => runners),
    unreadable: readings.flatMap(({ unreadable }) => unreadable),
  };
}

/** Every mapping under a key `runners` that looks like the chart's. */
function runnersBlocks(value: YamlValue, depth: number): readonly YamlMapping[] {
  if (value.kind !== 'mapping' || depth > deepest) return [];
  return [...value.entries].flatMap(([key, { value: inner }]) =>
    key === 'runners' && isRunnersBlock(inner) ? [inner] : runnersBlocks(inner, depth + 1),
  );
}

const legacyKeys: readonly string[] = ['privileged', 'tags', 'runUntagged', 'locked', 'executor', 'helpers', 'builds'];

const isRunnersBlock = (value: YamlValue): value is YamlMapping =>
  value.kind === 'mapping' && ['config', ...legacyKeys].some((key) => value.entries.has(key));

function readBlock(block: YamlMapping): RunnerReading {
  const config = block.entries.get('config')?.value;
  const executor = scalarAt(block, 'executor');
  const surroundings: RunnerSurroundings = { labels: labelsOf(block), executor: set(executor ?? 'kubernetes') };
  if (config?.kind === 'string') return readRunnerToml(config.text, surroundings);
  return { runners: [legacyRunner(block, surroundings)], unreadable: [] };
}

const configUnseen = ({ span }: YamlMapping): Cause => ({
  kind: 'runner',
  because: 'these values hold no `runners.config`; other values or the server may',
  at: span,
});

/** A runner of an old chart, which registered it with these values. */
function legacyRunner(block: YamlMapping, { labels, executor }: RunnerSurroundings): Runner {
  const privileged = block.entries.get('privileged');
  const isOn = privileged !== undefined && privileged.value.kind === 'boolean' && privileged.value.value;
  const privileges: readonly Privilege[] = isOn
    ? [
        {
          kind: 'privileged',
          written: 'privileged: true',
          narrowedTo: unset,
          span: across(privileged.key.span, privileged.value.span),
        },
      ]
    : [];
  return {
    name: scalarAt(block, 'name') ?? '',
    labels: labels ?? closed<string>([]),
    executor: executor ?? unset,
    platform: legacyPlatform(block),
    privileges,
    nodeSelectorOverwrite: hidden(configUnseen(block)),
    nodeTolerationsOverwrite: hidden(configUnseen(block)),
    devices: unset,
    privileged: known(isOn),
    span: block.span,
  };
}

function legacyPlatform(block: YamlMapping): Runner['platform'] {
  const selector = block.entries.get('nodeSelector')?.value;
  if (selector?.kind !== 'mapping') return unset;
  const arch = scalarAt(selector, 'kubernetes.io/arch') ?? scalarAt(selector, 'beta.kubernetes.io/arch');
  const parsed = arch === undefined ? undefined : parsePlatform(`linux/${arch}`);
  if (parsed?.is === 'platform') return set(parsed.platform);
  return hidden({ kind: 'runner', because: 'the node selector names no architecture', at: selector.span });
}

/** `tags: "docker, arm64"`; without them the GitLab server keeps the tags. */
function labelsOf(block: YamlMapping): OpenList<string> {
  const tags = scalarAt(block, 'tags');
  if (tags !== undefined && tags !== '')
    return closed(
      tags
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    );
  const because = 'the tags of a runner are kept by the GitLab server';
  return open<string>([], { kind: 'runner', because, at: block.span });
}

function scalarAt(block: YamlMapping, key: string): string | undefined {
  const value = block.entries.get(key)?.value;
  return value?.kind === 'string' ? value.value : undefined;
}

const across = (first: Span, last: Span): Span => first.file.span(first.start, Math.max(first.end, last.end));
