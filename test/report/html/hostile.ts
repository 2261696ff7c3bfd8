import { reportFor } from './sample-project.ts';

/** Texts that would do harm if a page took them for more than text. */
const tag = '<img src=x onerror=alert(1)>';
const quote = `"onmouseover="alert(2)`;
const end = '</script></style></title><script>alert(3)</script>';
const turned = '\u202Egnp\u202C';

/** A pipeline whose author wishes its reader ill: names, references, comments, a file's own path. */
export const hostileFiles: Readonly<Record<string, string>> = {
  '.gitlab-ci.yml': `# multiarch-lint: ignore-file[kaniko-cache-ttl] ${tag}${end}
stages: [build, '${tag}']

'${tag}':
  stage: build
  image:
    name: ghcr.io/osscontainertools/kaniko:v1.28.3-debug
    entrypoint: [""]
  variables: { ARCH: arm64 }
  tags: [amd64]
  script:
    # ${end} ${turned}
    - /kaniko/executor --cache=true --context . --build-arg TARGETARCH=arm64 --destination '$CI_REGISTRY_IMAGE/${tag}:1-arm64'

'${quote}${end}':
  stage: '${tag}'
  image:
    name: mplatform/manifest-tool:alpine-v2.2.1
    entrypoint: [""]
  needs: []
  script:
    - manifest-tool push from-args --platforms linux/amd64,linux/arm64 --template '$CI_REGISTRY_IMAGE/${tag}:1-ARCH' --target '$CI_REGISTRY_IMAGE/${tag}:1'
    - ./${tag}/build-image.sh

javascript:alert(4):
  image: docker:latest
  services: ['docker:dind']
  script: ["docker build -t '${quote}' .", "docker push '${quote}'"]
`,
  [`${tag}/Dockerfile`]: `FROM --platform=linux/amd64 alpine:3.22 AS ${tag}\nRUN echo '${end}'\n`,
};

/** The report on that pipeline. */
export const hostileReport = () => reportFor(hostileFiles, `${tag}/`);
