import { describe, expect, test } from 'vitest';
import { linesOf } from './reading.ts';

const json =
  '{"tags":["ghcr.io/acme/api:\'"$REF"\'","ghcr.io/acme/api:latest"],"labels":{"org.opencontainers.image.version":"1.2"},"size":2}';

/** What a command prints that reads the document. */
const printed = (command: string): string => linesOf(`DOC='${json}'\nsay ${command}`).at(-1) ?? '';

describe('jq over a document in which not all is known', () => {
  test.each([
    ['.tags | map("-t " + .) | join(" ")', 'say -t ghcr.io/acme/api:$REF -t ghcr.io/acme/api:latest'],
    ['.tags|map("--tag \\(.)")|join(" ")', 'say --tag ghcr.io/acme/api:$REF --tag ghcr.io/acme/api:latest'],
    ['.tags[]', 'say ghcr.io/acme/api:$REF ghcr.io/acme/api:latest'],
    ['.tags[0]', 'say ghcr.io/acme/api:$REF'],
    ['.tags | last', 'say ghcr.io/acme/api:latest'],
    ['.labels["org.opencontainers.image.version"]', 'say 1.2'],
    ['.labels."org.opencontainers.image.version"', 'say 1.2'],
    ['.missing // "none"', 'say none'],
    ['.tags | length', 'say 2'],
    [
      '[.tags[] | select(endswith(":latest"))] | join(",")',
      'say $(jq -r [.tags[] | select(endswith(":latest"))] | join(",")) …',
    ],
    ['.tags[] | select(startswith("docker.io/"))', 'say'],
    ['.tags[1] | split(":") | .[1]', 'say latest'],
    ['.tags as $t | $t', 'say $(jq -r .tags as $t | $t) …'],
  ])('%s', (filter, expected) => {
    expect(printed(`$(jq -r '${filter}' <<< "$DOC")`)).toBe(
      expected.replace(/\$\(jq.*\)/, `$(jq -r '${filter}' <<< "$DOC")`),
    );
  });

  test('from a pipe, from a file, and with an argument', () => {
    expect(printed('$(echo "$DOC" | jq -cr .size)')).toBe('say 2');
    expect(linesOf(`echo '${json}' > doc.json\nsay $(jq .size doc.json)`).at(-1)).toBe('say 2');
    expect(printed('$(jq -r --arg p docker:// \'.tags[1] | $p + .\' <<< "$DOC")')).toBe(
      'say docker://ghcr.io/acme/api:latest',
    );
  });

  test('strings keep their quotes without `-r`, and lists their form', () => {
    expect(printed('"$(jq -c .tags <<< "$DOC")"')).toBe('say ["ghcr.io/acme/api:$REF","ghcr.io/acme/api:latest"]');
  });

  test('what is no JSON, and a filter that goes very deep, are left to the run', () => {
    expect(linesOf('say $(echo "{" | jq .tags)').at(-1)).toBe('say $(echo "{" | jq .tags) …');
    const deep = `${'['.repeat(3000)}.${']'.repeat(3000)}`;
    expect(linesOf(`say $(echo "{}" | jq '${deep}')`).at(-1)).toMatch(/ …$/);
  });

  test('a filter that grows without end is left to the run', () => {
    const doubling = Array.from({ length: 40 }, () => '. + .').join(' | ');
    expect(linesOf(`say $(echo '"x"' | jq -r '${doubling}')`).at(-1)).toMatch(/ …$/);
  });
});
