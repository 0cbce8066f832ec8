import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whyUnreadable } from './why-unreadable.ts'

const why = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return whyUnreadable(error)
  }
}

test.each([
  { what: 'a file that is not there', path: join(tmpdir(), 'none', 'ledger.ndjson'), told: 'there is no such file' },
  { what: 'a folder', path: tmpdir(), told: 'this is a folder; name the file in it' },
])('$what is told in words that say what to do', ({ path, told }) => expect(why(path)).toBe(told))

test('what is nothing usual is told as the system says it', () =>
  expect([whyUnreadable(new Error('the disk is on fire')), whyUnreadable('odd')]).toEqual([
    'the disk is on fire',
    'odd',
  ]))
