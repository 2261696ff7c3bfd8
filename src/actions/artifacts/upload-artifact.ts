import { type ActionUse, type ArtifactUpload, runPath } from '../../model/index.ts';
import {
  all,
  findInText,
  holds,
  isClosed,
  known,
  literal,
  no,
  not,
  type OpenList,
  open,
  sliceText,
  type Text,
  type Truth,
  yes,
} from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputOf, inputText, inputTruth } from '../inputs.ts';
import { openItems } from '../open-items.ts';
import { majorOf } from './major.ts';

/**
 * `actions/upload-artifact`.
 *
 * Source: actions/upload-artifact, README.md and action.yml of v1 to v7: from v4 on a name is given once in a run, unless
 * `overwrite` is on; with `archive: false` (v7) a file is stored as it is, under its own name.
 */
export function runUploadArtifact({ use }: ActionScene): ActionRun {
  const paths = pathsOf(use);
  const isUnique = holds(majorOf(use), no, (major) => known(major >= 4));
  const overwrites = all([isUnique, inputTruth(use, 'overwrite', false)]);
  const isArchive = inputTruth(use, 'archive', true);
  const name = inputText(use, 'name') ?? literal('artifact', use.span);
  return uploadOf(use, {
    name: isArchive.is === 'no' ? nameOfFile(paths, name) : name,
    paths,
    nameIsTaken: all([isUnique, not(overwrites)]),
    overwrites,
  });
}

/**
 * `actions/upload-artifact/merge`: artifacts of the run, put together as one.
 *
 * Source: actions/upload-artifact, merge/README.md.
 */
export function runMergeArtifacts({ use }: ActionScene): ActionRun {
  const because = 'it puts together what other jobs have uploaded';
  return uploadOf(use, {
    name: inputText(use, 'name') ?? literal('merged-artifacts', use.span),
    paths: open([], { kind: 'indirection', because, at: use.span }),
    nameIsTaken: yes,
    overwrites: no,
  });
}

type Stored = Pick<ArtifactUpload, 'name' | 'paths' | 'overwrites'> & { readonly nameIsTaken: Truth };

function uploadOf(use: ActionUse, stored: Stored): ActionRun {
  const { job, runs, span } = use;
  const upload: ArtifactUpload = {
    job,
    ...stored,
    runs,
    span: inputOf(use, 'name')?.span ?? span,
    pathSpan: inputOf(use, 'path')?.span ?? span,
  };
  return { uploads: [upload] };
}

/** What is uploaded; lines that begin with `!` leave files out. */
function pathsOf(use: ActionUse): OpenList<Text> {
  const { items, openTo } = openItems(use, 'path', { commas: false, quote: false });
  return { items: items.filter((path) => findInText(path, '!') !== 0).map(runPath), openTo };
}

function nameOfFile(paths: OpenList<Text>, otherwise: Text): Text {
  const [path] = paths.items;
  if (path === undefined || paths.items.length > 1 || !isClosed(paths)) return otherwise;
  let slash = -1;
  for (let next = findInText(path, '/'); next !== -1; next = findInText(path, '/', next + 1)) slash = next;
  return sliceText(path, slash + 1);
}
