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

  test.each([
    ['["a","b"] | first', 'a'],
    ['[] | first', 'null'],
    ['["v1","v2"] | first(.[] | select(. == "v2"))', undefined],
    ['"" | split(",") | length', '0'],
    ['"a,b" | split(",") | last', 'b'],
    ['[1,null,"x",true] | join("-")', '1--x-true'],
    ['["a",["b"]] | join("-")', undefined],
    ['{"b":1,"a":2} | keys | join(" ")', 'a b'],
    ['{"b":1,"a":2} | to_entries | map("\\(.key)=\\(.value)") | join(" ")', 'b=1 a=2'],
    ['{"b":1,"a":2} | .[]', '1\n2'],
    ['"v1.2" | ltrimstr("v")', '1.2'],
    ['"v1.2" | ltrimstr("x")', 'v1.2'],
    ['7 | ltrimstr("x")', '7'],
    ['"linux/arm64" | contains("arm")', 'true'],
    ['["a"] | contains("a")', undefined],
    ['"x" == "x", 1 != 2, null == false', 'true\ntrue\nfalse'],
    ['[1] == [1]', undefined],
    ['1 + 2, "a" + "b", null + 1, 1 + null', '3\nab\n1\n1'],
    ['[1] + [2] | length', '2'],
    ['1 + "a"', undefined],
    ['null | .a', 'null'],
    ['[1,2] | .[5]', 'null'],
    ['"x" | .a', undefined],
    ['false // "d", "e" // "d"', 'd\ne'],
    ['[.[]?]', undefined],
    ['true | not', 'false'],
    ['[1,2] | tostring', '[1,2]'],
    ['{"a":"b"} | tojson', '{"a":"b"}'],
    ['"a" | tojson', '"a"'],
    ['empty', ''],
    ['"tab\\there"', 'tab\there'],
    ['("a","b") | . + "c"', 'ac\nbc'],
    ['@base64', undefined],
    ['"\\("a")"', undefined],
  ])('%s', (filter, expected) => {
    const document = /^(?:\{"[^}]*\}|\[[^\]]*\]|"[^"]*"|[0-9]|null|true)(?= \|)/.exec(filter)?.[0];
    const [json, rest] =
      document === undefined ? ['null', filter] : [document, filter.slice(document.length).replace(/^ \| /, '')];
    const line = linesOf(`say "$(echo '${json}' | jq -r '${rest}')"`).at(-1);
    expect(line).toBe(expected === undefined ? `say $(echo '${json}' | jq -r '${rest}')` : `say ${expected}`);
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
    expect(linesOf(`say $(echo '{"b":1,"1":2}' | jq -c .)`).at(-1)).toMatch(/ …$/);
    const deep = `${'['.repeat(3000)}.${']'.repeat(3000)}`;
    expect(linesOf(`say $(echo "{}" | jq '${deep}')`).at(-1)).toMatch(/ …$/);
  });

  test('a filter that grows without end is left to the run', () => {
    const doubling = Array.from({ length: 40 }, () => '. + .').join(' | ');
    expect(linesOf(`say $(echo '"x"' | jq -r '${doubling}')`).at(-1)).toMatch(/ …$/);
  });
});
