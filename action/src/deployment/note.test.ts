import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { leaveNote } from '../inputs.ts'
import type { Job } from '../job.ts'
import { type Note, readNote, writeNote } from './note.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-note-'))
  writeFileSync(join(folder, 'env'), '')
  vi.stubEnv('GITHUB_ENV', join(folder, 'env'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const NOTE: Note = {
  state: 'begun',
  number: 2,
  at: Date.parse('2026-12-01T09:00:00Z'),
  commitSha: 'a'.repeat(40),
  rollsBack: '4711.1/deploy',
  fixesIncident: null,
}
const warnings: string[] = []
/** As much of a job as a note needs: what earlier steps left, and where it deploys to. */
const job = (notes: Record<string, string> = {}, environment: string | null = 'production') =>
  // The other fields are never asked for here.
  ({
    runner: { notes: new Map(Object.entries(notes)) },
    settings: { environment },
    leaveNote,
    log: { warning: (title: string) => warnings.push(title) },
  }) as unknown as Job

/** What the runner sets for later steps. */
const left = (): Record<string, string> => {
  const [, name = '', , value = ''] =
    /^([A-Z0-9_]+)<<(\S+)\n([\s\S]*?)\n\2$/m.exec(readFileSync(join(folder, 'env'), 'utf8')) ?? []
  return { [name.replace('PLUMBLINE_NOTE_', '')]: value }
}
const noted = () => {
  writeNote(job(), 'shop-api', NOTE)
  return left()
}

describe('what a step leaves for a later one', () => {
  test('is read as it was left', () => {
    expect(readNote(job(noted()), 'shop-api')).toEqual(NOTE)
  })

  test('is for that service and environment alone: a job may deploy to several', () => {
    const notes = noted()
    expect(readNote(job(notes, 'staging'), 'shop-api')).toBe(null)
    expect(readNote(job(notes, null), 'shop-api')).toBe(null)
    expect(readNote(job(notes), 'shop-web')).toBe(null)
  })

  test.each([
    '',
    'begun',
    '[]',
    'null',
    '{"state":"begun"}',
    '{"state":"done","number":"1","at":"2026-12-01T09:00:00Z","commit":"aaaa"}',
    `{"state":"begun","number":"0","at":"2026-12-01T09:00:00Z","commit":"${'a'.repeat(40)}"}`,
    `{"state":"begun","number":"1e99","at":"2026-12-01T09:00:00Z","commit":"x"}`,
    `{"state":"begun","number":"1","at":"yesterday","commit":"${'a'.repeat(40)}"}`,
    `{"state":"begun","number":"1","at":"2026-12-01T09:00:00Z","commit":"HEAD; rm -rf /"}`,
  ])('is nothing where another step wrote %j in its place', (value) => {
    const [name = ''] = Object.keys(noted())
    expect(readNote(job({ [name]: value }), 'shop-api')).toBe(null)
  })

  test('that can’t be left costs a warning, not the deployment', () => {
    vi.stubEnv('GITHUB_ENV', join(folder, 'nowhere'))
    warnings.length = 0
    writeNote(job(), 'shop-api', NOTE)
    expect(warnings).toEqual(['The start of the deployment could not be noted'])
  })
})
