import { describe, expect, test } from 'vitest'
import { type ConfigMistake, readConfig, readEndpoint } from './config.ts'

const given = {
  publicUrl: 'http://127.0.0.1:8787',
  operatorKey: () => 'made-on-first-start',
  secret: () => new Uint8Array(32),
}

test('without an environment the host’s own values count', () => {
  expect(readConfig(given, {})).toEqual({
    publicUrl: 'http://127.0.0.1:8787',
    operatorKey: 'made-on-first-start',
    secret: new Uint8Array(32),
    requestsPerMinute: 600,
    keyCacheMs: 30_000,
    issuers: ['https://token.actions.githubusercontent.com'],
    trustedProxies: 0,
  })
  expect(readEndpoint({})).toBeNull()
})

test('the environment goes before them, and then nothing is made', () => {
  const never = () => {
    throw new Error('made all the same')
  }
  const config = readConfig(
    { ...given, operatorKey: never, secret: never },
    {
      PLUMBLINE_PUBLIC_URL: 'https://Plumbline.Acme.example:443/',
      PLUMBLINE_OPERATOR_KEY: 'operator-from-outside',
      PLUMBLINE_SECRET: 's'.repeat(32),
      PLUMBLINE_REQUESTS_PER_MINUTE: '60',
      PLUMBLINE_OIDC_ISSUERS: 'https://github.acme.example/_services/token, http://127.0.0.1:9000',
      PLUMBLINE_TRUSTED_PROXIES: '1',
    },
  )
  expect(config).toMatchObject({
    publicUrl: 'https://plumbline.acme.example',
    operatorKey: 'operator-from-outside',
    requestsPerMinute: 60,
    issuers: ['https://github.acme.example/_services/token', 'http://127.0.0.1:9000'],
    trustedProxies: 1,
  })
  expect(readConfig(given, { PLUMBLINE_OIDC_ISSUERS: '' }).issuers).toEqual([])
  expect(readEndpoint({ PLUMBLINE_DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000' })).toBe('http://127.0.0.1:8000')
})

describe('a mistake names its variable, and not its value', () => {
  test.each([
    ['PLUMBLINE_PUBLIC_URL', 'javascript:alert(1)'],
    ['PLUMBLINE_PUBLIC_URL', 'not an address'],
    ['PLUMBLINE_OPERATOR_KEY', 'short'],
    ['PLUMBLINE_SECRET', 'too-short-to-sign'],
    ['PLUMBLINE_REQUESTS_PER_MINUTE', '-5'],
    ['PLUMBLINE_REQUESTS_PER_MINUTE', 'many'],
    ['PLUMBLINE_OIDC_ISSUERS', 'issuer.example'],
    ['PLUMBLINE_OIDC_ISSUERS', 'http://github.acme.example'],
    ['PLUMBLINE_OIDC_ISSUERS', 'https://issuer.example/'],
    ['PLUMBLINE_OIDC_ISSUERS', 'https://me:secret@github.acme.example'],
    ['PLUMBLINE_OIDC_ISSUERS', 'https://issuer.example/?issuer'],
    ['PLUMBLINE_TRUSTED_PROXIES', '-1'],
    ['PLUMBLINE_TRUSTED_PROXIES', 'all'],
  ])('%s=%s', (name, value) => {
    const mistake = (() => {
      try {
        return readConfig(given, { [name]: value })
      } catch (error) {
        return error as ConfigMistake
      }
    })()
    expect(mistake).toMatchObject({ name: 'ConfigMistake', message: expect.stringContaining(name) })
    expect(String(mistake)).not.toContain(value)
  })
})
