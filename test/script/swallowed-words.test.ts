import { describe, expect, test } from 'vitest';
import type { SwallowedWords } from '../../src/model/index.ts';
import { swallowedWordsIn } from '../../src/script/swallowed-words.ts';
import { jobOf } from '../gitlab/pipeline-of.ts';

/** What is lost in the first item of a script, written as it stands in the YAML behind `- `. */
function lostIn(item: string): readonly SwallowedWords[] {
  const lines = item.split('\n').map((line, index) => (index === 0 || line === '' ? line : `      ${line}`));
  const { script } = jobOf('build', `build:\n  script:\n    - ${lines.join('\n')}\n`);
  return script.items.flatMap(swallowedWordsIn);
}

const short = ({ by, lost, isMeant }: SwallowedWords): string =>
  `${by} ${isMeant.is}: ${lost.file.text.slice(lost.start, lost.end).replace(/\s+/g, ' ')}`;

describe('words are lost', () => {
  test.each([
    ['>-\nbuildctl build # all\n--output a\n--opt b', ['folded-comment yes: --output a --opt b']],
    ['>-\n# build it\nbuildctl build\n--output a', ['folded-comment yes: buildctl build --output a']],
    ['"buildctl build # all\n --output a"', ['folded-comment yes: --output a']],
    ['>-\nbuildctl build # all of\nthe services', ['folded-comment unknown: the services']],
    ['|\ndocker build \\\n  # now\n  --push .', ['comment-line yes: --push .']],
    ['|\ndocker build \\\n  # --pull \\\n  "$DIR"', ['comment-line yes: "$DIR"']],
    ['|\ndocker build \\ \n  --push .', ['blank-behind-backslash yes: --push .']],
    ['docker build \\\n  --push .', ['folded-backslash yes: --push']],
    ['>-\ndocker build . &&  \\\ndocker push app', ['folded-backslash yes: docker']],
  ])('in %j', (item, found) => {
    expect(lostIn(item).map(short)).toEqual(found);
  });
});

test.each([
  ['a comment on the last line', '>-\ndocker build .\n--push # to the registry'],
  ['lines that are all comments', '>-\ndocker build . # one\n# two\n# three'],
  ['a comment that ends with its line', '|\ndocker build . # one\ndocker push app'],
  ['lines that stand further in', '>\nif true; then\n  docker build . # one\n  docker push app\nfi'],
  ['a comment behind a command that is continued for nothing', '|\ndocker build . \\\n  # --push\ndocker push app'],
  ['a comment in quotes', '>-\necho "a # b\nc" --push'],
  ['a blank that is meant', "|\nIFS=\\ \ntr -d ' '"],
  ['code for another shell', 'ssh host \\\n  "docker build . && docker push app"'],
  ['backslashes in a literal block', '|\ndocker build \\\n  --push \\\n  .'],
])('%s takes nothing with it', (_, item) => {
  expect(lostIn(item).map(short)).toEqual([]);
});

test('a text that is made to be hard is read in time', () => {
  for (const line of ['a \\ ', '# a', 'a # b \\', '\\ \\ ']) lostIn(`>-\n${`${line}\n`.repeat(20_000)}`);
}, 8_000);
