import { describe, expect, test } from 'vitest';
import { shellMarks } from '../../src/syntax/shell-marks.ts';

const marksOf = (text: string): readonly string[] =>
  shellMarks(text).map(({ kind, start, end }) => `${kind} ${JSON.stringify(text.slice(start, end))}`);

describe('a comment begins where a word could', () => {
  test.each([
    ['docker push app # to the registry', ['comment "# to the registry"']],
    ['# all of it', ['comment "# all of it"']],
    ['make;# both\nmake', ['comment "# both"']],
    ['(cd app # in\n make)# out', ['comment "# in"', 'comment "# out"']],
    ['x=$(date # now\n)#tail', ['comment "# now"']],
    ['cat <<EOF # text\n# of the heredoc\nEOF\n# behind', ['comment "# text"', 'comment "# behind"']],
    ['cat <<-"A B"\n\t# text\n\tA B\nmake # it', ['comment "# it"']],
    ['cat <<< word # here', ['comment "# here"']],
  ])('in %j', (text, marks) => {
    expect(marksOf(text)).toEqual(marks);
  });

  test.each([
    'echo a#b $# ${#list} "${#list} # no" \'it # no\'',
    'echo https://docs.example.com/page#part',
    "echo $'it\\'s # no' \\# no",
    'echo `uname # no`',
    'echo "a $(echo "b # no" ) # no"',
    'echo ${NAME:-a # no}',
    'echo "open # to the end',
  ])('and nowhere in %s', (text) => {
    expect(marksOf(text)).toEqual([]);
  });
});

test('a backslash takes the break or the blank behind it, but not in quotes', () => {
  expect(marksOf('docker build \\\n . \\ \n"a \\\n b" \'\\ \'')).toEqual([
    'escaped-break "\\\\\\n"',
    'escaped-blank "\\\\ "',
  ]);
  expect(marksOf('make \\\n# it')).toEqual(['escaped-break "\\\\\\n"', 'comment "# it"']);
});

test('text that is made to be hard is read in time', () => {
  for (const piece of ['$(', '"${', '<<A\n', '\\ ', "'", '`', '#\n', '((']) {
    expect(() => shellMarks(piece.repeat(100_000))).not.toThrow();
  }
}, 5_000);
