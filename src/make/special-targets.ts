import { recordPattern } from './pattern-rules.ts';
import { doubt, type Run } from './run.ts';

/** Targets that mean something of their own. Source: gnu.org/software/make/manual, 4.9 Special Built-in Target Names. */
const special: ReadonlySet<string> = new Set([
  '.ONESHELL',
  '.EXPORT_ALL_VARIABLES',
  '.SECONDEXPANSION',
  '.SILENT',
  '.IGNORE',
  '.POSIX',
  '.NOTPARALLEL',
  '.DELETE_ON_ERROR',
  '.LOW_RESOLUTION_TIME',
  '.PRECIOUS',
  '.INTERMEDIATE',
  '.SECONDARY',
  '.SUFFIXES',
]);

/** Those that change what recipes and prerequisites mean. */
const changesReading: ReadonlySet<string> = new Set(['.ONESHELL', '.SECONDEXPANSION']);

/** Notes what a special target says; false for an ordinary one. */
export function readSpecialTarget(run: Run, target: string, prerequisites: readonly string[]): boolean {
  const { rules } = run;
  if (target === '.PHONY') {
    for (const name of prerequisites) rules.phony.add(name);
    return true;
  }
  if (!special.has(target)) return suffixRule(run, target, prerequisites);
  if (target === '.EXPORT_ALL_VARIABLES') run.exportsAll = 'yes';
  if (changesReading.has(target))
    for (const { because } of run.conditions) doubt(run, `\`${target}\` stands in it, but ${because}`);
  const of = rules.specialOf.get(target) ?? new Set<string>();
  rules.specialOf.set(target, of);
  for (const name of prerequisites) of.add(name);
  if (prerequisites.length === 0) rules.special.add(target);
  return true;
}

/** `.md.html:` is `%.html: %.md`, where both are suffixes that make knows or `.SUFFIXES` lists. */
function suffixRule(run: Run, target: string, prerequisites: readonly string[]): boolean {
  const match = /^(\.[^./]+)(\.[^./]+)?$/.exec(target);
  const [rule] = run.pending;
  if (match === null || rule === undefined || prerequisites.length > 0) return false;
  const [, from = '', to] = match;
  const listed = run.rules.specialOf.get('.SUFFIXES');
  const isSuffix = (suffix: string): boolean => knownSuffixes.has(suffix) || listed?.has(suffix) === true;
  if (!isSuffix(from) || (to !== undefined && !isSuffix(to))) return false;
  recordPattern(run, {
    rule,
    targets: [`%${to ?? ''}`],
    prerequisites: [`%${from}`],
    orderOnly: [],
    stem: undefined,
    alsoMakes: [],
  });
  return true;
}

/** Endings that make knows. Source: GNU make 4.3 src/default.c, default_suffixes. */
export const knownSuffixes: ReadonlySet<string> = new Set(
  '.out .a .ln .o .c .cc .C .cpp .p .f .F .m .r .y .l .ym .yl .s .S .mod .sym .def .h .info .dvi .tex .texinfo .texi .txinfo .w .ch .web .sh .elc .el'.split(
    ' ',
  ),
);
