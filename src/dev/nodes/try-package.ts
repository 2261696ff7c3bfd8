import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { modules, type PackageCall, packageCalls, sampleFolder } from './calls.ts';
import { type Circumstances, type Outcome, runNode, runNpm } from './run-npm.ts';

/** The package that is tried. */
export interface TriedPackage {
  /** The path of the tarball. */
  readonly tarball: string;
  readonly version: string;
  /** The folder of a repository with defects. */
  readonly sample: string;
}

/** A call, what came of it, and what is wrong with that: a clause without full stop. */
export interface TriedCall {
  readonly call: PackageCall;
  readonly outcome: Outcome;
  readonly wrong: string | undefined;
}

/**
 * Installs the package by a release of Node, whose program is `node`, into a folder that does not exist yet, and calls it there.
 * Nothing is asked of the network, and nothing that an account has set takes part.
 */
export function tryPackage(
  { tarball, version, sample }: TriedPackage,
  node: string,
  folder: string,
): readonly TriedCall[] {
  const [cwd, home] = [join(folder, 'empty'), join(folder, 'home')];
  mkdirSync(cwd, { recursive: true });
  mkdirSync(home);
  const circumstances = { cwd, node, env: environment(node, home) };
  // A repository and the modules are what a user has, and the package is not.
  cpSync(sample, join(cwd, sampleFolder), { recursive: true });
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(cwd, name), text);
  cpSync(tarball, join(cwd, basename(tarball)));
  return packageCalls(basename(tarball), version).map((call) => {
    const outcome = run(call, circumstances);
    return { call, outcome, wrong: whatIsWrong(call, outcome) };
  });
}

const run = ({ program, args }: PackageCall, circumstances: Circumstances): Outcome =>
  program === 'node' ? runNode(args, circumstances) : runNpm(program, args, circumstances);

function environment(node: string, home: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:npm_|node_|git|ci$|force_color$)/i.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: [dirname(node), process.env['PATH'] ?? ''].join(delimiter),
    HOME: home,
    USERPROFILE: home,
    NO_COLOR: '1',
    npm_config_cache: join(home, 'npm'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
}

/** What is wrong with what a call came to: its exit code, or what it says. */
export function whatIsWrong({ code, says }: PackageCall, outcome: Outcome): string | undefined {
  if (outcome.code !== code) return `it exits with ${String(outcome.code)}, and not with ${String(code)}`;
  return outcome.stdout.includes(says) ? undefined : `it does not say \`${says.trim()}\``;
}

/** What is wrong with calls beside those that another release of Node has made: they say something else. */
export const whatDiffers = (tried: readonly TriedCall[], before: readonly TriedCall[]): readonly string[] =>
  tried.flatMap(({ call, outcome }, index) => {
    const other = before[index];
    if (other === undefined || call.varies === true || other.outcome.stdout === outcome.stdout) return [];
    return [`\`${shownCall(call)}\` says something else`];
  });

/** A call as a user writes it. */
export const shownCall = ({ program, args }: PackageCall): string => [program, ...args].join(' ');
