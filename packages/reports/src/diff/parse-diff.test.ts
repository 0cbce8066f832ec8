import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type AddedLines, parseDiff } from './parse-diff.ts'

const addedBy = (text: string): Record<string, readonly number[]> => {
  const result = parseDiff(text)
  if (!result.ok) throw new Error(result.problem.message)
  return Object.fromEntries(result.added)
}

const problemOf = (text: string) => {
  const result = parseDiff(text)
  if (result.ok) throw new Error('expected a refusal')
  return result.problem
}

/** A whole file's diff: headers as git writes them, then hunks. */
const diff = (path: string, ...hunks: string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    'index 83db48f..bf269f4 100644',
    `--- a/${path}`,
    `+++ b/${path}`,
    ...hunks,
    '',
  ].join('\n')

test.each([
  ['a/x.ts b/x.ts', 'Binary files a/x.ts and b/x.ts differ', ['x.ts']],
  ['a/x and b/y.ts b/x and b/y.ts', 'Binary files a/x and b/y.ts and b/x and b/y.ts differ', ['x and b/y.ts']],
  ['"a/\\303\\274.ts" "b/\\303\\274.ts"', 'Binary files "a/\\303\\274.ts" and "b/\\303\\274.ts" differ', ['ü.ts']],
  ['x.ts x.ts', 'Binary files x.ts and x.ts differ', ['x.ts']],
  ['a/x.ts b/x.ts', 'new file mode 100644\nBinary files /dev/null and b/x.ts differ', ['x.ts']],
  ['a/x.ts b/x.ts', 'deleted file mode 100644\nBinary files a/x.ts and /dev/null differ', []],
  ['a/x.ts b/long.ts', 'rename from x.ts\nrename to long.ts\nBinary files a/x.ts and b/long.ts differ', ['long.ts']],
  ['a/x.ts b/x.ts', 'GIT binary patch\nliteral 3\nKcmZQ@00962', ['x.ts']],
  ['a/x.ts b/x.ts', '--- a/x.ts\n+++ b/x.ts\n@@ -1,0 +1 @@\n+Binary files a/x and b/x differ', []],
])('a file whose lines are not shown is told: %s, %s', (header, rest, binary) => {
  expect(parseDiff(`diff --git ${header}\n${rest}\n`)).toMatchObject({ ok: true, binary })
})

describe('what git writes', () => {
  test.each([
    {
      why: 'no context',
      text: diff('a.ts', '@@ -0,0 +1,2 @@', '+x', '+y', '@@ -7 +9 @@ function f()', '-o', '+n'),
      added: { 'a.ts': [1, 2, 9] },
    },
    { why: 'context', text: diff('a.ts', '@@ -1,3 +1,4 @@', ' a', '+b', ' c', '-d', '+D'), added: { 'a.ts': [2, 4] } },
    { why: 'only removed lines', text: diff('a.ts', '@@ -3,2 +2,0 @@', '-a', '-b'), added: {} },
    {
      why: 'content that looks like headers',
      text: diff('a.sql', '@@ -1,2 +1,2 @@', '--- old', '-@@ -9 +9 @@', '+++ new', '+diff --git a/x b/x'),
      added: { 'a.sql': [1, 2] },
    },
    {
      why: 'no newline at the end',
      text: diff(
        'a.ts',
        '@@ -1 +1 @@',
        '-a',
        '\\ No newline at end of file',
        '+b',
        '\\ No newline at end of file',
        '@@ -5,0 +6 @@',
        '+z',
      ),
      added: { 'a.ts': [1, 6] },
    },
    {
      why: 'an empty context line without its space',
      text: diff('a.ts', '@@ -1,3 +1,4 @@', ' a', '', '+b', ' c'),
      added: { 'a.ts': [3] },
    },
    {
      why: 'a new file',
      text: 'diff --git a/n.ts b/n.ts\nnew file mode 100644\nindex 0000000..257cc56\n--- /dev/null\n+++ b/n.ts\n@@ -0,0 +1 @@\n+x\n',
      added: { 'n.ts': [1] },
    },
    {
      why: 'a removed file',
      text: 'diff --git a/o.ts b/o.ts\ndeleted file mode 100644\n--- a/o.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n',
      added: {},
    },
    {
      why: 'a rename without changes',
      text: 'diff --git a/o.ts b/n.ts\nsimilarity index 100%\nrename from o.ts\nrename to n.ts\n',
      added: {},
    },
    {
      why: 'a rename with changes',
      text: 'diff --git a/o.ts b/n.ts\nsimilarity index 90%\nrename from o.ts\nrename to n.ts\n--- a/o.ts\n+++ b/n.ts\n@@ -3 +3 @@\n-x\n+y\n',
      added: { 'n.ts': [3] },
    },
    {
      why: 'a copy',
      text: 'diff --git a/o.ts b/c.ts\nsimilarity index 95%\ncopy from o.ts\ncopy to c.ts\n--- a/o.ts\n+++ b/c.ts\n@@ -1,0 +2 @@\n+y\n',
      added: { 'c.ts': [2] },
    },
    { why: 'a mode change', text: 'diff --git a/run b/run\nold mode 100644\nnew mode 100755\n', added: {} },
    {
      why: 'binary files',
      text: `diff --git a/x.png b/x.png\nindex 1..2 100644\nBinary files a/x.png and b/x.png differ\n${diff('a.ts', '@@ -0,0 +1 @@', '+x')}`,
      added: { 'a.ts': [1] },
    },
    {
      why: 'a binary patch',
      text: `diff --git a/x b/x\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZQ@00962\n\nliteral 0\nHcmV?d00001\n\n${diff('a.ts', '@@ -0,0 +1 @@', '+x')}`,
      added: { 'a.ts': [1] },
    },
    {
      why: 'a commit message before it',
      text: `commit 1234\nAuthor: A\n\n    --- not a header\n\n${diff('a.ts', '@@ -0,0 +1 @@', '+x')}`,
      added: { 'a.ts': [1] },
    },
    {
      why: 'a signature behind it',
      text: `${diff('a.ts', '@@ -0,0 +1 @@', '+x')}-- \n2.39.0\n`,
      added: { 'a.ts': [1] },
    },
    {
      why: 'a submodule',
      text: 'diff --git a/sub b/sub\nindex 1..2 160000\n--- a/sub\n+++ b/sub\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n',
      added: { sub: [1] },
    },
    {
      why: 'one path twice',
      text:
        diff('a.ts', '@@ -0,0 +5 @@', '+x') + diff('a.ts', '@@ -0,0 +2 @@', '+x') + diff('a.ts', '@@ -0,0 +5 @@', '+x'),
      added: { 'a.ts': [2, 5] },
    },
    {
      why: 'CRLF in the content',
      text: diff('a.ts', '@@ -1 +1,2 @@', '-a\r', '+b\r', '+\r'),
      added: { 'a.ts': [1, 2] },
    },
    {
      why: 'CRLF everywhere',
      text: diff('a.ts', '@@ -1,2 +1,3 @@', ' a', '+b', ' ').replaceAll('\n', '\r\n'),
      added: { 'a.ts': [2] },
    },
    { why: 'nothing', text: '', added: {} },
  ])('$why', ({ text, added }) => {
    expect(addedBy(text)).toEqual(added)
  })
})

describe('paths', () => {
  const named = (old: string, header: string, name: string) =>
    `diff --git ${header}\n--- ${old}\n+++ ${name}\n@@ -0,0 +1 @@\n+x\n`
  test.each([
    {
      why: 'octal escapes',
      text: named('"a/f\\303\\251.ts"', '"a/f\\303\\251.ts" "b/f\\303\\251.ts"', '"b/f\\303\\251.ts"'),
      path: 'fé.ts',
    },
    {
      why: 'quotes, backslash and tab',
      text: named('/dev/null', '"a/q" "b/q"', '"b/a\\"b\\\\c\\td"'),
      path: 'a"b\\c\td',
    },
    {
      why: 'plain UTF-8 inside quotes',
      text: named('/dev/null', '"a/q" "b/q"', '"b/\u{1f600}\\t"'),
      path: '\u{1f600}\t',
    },
    { why: 'spaces, which end in a tab', text: named('a/a b.ts\t', 'a/a b.ts b/a b.ts', 'b/a b.ts\t'), path: 'a b.ts' },
    {
      why: 'time stamps of diff -u',
      text: '--- a/x.ts\t2026-01-01\n+++ b/x.ts\t2026-01-02\n@@ -0,0 +1 @@\n+x\n',
      path: 'x.ts',
    },
    { why: 'mnemonic prefixes', text: named('i/x.ts', 'i/x.ts w/x.ts', 'w/x.ts'), path: 'x.ts' },
    { why: 'a new file with mnemonic prefixes', text: named('/dev/null', 'c/x.ts i/x.ts', 'i/x.ts'), path: 'x.ts' },
    { why: 'no prefix', text: named('src/x.ts', 'src/x.ts src/x.ts', 'src/x.ts'), path: 'src/x.ts' },
    { why: 'no prefix, in a directory called b', text: named('b/x.ts', 'b/x.ts b/x.ts', 'b/x.ts'), path: 'b/x.ts' },
    { why: 'a new file, no prefix, in b', text: named('/dev/null', 'b/x.ts b/x.ts', 'b/x.ts'), path: 'b/x.ts' },
    {
      why: 'a directory called b below the prefix',
      text: named('a/b/x.ts', 'a/b/x.ts b/b/x.ts', 'b/b/x.ts'),
      path: 'b/x.ts',
    },
    {
      why: 'the name of an object’s part',
      text: named('a/__proto__', 'a/__proto__ b/__proto__', 'b/__proto__'),
      path: '__proto__',
    },
  ])('$why', ({ text, path }) => {
    const result = parseDiff(text)
    expect(result.ok && [...result.added]).toEqual([[path, [1]]])
  })
})

test.each([
  { why: 'an error message', text: 'fatal: bad revision origin/main\n', code: 'not_a_diff', line: 1 },
  {
    why: 'a combined diff',
    text: 'diff --cc a.ts\nindex 1,2..3\n--- a/a.ts\n+++ b/a.ts\n@@@ -1,1 -1,1 +1,2 @@@\n',
    code: 'combined_diff',
    line: 1,
  },
  { why: 'a cut hunk', text: diff('a.ts', '@@ -1,3 +1,4 @@', ' a', '+b'), code: 'truncated', line: 7 },
  {
    why: 'a hunk with fewer lines than it says',
    text: diff('a.ts', '@@ -1 +1,3 @@', '-a', '+b', 'diff --git'),
    code: 'malformed',
    line: 8,
  },
  {
    why: 'a hunk with more of one side than it says',
    text: diff('a.ts', '@@ -1,2 +1 @@', '+a', '+b'),
    code: 'malformed',
    line: 7,
  },
  { why: 'a hunk header that is none', text: diff('a.ts', '@@ -x +1 @@'), code: 'malformed', line: 5 },
  { why: 'a hunk of no file', text: 'diff --git a/a b/a\n@@ -1 +1 @@\n-a\n+b\n', code: 'malformed', line: 2 },
  {
    why: 'a line past every file',
    text: diff('a.ts', '@@ -1 +9999999999 @@', '-a', '+b'),
    code: 'absurd_count',
    line: 5,
  },
  {
    why: 'an escape git does not write',
    text: 'diff --git a/a b/a\n--- a/a\n+++ "b/\\x41"\n',
    code: 'malformed',
    line: 3,
  },
  { why: 'a quote that does not end', text: 'diff --git a/a b/a\n--- a/a\n+++ "b/x\n', code: 'malformed', line: 3 },
])('refuses $why', ({ text, code, line }) => {
  expect(problemOf(text)).toMatchObject({ code, line })
})

type Edit = { sign: ' ' | '+' | '-'; content: string }

/** The plainest way to write a diff: each hunk is one run of edits, with what lies between left out. */
const write = (path: string, hunks: readonly { gap: number; edits: readonly Edit[] }[]) => {
  const added: number[] = []
  let text = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`
  let oldLine = 1
  let newLine = 1
  for (const { gap, edits } of hunks) {
    oldLine += gap
    newLine += gap
    const olds = edits.filter(({ sign }) => sign !== '+').length
    const news = edits.filter(({ sign }) => sign !== '-').length
    // git names the line before an empty side.
    text += `@@ -${olds === 0 ? oldLine - 1 : oldLine},${olds} +${news === 0 ? newLine - 1 : newLine},${news} @@\n`
    for (const { sign, content } of edits) {
      text += `${sign}${content}\n`
      if (sign === '+') added.push(newLine)
      if (sign !== '-') newLine++
      if (sign !== '+') oldLine++
    }
  }
  return { text, added }
}

const content = fc.oneof(
  fc.constantFrom('', '-- x', '++ y', '@@ -1 +1 @@', '\\ No newline', 'diff --git a/b b/b', '\r'),
  fc.string().map((text) => text.replaceAll('\n', '')),
)
const hunks = fc.array(
  fc.record({
    gap: fc.nat(50),
    edits: fc.array(fc.record({ sign: fc.constantFrom(' ' as const, '+' as const, '-' as const), content }), {
      minLength: 1,
      maxLength: 12,
    }),
  }),
  { minLength: 1, maxLength: 5 },
)

it('finds what a naive writer of diffs added, whatever the lines say', () => {
  fc.assert(
    fc.property(fc.array(hunks, { maxLength: 4 }), (files) => {
      const written = files.map((hunks, i) => ({ path: `src/f${i}.ts`, ...write(`src/f${i}.ts`, hunks) }))
      const expected: AddedLines = new Map(
        written.flatMap(({ path, added }) => (added.length > 0 ? [[path, added] as const] : [])),
      )
      expect(parseDiff(written.map(({ text }) => text).join(''))).toMatchObject({ ok: true, added: expected })
    }),
  )
})
