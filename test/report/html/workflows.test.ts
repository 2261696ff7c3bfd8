import { expect, test } from 'vitest';
import { pageOf, reportFor } from './sample-project.ts';

const login = `
      - uses: docker/login-action@v4
        with: { registry: ghcr.io, username: acme, password: "\${{ secrets.GITHUB_TOKEN }}" }`;

const files = {
  '.github/workflows/release.yml': `
on: { push: { tags: ["v*"] } }
permissions: { contents: read, packages: write }
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{ run: go test ./... }]
  amd64:
    needs: test
    uses: ./.github/workflows/build.yml
    with: { arch: amd64, runner: ubuntu-24.04 }
  arm64:
    needs: test
    uses: ./.github/workflows/build.yml
    with: { arch: arm64, runner: ubuntu-24.04-arm }
  index:
    needs: [amd64, arm64]
    runs-on: ubuntu-24.04
    steps:${login}
      - run: |
          docker buildx imagetools create -t ghcr.io/acme/orders:$GITHUB_REF_NAME \\
            ghcr.io/acme/orders:$GITHUB_REF_NAME-amd64 ghcr.io/acme/orders:$GITHUB_REF_NAME-arm64
`,
  '.github/workflows/build.yml': `
on:
  workflow_call:
    inputs: { arch: { type: string }, runner: { type: string } }
jobs:
  image:
    runs-on: \${{ inputs.runner }}
    steps:
      - uses: actions/checkout@v6
      - uses: docker/setup-buildx-action@v4${login}
      - uses: docker/build-push-action@v7
        with:
          platforms: linux/\${{ inputs.arch }}
          push: true
          provenance: false
          tags: ghcr.io/acme/orders:\${{ github.ref_name }}-\${{ inputs.arch }}
`,
  '.github/workflows/labels.yml': `
on: pull_request
jobs:
  label:
    runs-on: ubuntu-24.04
    steps: [{ uses: actions/labeler@v6 }]
`,
  Dockerfile: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n',
};

const page = pageOf(reportFor(files));

/** The left edges of the boxes of a picture, by the label of each. */
function columnsOf(root: string): ReadonlyMap<string, number> {
  const picture = new RegExp(`aria-label="Pipeline of ${root}[^]*?</svg>`).exec(page)?.[0] ?? '';
  const boxes = picture.matchAll(/<title>([^,<]+)[^<]*<\/title><rect class="shape" x="([\d.]+)"/g);
  return new Map([...boxes].map(([, name = '', x]) => [name, Number(x)]));
}

test('jobs without stages stand in columns by what they wait for', () => {
  const columns = columnsOf('.github/workflows/release.yml');
  const [first = 0, second = 0, third = 0, fourth = 0] = ['test', 'amd64', 'arm64', 'index'].map(
    (name) => columns.get(name) ?? 0,
  );
  expect(first).toBeGreaterThan(0);
  expect(second).toBe(third);
  expect([first < second, second < fourth]).toEqual([true, true]);
  expect(page).not.toContain('stage not known');
});

test('a called workflow has a picture for each call, under the job that calls it', () => {
  expect(
    page.match(/<h4><code>\.github\/workflows\/build\.yml<\/code> <span class="dim">called by <code>amd64<\/code>/g),
  ).toHaveLength(1);
  expect(
    page.match(/<h4><code>\.github\/workflows\/build\.yml<\/code> <span class="dim">called by <code>arm64<\/code>/g),
  ).toHaveLength(1);
  expect(page).toContain('calls .github/workflows/build.yml');
});

test('workflows that make no image are folded away', () => {
  const [, folded = ''] = /<summary>Without images: 1 pipeline<\/summary>([^]*?)<\/details>/.exec(page) ?? [];
  expect(folded).toContain('.github/workflows/labels.yml');
});

test('the plan joins what called workflows push', () => {
  expect(page).toContain('<code>index</code> joins 2 parts');
});
