import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { appOf } from './app.ts'
import { readSettings } from './settings.ts'
import { isPermanent } from './stage.ts'

describe('a stage is kept unless its name says that it comes and goes', () => {
  test.each([
    ['production', true],
    ['staging', true],
    ['acme', true],
    ['developer-portal', true],
    ['preview', true],
    ['testing', true],
    ['dev', false],
    ['dev-anna', false],
    ['pr-12', false],
    ['test', false],
    ['test-load', false],
    ['tmp', false],
  ])('%s: %s', (stage, kept) => {
    expect(isPermanent(stage)).toBe(kept)
    expect(appOf(stage)).toMatchObject({ removal: kept ? 'retain' : 'remove', protect: kept })
  })
})

test('everything that fetches SST fetches the version that was checked', () => {
  const { version } = appOf('production')
  for (const file of ['package.json', 'docs/deploying.md', '.ci/run']) {
    const named = [...readFileSync(file, 'utf8').matchAll(/\bsst[@=](\d[\w.-]*)/g)].map(([, found]) => found)
    expect(new Set(named)).toEqual(new Set(named.length > 0 ? [version] : []))
  }
})

describe('settings', () => {
  test('without an environment there are none', () => {
    expect(readSettings({})).toEqual({
      alarmEmail: undefined,
      reservedConcurrency: undefined,
      restoredTable: undefined,
      passedOn: {},
    })
  })

  test('what the API checks is handed on as it is, and nothing else', () => {
    const passedOn = {
      PLUMBLINE_OIDC_ISSUERS: 'https://github.acme.example/_services/token',
      PLUMBLINE_TRUSTED_PROXIES: '1',
    }
    expect(readSettings({ ...passedOn, PLUMBLINE_OPERATOR_KEY: 'never so', PATH: '/bin' }).passedOn).toEqual(passedOn)
  })

  test.each(['0', '-1', '1.5', 'many'])('PLUMBLINE_RESERVED_CONCURRENCY=%s is refused', (text) => {
    expect(() => readSettings({ PLUMBLINE_RESERVED_CONCURRENCY: text })).toThrow('PLUMBLINE_RESERVED_CONCURRENCY')
  })
})
