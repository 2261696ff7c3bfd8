import { attestsByDefault } from '../../facts/attestations.ts';
import { toolImageOf } from '../../facts/tool-images.ts';
import type { BuildStep, Destination, IndexOutcome } from '../../model/index.ts';
import {
  any,
  causesIn,
  type Field,
  mapField,
  type OpenList,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
  yes,
} from '../../value/index.ts';
import { knownString } from '../../value/text.ts';
import { booleans, type FlagGrammar, type FlagValue, type ReadFlags, readFlags, valued } from '../flags.ts';
import { literalHead } from '../word-parts.ts';
import { asksFor } from './attestation-flags.ts';
import { optionsUnder, readBuildArgs } from './build-args.ts';
import { type BuildkitOutputs, readOutputs } from './buildkit-output.ts';
import { readCacheTargets } from './cache-targets.ts';
import { isBuiltElsewhere } from './daemon-address.ts';
import { findDockerfile, inFolder } from './dockerfile-place.ts';
import { stepOf } from './draft.ts';
import type { CommandReader, ImageEvent, Scene } from './image-event.ts';
import { readPlatforms } from './platforms.ts';
import { versionFromImage } from './tool-version.ts';

/** The flags of `buildctl build`. Source: buildkit cmd/buildctl/main.go and build.go, v0.25. */
export const buildctlGrammar: FlagGrammar = {
  style: 'go',
  flags: [
    ...valued('--addr --tlsservername --tlscacert --tlscert --tlskey --tlsdir --timeout --log-format'),
    ...booleans('--debug --wait --help|-h --version|-v'),
  ],
  subcommands: {
    build: buildGrammar(),
    b: buildGrammar(),
  },
};

function buildGrammar(): FlagGrammar {
  return {
    style: 'go',
    operands: 0,
    flags: [
      ...valued(
        '--output|-o --progress --trace --local --oci-layout --frontend --opt --export-cache --import-cache --secret ' +
          '--allow --ssh --metadata-file --source-policy-file --ref-file --registry-auth-tlscontext --debug-json-cache-metrics',
      ),
      ...booleans('--no-cache --proxy-network'),
    ],
  };
}

/** Reads `buildctl build …` and `buildctl-daemonless.sh build …`. */
export const readBuildctl: CommandReader = (scene) => {
  const flags = readFlags(scene.invocation.args, buildctlGrammar);
  const isBuild = flags.path.is === 'set' && flags.path.value !== '';
  return isBuild ? [buildctlBuild(scene, flags)] : [];
};

function buildctlBuild(scene: Scene, flags: ReadFlags): ImageEvent {
  const options = flags.flags('--opt');
  const outputs = readOutputs(flags.flags('--output'));
  const pushed = any([...outputs.items.map((output) => output.pushed), ...openness(outputs)]);
  const names = outputs.items.flatMap((output) => output.names);
  const pushedNames = outputs.items.filter((output) => output.pushed.is !== 'no').flatMap((output) => output.names);
  const step = stepOf('buildctl', scene, {
    version: versionFromImage(scene.command, ['buildkit']),
    ...readPlatforms(optionsUnder(options, 'platform=')),
    digestFile: flags.flag('--metadata-file'),
    pushedByDigest: any([...outputs.items.map((output) => output.pushedByDigest), ...openness(outputs)]),
    ...dockerfileOf(scene, flags, options),
    target: lastText(optionsUnder(options, 'target=')),
    buildArgs: readBuildArgs(optionsUnder(options, 'build-arg:')),
    cacheExports: readCacheTargets(flags.flags('--export-cache')),
    cacheImports: readCacheTargets(flags.flags('--import-cache')),
    pushesIndex: indexOf(options),
    hasEmulators: emulatorsOf(scene, flags),
    isSpread: isBuiltElsewhere(scene, flags.flag('--addr')),
  });
  return {
    is: 'build',
    draft: {
      step,
      pushed,
      destinations: { items: pushedNames, openTo: pushed.is === 'no' ? [] : outputs.openTo },
      localTags: { items: names.filter((name: Destination) => !pushedNames.includes(name)), openTo: outputs.openTo },
      archives: outputs.items.flatMap(({ archives }) => archives),
    },
  };
}

const openness = ({ openTo }: BuildkitOutputs): readonly Truth[] => (openTo.length > 0 ? [unknown(...openTo)] : []);

function lastText({ items, openTo }: OpenList<FlagValue>): Field<Text> {
  const last = items.at(-1);
  if (last !== undefined) return set(last.value);
  return openTo.length > 0 ? { is: 'unknown', causes: openTo } : unset;
}

/** `--local context=DIR --local dockerfile=DIR --opt filename=NAME`; `--opt context=URL` replaces the first. */
function dockerfileOf(
  scene: Scene,
  flags: ReadFlags,
  options: OpenList<FlagValue>,
): Pick<BuildStep, 'context' | 'dockerfilePath' | 'dockerfile'> {
  const locals = flags.flags('--local');
  const remote = lastText(optionsUnder(options, 'context='));
  const context = remote.is === 'set' ? remote : lastText(optionsUnder(locals, 'context='));
  const folder = lastText(optionsUnder(locals, 'dockerfile='));
  const filename = lastText(optionsUnder(options, 'filename='));
  const name = filename.is === 'set' ? knownString(filename.value) : 'Dockerfile';
  if (filename.is === 'unknown') return { context, dockerfilePath: filename, dockerfile: filename };
  if (name === undefined) {
    const hidden = {
      is: 'unknown',
      causes: filename.is === 'set' ? causesIn(filename.value) : [],
    } as const;
    return { context, dockerfilePath: hidden, dockerfile: hidden };
  }
  const path = mapField(folder, (value) => inFolder(value, name));
  return { context, ...findDockerfile({ path, context, defaultNames: [name], looksInContext: false }, scene) };
}

/** buildctl attests only when `--opt attest:…` asks for it. */
function indexOf(options: OpenList<FlagValue>): IndexOutcome {
  const asked = optionsUnder(options, 'attest:');
  const truths = asked.items.map(({ value }) => asksFor(value));
  const asks = any([...truths, ...(asked.openTo.length > 0 ? [unknown(...asked.openTo)] : [])]);
  const byDefault = attestsByDefault({
    tool: 'buildctl',
    driver: { is: 'remote' },
    store: { is: 'unknown', causes: [] },
  });
  const asking = asked.items.find(({ value }) => asksFor(value).is === asks.is);
  if (asks.is === 'no' || asking === undefined) return { truth: asks, because: byDefault.because, optOuts: [] };
  const because = `\`--opt attest:\` ${asks.is === 'yes' ? 'asks' : 'may ask'} for attestations`;
  return { truth: asks, because, optOuts: [], asked: asking.flagSpan };
}

/** A daemon beside the client comes from the job's image; one elsewhere is as good as any of its releases. */
function emulatorsOf({ command, invocation }: Scene, flags: ReadFlags): Truth {
  const image = command.job.image.is === 'set' ? toolImageOf(command.job.image.value.reference) : undefined;
  if (image?.is === 'set' && image.value.tool === 'buildkit') return yes;
  const at = flags.spanOf('--addr') ?? command.span;
  const written = literalHead(invocation.word);
  const because = `\`${written}\` uses a BuildKit that is not seen, so it is not known whether it brings emulators`;
  return unknown({ kind: 'runner', because, at });
}
