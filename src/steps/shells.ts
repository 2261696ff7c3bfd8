import type { Platform } from '../oci/index.ts';
import type { Field } from '../value/index.ts';

/** The shell of a step: one whose scripts can be read, or another program. */
export type StepShell =
  | { readonly is: 'shell'; readonly stopsOnFailure: boolean; readonly failsInPipes: boolean }
  | { readonly is: 'other'; readonly name: string };

/**
 * The shell that `shell:` names, as GitHub calls it; `undefined`: none is written.
 *
 * Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.steps[*].shell): `bash -e {0}` where none is
 * written, `bash --noprofile --norc -eo pipefail {0}` for `bash`, `sh -e {0}` for `sh`, PowerShell on Windows.
 */
export function shellOf(written: string | undefined, machine: Field<Platform>): StepShell {
  const command = written?.trim() ?? '';
  if (command === '') {
    const isWindows = machine.is === 'set' && machine.value.os === 'windows';
    return isWindows ? { is: 'other', name: 'pwsh' } : { is: 'shell', stopsOnFailure: true, failsInPipes: false };
  }
  const words = command.replaceAll(/["']/g, ' ').trim().split(/\s+/).map(nameOf);
  // A program may start the shell: `script -q -e -c "bash -e {0}"`.
  const at = words.findIndex((word) => shells.has(word));
  if (at === -1) return { is: 'other', name: words[0] ?? '' };
  const options = words.slice(at + 1);
  const stopsOnFailure = options.length === 0 || options.some((word) => /^-[a-z]*e/.test(word) || word === 'errexit');
  const failsInPipes = command === 'bash' || options.includes('pipefail');
  return { is: 'shell', stopsOnFailure, failsInPipes };
}

const nameOf = (word: string): string => word.replace(/^.*\//, '').replace(/\.exe$/, '');

/** `alpine.sh` is that of an action that sets up a root filesystem. */
const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'ash', 'zsh', 'ksh', 'alpine.sh']);
