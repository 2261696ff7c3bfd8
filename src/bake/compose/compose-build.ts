import type { SourceFile, Span } from '../../source/source-file.ts';
import { type Cause, knownString, type Text } from '../../value/index.ts';
import type { BakeEnvironment } from '../bake-environment.ts';
import type { BakeFile } from '../bake-file.ts';
import { listValue, spanOf, stringOf, textOf } from '../bake-value.ts';
import type { BuiltTarget } from '../read-bake.ts';
import { asList, type BakeTarget } from '../target.ts';
import { withDotenv } from './dotenv.ts';
import { targetOf } from './read-compose.ts';
import { type ComposeService, composeServices } from './services.ts';

/** What `docker compose build` is asked to do. */
export interface ComposeQuestion {
  readonly files: readonly BakeFile[];
  readonly environment: BakeEnvironment;
  readonly dotenv: SourceFile | undefined;
  /** Names of services as on the command line; none means all that are built. */
  readonly services: readonly Text[];
  readonly profiles: readonly string[];
  readonly at: Span;
}

/** A service that is built. */
export interface ComposeBuild {
  readonly target: BuiltTarget;
  /** Its `image`: without one it has a name on the machine only, and is never pushed. */
  readonly image: Text | undefined;
}

/** The services that a command builds. */
export interface ComposeReading {
  readonly builds: readonly ComposeBuild[];
  readonly openTo: readonly Cause[];
}

/** Reads what `docker compose build` builds. Source: docker/compose pkg/compose/build_bake.go, prepareBakeBuild. */
export function readComposeBuild(question: ComposeQuestion): ComposeReading {
  const broken = question.files.flatMap(({ file, problems }) =>
    problems.slice(0, 1).map(({ message, at }): Cause => {
      return { kind: 'syntax', because: `\`${file.path}\` does not parse: ${message}`, at };
    }),
  );
  if (broken.length > 0) return { builds: [], openTo: broken };
  const environment = withDotenv(question.environment, question.dotenv);
  const { services, openTo } = composeServices(question.files, environment);
  const { chosen, missing } = chosenOf(services, question);
  return { builds: chosen.flatMap((service) => buildOf(service, question.at) ?? []), openTo: [...openTo, ...missing] };
}

interface Chosen {
  readonly chosen: readonly ComposeService[];
  readonly missing: readonly Cause[];
}

/** The services that the command names, whatever their profiles; otherwise those of no profile or an active one. */
function chosenOf(services: readonly ComposeService[], { services: written, profiles }: ComposeQuestion): Chosen {
  if (written.length === 0) return { chosen: services.filter((service) => isActive(service, profiles)), missing: [] };
  const byName = new Map(services.map((service) => [service.name, service]));
  const chosen: ComposeService[] = [];
  const missing: Cause[] = [];
  for (const text of written) {
    const name = knownString(text);
    const service = name === undefined ? undefined : byName.get(name);
    if (service !== undefined) chosen.push(service);
    else missing.push(noService(name ?? 'named here', text.span));
  }
  return { chosen, missing };
}

const noService = (name: string, at: Span): Cause => ({
  kind: 'indirection',
  because: `no Compose file that is read defines the service \`${name}\``,
  at,
});

function isActive({ fields }: ComposeService, profiles: readonly string[]): boolean {
  const written = fields.get('profiles');
  if (written === undefined || profiles.includes('*')) return true;
  const own = asList(written).items.map(stringOf);
  return own.length === 0 || own.some((profile) => profile === undefined || profiles.includes(profile));
}

function buildOf(service: ComposeService, at: Span): ComposeBuild | undefined {
  const written = targetOf(service);
  if (written === undefined) return undefined;
  const image = service.fields.get('image');
  const target = withPlatform(withTags(written, service), service);
  return {
    target: { ...target, written: target, at, doubts: [], openTo: [], isLinked: false },
    image: image && textOf(image),
  };
}

/** The tags of `build` and the image; bake takes the image only where there are no tags. */
function withTags(target: BakeTarget, { fields }: ComposeService): BakeTarget {
  const image = fields.get('image');
  const build = fields.get('build');
  const tags = build?.kind === 'object' ? build.entries.get('tags') : undefined;
  if (image === undefined || tags === undefined) return target;
  const list = asList(tags);
  return withAttribute(target, 'tags', { ...list, items: [...list.items, image] });
}

/** `platform` of the service where `build` names none. */
function withPlatform(target: BakeTarget, { fields }: ComposeService): BakeTarget {
  const platform = fields.get('platform');
  if (platform === undefined || target.attributes.has('platforms')) return target;
  return withAttribute(target, 'platforms', listValue([platform], spanOf(platform)));
}

const withAttribute = (target: BakeTarget, name: string, value: ReturnType<typeof listValue>): BakeTarget => ({
  ...target,
  attributes: new Map([...target.attributes, [name, value]]),
});
