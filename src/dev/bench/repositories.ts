import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files of a repository by path. */
type Files = Readonly<Record<string, string>>;

const buildJob = (service: string, arch: string): string => `
build-${service}-${arch}:
  stage: build
  image:
    name: ghcr.io/osscontainertools/kaniko:v1.28.3-debug
    entrypoint: [""]
  tags: [${arch}]
  variables:
    IMAGE: $CI_REGISTRY_IMAGE/${service}:$CI_COMMIT_SHORT_SHA
  script:
    - /kaniko/executor
      --context "$CI_PROJECT_DIR/${service}"
      --cache=true --cache-ttl=168h
      --build-arg "VERSION=$CI_COMMIT_TAG"
      --destination "$IMAGE-${arch}"
`;

const mergeJob = (service: string): string => `
publish-${service}:
  stage: publish
  image:
    name: mplatform/manifest-tool:alpine-v2.2.1
    entrypoint: [""]
  tags: [amd64]
  needs: [build-${service}-amd64, build-${service}-arm64]
  before_script: ['mkdir -p ~/.docker', 'cp "$REGISTRY_AUTH" ~/.docker/config.json']
  script:
    - manifest-tool push from-args
      --platforms linux/amd64,linux/arm64
      --template "$CI_REGISTRY_IMAGE/${service}:$CI_COMMIT_SHORT_SHA-ARCH"
      --target "$CI_REGISTRY_IMAGE/${service}:$CI_COMMIT_SHORT_SHA"
`;

const dockerfile = (service: string): string => `FROM golang:1.25.4-alpine AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,id=go-$TARGETARCH,target=/go/pkg/mod go mod download
COPY . .
RUN apk add --no-cache git && CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/${service} ./cmd/${service}

FROM alpine:3.22
RUN addgroup -S app && adduser -S app -G app
COPY --from=build /out/${service} /usr/local/bin/${service}
USER app
ENTRYPOINT ["/usr/local/bin/${service}"]
`;

const pipelineOf = (services: readonly string[]): string =>
  `stages: [build, publish]\n${services
    .map((service) => buildJob(service, 'amd64') + buildJob(service, 'arm64') + mergeJob(service))
    .join('')}`;

const named = (count: number, name: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${String(index)}`);

/** One service, built for two platforms and merged: two files. */
const small: Files = { '.gitlab-ci.yml': pipelineOf(['orders']), 'orders/Dockerfile': dockerfile('orders') };

/** Twelve services in four included files, each with a Dockerfile, beside two hundred sources. */
function medium(): Files {
  const services = named(12, 'service');
  const parts = [0, 3, 6, 9].map((first) => services.slice(first, first + 3));
  const ci = parts.map((part, index): readonly [string, string] => [
    `ci/part-${String(index)}.yml`,
    pipelineOf(part).replace(/^stages.*\n/, ''),
  ]);
  return {
    '.gitlab-ci.yml': 'include: ci/*.yml\nstages: [build, publish]\n',
    ...Object.fromEntries(ci),
    ...Object.fromEntries(services.map((service) => [`${service}/Dockerfile`, dockerfile(service)])),
    ...Object.fromEntries(named(200, 'source').map((name) => [`pkg/${name}.go`, `package pkg // ${name}\n`])),
  };
}

const dockerfiles = (count: number): Files =>
  Object.fromEntries(named(count, 'service').map((name) => [`${name}/Dockerfile`, dockerfile(name)]));

const pipelines = (count: number): Files =>
  Object.fromEntries(named(count, 'service').map((name) => [`${name}/.gitlab-ci.yml`, pipelineOf([name])]));

/** The repositories that are measured, by name. */
export const repositories = { small, medium: medium(), dockerfiles: dockerfiles(10_000), pipelines: pipelines(1_000) };

/** Writes a repository below a folder, and answers its path. */
export function written(folder: string, name: keyof typeof repositories): string {
  const root = join(folder, name);
  for (const [path, text] of Object.entries(repositories[name])) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
