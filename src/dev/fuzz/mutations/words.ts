/** Words that mean something somewhere, and values at the edges of what is allowed. */
export const yamlWords: readonly string[] = [
  ...['build', 'merge', 'script', 'stage', 'stages', 'needs', 'extends', 'include', 'image', 'services', 'variables'],
  ...['parallel', 'matrix', 'rules', 'if', 'when', 'never', 'tags', 'default', 'workflow', 'trigger', 'cache', 'key'],
  ...['artifacts', 'reports', 'dotenv', 'job', 'optional', 'before_script', 'after_script', 'retry', 'inherit', 'spec'],
  ...['jobs', 'steps', 'uses', 'with', 'runs-on', 'strategy', 'outputs', 'env', 'run', 'on', 'permissions', 'defaults'],
  ...['amd64', 'arm64', 'linux/amd64', 'linux/arm64/v8', 'linux/amd64,linux/arm64', 'windows', 'aarch64', 'x86_64'],
  ...['$CI_COMMIT_SHA', '$CI_REGISTRY_IMAGE', '$ARCH', '${ARCH:-amd64}', '$[[ inputs.arch ]]', '$$', '${', '$('],
  ...['${{ matrix.arch }}', '${{ fromJSON(needs.a.outputs.b) }}', '${{', "${{ github.ref == 'a' && 'b' || 'c' }}"],
  ...['true', 'no', '~', '0', '-1', '200', '1e309', '0x7fffffffffffffff', '2026-11-22', '.inf', '', ' ', '*', '<<'],
  ...[
    './.github/workflows/build.yml',
    './../..',
    '../../etc/passwd',
    '/etc/passwd',
    '.gitlab-ci.yml',
    'docker-bake.hcl',
  ],
  ...['docker/build-push-action@v6', 'docker/metadata-action@v5', './.github/actions/build', 'docker://alpine:3.22'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '::error::x', '\u001b[31m', '\u202Eabc', '構築 🚢'],
];

/** Commands and parts of commands. */
export const scriptWords: readonly string[] = [
  'docker buildx build --push --platform linux/amd64,linux/arm64 -t $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA .',
  'docker build -t app:$ARCH . && docker push app:$ARCH',
  'docker manifest create --amend app:1 app:1-amd64 app:1-arm64',
  'docker buildx imagetools create -t app:1 app@$(cat digest)',
  '/kaniko/executor --context . --destination app:1-arm64 --cache=true --digest-file digest',
  'buildah build --manifest app --platform linux/arm64 . ; buildah manifest push --all app docker://app:1',
  'manifest-tool push from-args --platforms linux/amd64 --template app:1-ARCH --target app:1',
  'skopeo copy --all docker://a docker://b',
  'crane index append -t app:1 -m app:1-amd64',
  'docker buildx bake --push --set "*.platform=linux/arm64"',
  'make build ARCH=arm64',
  ...['for A in amd64 arm64; do', 'done', 'if [ "$ARCH" = arm64 ]; then', 'else', 'fi', 'case $A in', 'esac', 'set -e'],
  ...[
    'cat <<EOF > list',
    'EOF',
    'eval "$A"',
    'f() {',
    '}',
    'export A=$(uname -m)',
    'exit 1',
    'cd ci',
    'sh ci/build.sh',
  ],
  ...['&&', '||', '|', ';', '&', '>', '>>', '<', '2>&1', '\\\n', '"', "'", '`', '$(', ')', '${A%%-*}', '$((1+1))', '!'],
  ...['--platform', '--push', '--tag', '-t', '--provenance=false', '--build-arg', '--file', '--', '-', '@', '#', '*'],
];

/** Lines of files of other kinds, by what their paths end in. */
export const lineWords: readonly { readonly of: RegExp; readonly lines: readonly string[] }[] = [
  {
    of: /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$/,
    lines: [
      ...[
        'FROM alpine:3.22 AS build',
        'FROM --platform=$BUILDPLATFORM golang:1.25 AS build',
        'FROM build',
        'FROM scratch',
      ],
      ...[
        'ARG TARGETARCH',
        'ARG TARGETPLATFORM=linux/amd64',
        'ENV GOARCH=${TARGETARCH:-arm64}',
        'COPY --from=build /a /a',
      ],
      ...['RUN <<EOF', 'EOF', 'RUN --mount=type=cache,id=$TARGETARCH,target=/root/.cache go build', 'ONBUILD RUN make'],
      ...['# escape=`', '# syntax=docker/dockerfile:1', '# check=skip=all', 'RUN ["sh", "-c", "make', 'SHELL ["bash"]'],
      ...[
        'COPY --link --from=0 a b',
        'ADD https://example.com/a-amd64.tgz /',
        'USER 0',
        'RUN make \\',
        '\\',
        '  && make',
      ],
    ],
  },
  {
    of: /\.hcl$/,
    lines: [
      ...[
        'target "a" {',
        '}',
        'group "default" { targets = ["a"] }',
        'inherits = ["_common"]',
        'platforms = [for a in b : a]',
      ],
      ...[
        'variable "TAG" { default = "1" }',
        'tags = ["${TAG}", notequal(TAG, "") ? "a" : "b"]',
        'matrix = { arch = ["a"] }',
      ],
      ...[
        'function "f" {',
        'params = [a]',
        'result = f(a)',
        '<<EOT',
        'EOT',
        'attest = ["type=provenance"]',
        'name = "a-${arch}"',
      ],
    ],
  },
  {
    of: /(?:^|\/)Makefile$|\.mk$/,
    lines: [
      ...[
        'build: $(OBJS)',
        '\tdocker build -t $(IMAGE):$* .',
        'IMAGE := $(shell git describe)',
        'A ?= $(A)$(A)',
        'include a.mk',
      ],
      ...[
        'ifeq ($(ARCH),arm64)',
        'else',
        'endif',
        'define a',
        'endef',
        '%-arm64: %',
        '$(foreach a,$(b),$(eval $(call c,$(a))))',
      ],
    ],
  },
  {
    of: /\.toml$/,
    lines: [
      ...[
        '[[runners]]',
        '[runners.docker]',
        'privileged = true',
        'image = "alpine"',
        'executor = "kubernetes"',
        '[runners.a.b',
      ],
      ...[
        'tags = ["arm64"]',
        'a = 1979-05-27T07:32:00Z',
        'a = """',
        'volumes = ["/cache", "/var/run/docker.sock:/x"]',
        '[a]',
      ],
    ],
  },
];
