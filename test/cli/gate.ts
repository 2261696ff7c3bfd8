/** A pipeline that a privileged builder ruins, once for each name. */
export const ruined = (...names: readonly string[]): string => names.map(ruinedJob).join('\n');

const ruinedJob = (name: string): string => `${name}:
  image: docker:28
  services: [docker:28-dind]
  script:
    - docker build --tag $CI_REGISTRY_IMAGE/${name}:$CI_COMMIT_SHA ${name}
    - docker push $CI_REGISTRY_IMAGE/${name}:$CI_COMMIT_SHA
`;

/** A pipeline that builds no image. */
export const harmless = 'test-server:\n  image: golang:1.24\n  script: [go test ./...]\n';

/** The options that leave one rule, in one line per finding. */
export const oneRule = ['--only', 'no-dind-service', '--format', 'concise'];

/** The places of a report in the format `concise`. */
export const places = (stdout: string): readonly string[] =>
  stdout.split('\n').flatMap((line) => /^[^:\s]+:\d+(?=:\d+: )/.exec(line) ?? []);
