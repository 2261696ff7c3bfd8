import { type ActionUse, type ArtifactDownload, runPath } from '../../model/index.ts';
import { type Field, literal, no, type Text, type Truth, unknown, yes } from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputOf, inputText, inputTruth } from '../inputs.ts';
import { majorOf } from './major.ts';

/**
 * `actions/download-artifact`.
 *
 * Source: actions/download-artifact, README.md and action.yml of v1 to v8, src/download-artifact.ts: one that is named is unpacked
 * into the folder itself, in v1 by default into one of its name; all, and those that fit a pattern, into a folder of their
 * name each, unless `merge-multiple` is on. `pattern`, `merge-multiple`, `run-id` and `repository` are of v4, `artifact-ids` of v4.3.
 */
export function runDownloadArtifact({ use }: ActionScene): ActionRun {
  const major = majorOf(use);
  const takes = takenBy(use, major);
  const download: ArtifactDownload = {
    job: use.job,
    takes,
    folder: folderOf(use, takes, major),
    mergesFolders: mergesFolders(use, takes, major),
    major,
    runs: use.runs,
    span: (inputOf(use, 'name') ?? inputOf(use, 'pattern') ?? use).span,
  };
  return { downloads: [download] };
}

const isBefore = (major: Field<number>, limit: number): boolean => major.is === 'set' && major.value < limit;

function takenBy(use: ActionUse, major: Field<number>): ArtifactDownload['takes'] {
  const [name, pattern] = [inputText(use, 'name'), inputText(use, 'pattern')];
  const isOld = isBefore(major, 4);
  if (!isOld && isElsewhere(use)) return { is: 'elsewhere' };
  if (name !== undefined) return { is: 'name', name };
  return pattern !== undefined && !isOld ? { is: 'pattern', pattern } : { is: 'all' };
}

/** Artifacts by their numbers; or, which needs a token, those of another run or repository. */
function isElsewhere(use: ActionUse): boolean {
  if (inputOf(use, 'artifact-ids') !== undefined) return true;
  const isForeign = (name: string): boolean => {
    const value = inputText(use, name);
    return value !== undefined && !value.parts.every((part) => typeof part !== 'string' && isOfThisRun(part.symbol));
  };
  return inputOf(use, 'github-token') !== undefined && (isForeign('run-id') || isForeign('repository'));
}

const isOfThisRun = (symbol: string): boolean => /^GITHUB_(?:RUN_ID|REPOSITORY)(?:@|$)/.test(symbol);

function folderOf(use: ActionUse, takes: ArtifactDownload['takes'], major: Field<number>): Text {
  const path = inputText(use, 'path');
  if (path !== undefined) return runPath(path);
  return isBefore(major, 2) && takes.is === 'name' ? takes.name : literal('', use.span);
}

function mergesFolders(use: ActionUse, takes: ArtifactDownload['takes'], major: Field<number>): Truth {
  if (takes.is === 'name') return yes;
  const isOn = inputTruth(use, 'merge-multiple', false);
  if (isBefore(major, 4)) return no;
  return isOn.is === 'yes' && major.is === 'unknown' ? unknown(...major.causes) : isOn;
}
