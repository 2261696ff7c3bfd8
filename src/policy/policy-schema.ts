import type { Rule } from '../rule/rule.ts';

/** A JSON schema, draft 2020-12 without references. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The builders that a policy may judge, with what each name covers. */
const builders: Readonly<Record<string, string>> = {
  kaniko: 'Kaniko, whoever maintains the image',
  'kaniko-upstream': "Kaniko's archived original images",
  'buildkit-rootless': 'BuildKit without privilege: `buildctl-daemonless.sh` in a rootless image',
  buildah: 'Buildah',
  podman: 'Podman',
  buildx: '`docker buildx build`',
  docker: '`docker build`',
};

/** The JSON schema of a policy file, with every rule and its options. */
export function policySchema(rules: readonly Rule[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'multiarch-lint policy',
    ...mapping('What the owner of a repository asks of its multi-architecture images', {
      preset: words('Which rules run and how strictly', ['recommended', 'strict', 'all']),
      platforms: platforms(
        'Platforms that every published image must have; absent: those that the repository declares',
      ),
      optionalPlatforms: platforms('Platforms that an image may lack without a finding'),
      images: list('Exceptions for single images', image),
      environment,
      builders: mapping('What to make of the use of a builder', mapValues(builders, builderUse)),
      emulation: words('What to make of builds under emulation', ['forbid', 'warn', 'allow']),
      undecided: words('What to make of claims that cannot be decided', ['ignore', 'info', 'error']),
      rules: mapping('Settings of single rules', Object.fromEntries(rules.map((rule) => [rule.id, ruleEntry(rule)]))),
      ignore: list('Globs of paths, relative to the project root, whose findings are left out', text('A glob')),
    }),
  };
}

const severities = ['error', 'warning', 'info', 'off'];

const text = (description: string): JsonSchema => ({ description, type: 'string' });
const words = (description: string, allowed: readonly string[]): JsonSchema => ({ description, enum: allowed });
const list = (description: string, items: JsonSchema): JsonSchema => ({ description, type: 'array', items });
const platforms = (description: string): JsonSchema => list(description, text('A platform such as `linux/arm64`'));
const builderUse = (covers: string): JsonSchema => words(covers, ['allow', 'warn', 'forbid']);

/** A mapping with these keys and no others. */
const mapping = (description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  description,
  type: 'object',
  properties,
  additionalProperties: false,
});

/** A mapping whose keys the user chooses. */
const namedEntries = (description: string, entry: JsonSchema): JsonSchema => ({
  description,
  type: 'object',
  additionalProperties: entry,
});

const mapValues = (
  names: Readonly<Record<string, string>>,
  schema: (description: string) => JsonSchema,
): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(names).map(([name, description]) => [name, schema(description)]));

const image: JsonSchema = {
  ...mapping('An exception for one image', {
    name: text('The image reference as written in CI, without the tag'),
    platforms: platforms('Platforms that this image must have'),
    merge: words('`none`: the image is published per architecture on purpose', ['none']),
  }),
  required: ['name'],
};

const environment: JsonSchema = mapping('What the repository cannot say about its surroundings', {
  variables: namedEntries('CI/CD variables that are set in the project or group', {
    description: 'The value',
    type: ['string', 'number', 'boolean'],
  }),
  runners: namedEntries(
    'What a runner label stands for',
    mapping('A runner', {
      platform: text('The platform of its machine, such as `linux/arm64`'),
      executor: text('Its executor, such as `kubernetes`'),
      privileged: { description: 'Whether its containers run privileged', type: 'boolean' },
    }),
  ),
  includes: namedEntries(
    'Local copies of includes that live elsewhere, by `project:group/name`, `remote:URL`, `template:NAME` or `component:ADDRESS`',
    text('The path of the copy, from the project root'),
  ),
});

/** A severity, or a mapping of severity and options. `if` keeps the validator's complaint about the branch that was meant. */
function ruleEntry({ summary, options }: Rule): JsonSchema {
  const ownOptions = Object.entries<{ schema: JsonSchema; default: unknown; description: string }>(options ?? {});
  const properties: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
    ownOptions.map(([name, { schema, ...rest }]) => [name, { ...rest, ...schema }]),
  );
  return {
    description: summary,
    if: { type: 'object' },
    then: mapping(summary, { severity: words('Its severity', severities), ...properties }),
    else: words(summary, severities),
  };
}
