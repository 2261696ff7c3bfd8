import { type ToolRelease, toolReleases } from '../../facts/tool-releases.ts';
import type { JobCommand, NamedPlatform, ToolDownload } from '../../model/index.ts';
import { archWordsIn, soleArchIn } from '../../oci/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import {
  any,
  type Cause,
  distinctCauses,
  type Field,
  hasMore,
  no,
  type OpenList,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
  yes,
} from '../../value/index.ts';
import { booleans, type FlagGrammar, readFlags, valued } from '../flags.ts';
import { indirectionOf } from '../indirection.ts';
import { invocationOf } from '../program.ts';

/** Flags of curl and wget as far as they matter. Source: curl(1), wget(1). */
const grammars: Readonly<Record<string, FlagGrammar>> = {
  curl: {
    style: 'pflag',
    flags: [
      ...valued('--output|-o --header|-H --retry --user|-u --connect-timeout --max-time|-m --proxy|-x --data|-d'),
      ...valued('--request|-X --user-agent|-A --retry-delay --output-dir --cacert --write-out|-w --range|-r --url'),
      ...booleans('--fail|-f --fail-with-body --silent|-s --show-error|-S --location|-L --remote-name|-O --verbose|-v'),
      ...booleans('--insecure|-k --compressed --create-dirs --progress-bar|-# --remote-header-name|-J --ipv4|-4'),
    ],
  },
  wget: { style: 'pflag', flags: [] },
};

/** The tools for images that a job downloads from their release pages, in the order of its commands. */
export const readDownloads = (commands: OpenList<JobCommand>): readonly ToolDownload[] =>
  commands.items.flatMap((command, index) => {
    const program = invocationOf(command).program ?? '';
    if (command.runs.is === 'no' || !Object.hasOwn(grammars, program)) return [];
    return downloadsBy(command, program, { items: commands.items.slice(index + 1), openTo: commands.openTo });
  });

function downloadsBy(command: JobCommand, program: string, later: OpenList<JobCommand>): readonly ToolDownload[] {
  return invocationOf(command).args.items.flatMap((url): ToolDownload[] => {
    const release = toolReleases.find((one) => one.url.test(literalsOf(url)));
    if (release === undefined || isChecksum(url)) return [];
    const pipedInto = readerBehind(command);
    return [
      {
        tool: release.tool,
        command,
        url,
        isUsed: isUsed(release, later),
        isVerified: isVerified(command, { items: later.items, openTo: hiddenBefore(release, later) }),
        keepsErrorPages: keepsErrorPages(command, program),
        ...(pipedInto === undefined ? {} : { pipedInto }),
        platform: release.isNative ? platformOf(release, url, later.items) : unset,
      },
    ];
  });
}

/** The text with a mark for each hole, so that no word reaches over one. */
const literalsOf = ({ parts }: Text): string => parts.map((part) => (typeof part === 'string' ? part : '\0')).join('');

/** Files beside a release that serve to check it. */
const isChecksum = (url: Text): boolean =>
  /(?:checksums?|sha\d+sums?)|\.(?:sha\d+(?:sum)?|asc|sig|pem|json|txt|cert)$/i.test(literalsOf(url));

function keepsErrorPages(command: JobCommand, program: string): boolean {
  const grammar = grammars[program];
  if (program !== 'curl' || grammar === undefined) return false;
  const flags = readFlags(invocationOf(command).args, grammar);
  return any([flags.isOn('--fail'), flags.isOn('--fail-with-body')]).is === 'no';
}

/** The program behind the pipe that follows a command. */
function readerBehind({ span }: JobCommand): string | undefined {
  const rest = span.file.text.slice(span.end, span.end + 120);
  return /^\s*['"]?\s*\|\s*(?:sudo\s+)?([\w./-]+)/.exec(rest)?.[1];
}

/** Whether a command is the tool, under the name of a release file too. */
function isCallOf({ programs }: ToolRelease, command: JobCommand): boolean {
  const program = (invocationOf(command).program ?? '').replace(/[-_](?:linux|v\d).*$/i, '');
  return command.runs.is !== 'no' && programs.includes(program);
}

/** What is out of sight, but for that which runs behind the first use of the tool, where a check would come too late. */
function hiddenBefore(release: ToolRelease, { items, openTo }: OpenList<JobCommand>): readonly Cause[] {
  const first = items.findIndex((command) => isCallOf(release, command));
  const use = items[first];
  if (use === undefined) return openTo;
  const places = items.map(placesOf);
  const [before, behind] = [places.slice(0, first), places.slice(first + 1)].map((some) => some.flat());
  return openTo.filter(({ at }) => {
    if (behind?.some((place) => holds(place, at)) && !before?.some((place) => holds(place, at))) return false;
    return at.file !== use.span.file || at.start < use.span.start;
  });
}

/** Where a command stands, and the script lines that lead to it. */
const placesOf = ({ span, via }: JobCommand): readonly Span[] => [span, ...via];

const holds = (place: Span, { file, start, end }: Span): boolean =>
  place.file === file && place.start <= start && end <= place.end;

/** Whether a later command is the tool, or may run it out of sight. */
function isUsed(release: ToolRelease, later: OpenList<JobCommand>): Truth {
  if (later.items.some((command) => isCallOf(release, command))) return yes;
  const outOfSight = later.items.flatMap((command): Cause[] => {
    const cause = indirectionOf(command);
    return cause === undefined ? [] : [cause];
  });
  const causes = distinctCauses([...later.openTo, ...outOfSight]);
  return causes.length > 0 ? unknown(...causes) : no;
}

/** Programs that check a file, with the words that make them do it. Source: their manuals. */
const checks: readonly RegExp[] = [
  /^(?:\w*sum|shasum)\b/,
  /^(?:gpg|gpgv|minisign|signify|rhash|slsa-verifier)\b/,
  /^cosign verify/,
  /^gh attestation verify/,
  /^openssl (?:dgst|sha\d+|pkeyutl)/,
];

/** Whether a command checks something behind the download, or in the pipe or the command line that it is a part of. */
function isVerified({ span }: JobCommand, later: OpenList<JobCommand>): Truth {
  const isCheck = ({ span: at }: JobCommand): boolean => {
    const text = sourceText(at);
    return checks.some((check) => check.test(text)) || /\b(?:sha\d+sum|shasum|cksum)\b/.test(text);
  };
  const found = later.items.filter(isCheck);
  if (found.length > 0) return any(found.map(({ runs }) => (runs.is === 'no' ? no : yes)));
  const line = span.file.lineText(span.file.positionAt(span.start).line);
  return /\b(?:sha\d+sum|shasum)\b/.test(line) ? yes : hasMore({ items: [], openTo: later.openTo });
}

/** By the URL, or by the file of an archive that a later command names: `mv manifest-tool-linux-amd64 manifest-tool`. */
function platformOf({ tool }: ToolRelease, url: Text, later: readonly JobCommand[]): Field<NamedPlatform> {
  const inUrl = platformIn(url, literalsOf(url));
  if (inUrl !== undefined) return set(inUrl);
  if (url.parts.some((part) => typeof part !== 'string' && /arch|platform/i.test(part.shown))) return unset;
  const fileOfTool = new RegExp(`${tool}[-_](?:linux|darwin)[-_]`, 'i');
  for (const { program, args } of later) {
    for (const word of [program, ...args.items]) {
      const text = literalsOf(word);
      const found = fileOfTool.test(text) ? platformIn(word, text) : undefined;
      if (found !== undefined) return set(found);
    }
  }
  return unset;
}

function platformIn({ span }: Text, text: string): NamedPlatform | undefined {
  const platform = soleArchIn(text);
  const word = archWordsIn(text)[0];
  if (platform === undefined || word === undefined) return undefined;
  const written = text.slice(word.start, word.end);
  return { platform, word: written, span: placeOf(written, span) };
}

/** The word in its source, or all of it where the word comes from elsewhere. */
function placeOf(word: string, span: Span): Span {
  const at = sourceText(span).indexOf(word);
  return at === -1 ? span : span.file.span(span.start + at, span.start + at + word.length);
}
