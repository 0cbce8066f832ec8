import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readText } from './testing/workflow.ts'

/** What users of other Actions complain about most, in this order. */
const COMPLAINTS = [
  '403 on pull requests from forks and Dependabot',
  'comments over 65,536 characters that silently vanish',
  'duplicates because only the first 30 comments are searched',
  'noise',
  'upload outages that fail the build',
  'tokens on forks',
  'missing or wrong base coverage after squash merges',
  'results filed under the wrong workflow',
  'rate limits',
  'required checks that never report',
  'the merge commit’s SHA instead of the head’s',
  're-runs that fail',
  'patch gates that fail on refactors',
  'gates that pass because nobody read the verdict',
]

const straight = (text: string) => text.replaceAll('’', "'")
const section = readText('docs/github-action.md')
  .split(/^## /m)
  .find((part) => part.startsWith('What users of such'))
const rows = [...(section ?? '').matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)]
  .slice(2)
  .map(([, complaint = '', how = '', shown = '']) => ({
    complaint: straight(complaint),
    how,
    files: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }))

const urlOf = (file: string) => new URL(/^client\//.test(file) ? `../../packages/${file}` : file, import.meta.url)

/** What a file's tests are called, up to the colon after which they say more. */
const namesIn = (file: string): string[] =>
  [...readFileSync(urlOf(file), 'utf8').matchAll(/^\s*(?:describe|test)(?:\.[\w.]+)*\(\s*'([^':]+)/gm)].map(
    ([, name = '']) => straight(name),
  )

test('the page tells of each complaint', () => {
  expect(rows.map(({ complaint }) => complaint)).toEqual(COMPLAINTS.map(straight))
})

describe.each(rows)('“$complaint”', ({ complaint, how, files }) => {
  test('is answered, and every file that is named is there', () => {
    expect(how.length).toBeGreaterThan(20)
    expect(files.filter((file) => !existsSync(urlOf(file)))).toEqual([])
  })

  test('has a test of its name', () => {
    const [first = ''] = files
    expect(
      namesIn(first).filter((name) => complaint.startsWith(name) && name.length >= Math.min(complaint.length, 10)),
    ).not.toEqual([])
  })
})
