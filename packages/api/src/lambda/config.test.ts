import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { givenAt, readTable, tableNamed } from './config.ts'

const environment = {
  PLUMBLINE_TABLE: 'plumbline-production',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'an-id',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-host',
  AWS_SESSION_TOKEN: 'a-token-of-the-host',
}

test('the table is ours to name, region and credentials the host’s', () => {
  expect(readTable(environment)).toEqual({
    table: 'plumbline-production',
    region: 'eu-central-1',
    credentials: {
      accessKeyId: 'an-id',
      secretAccessKey: 'a-secret-of-the-host',
      sessionToken: 'a-token-of-the-host',
    },
    endpoint: undefined,
  })
})

test('a table that a person names goes before the environment’s, and its region where they name one', () => {
  const named = (region: object, env: object) => {
    const { table, region: found } = tableNamed({ table: 'another', ...region }, { ...environment, ...env })
    return [table, found]
  }
  expect(named({ region: 'us-east-1' }, {})).toEqual(['another', 'us-east-1'])
  expect(named({}, { AWS_REGION: undefined, AWS_DEFAULT_REGION: 'eu-west-1' })).toEqual(['another', 'eu-west-1'])
})

describe('what is missing is named, and nothing that is there is shown', () => {
  test.each(['PLUMBLINE_TABLE', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('%s', (name) => {
    expect(() => readTable({ ...environment, [name]: '' })).toThrow(`${name} is not set`)
  })

  test.each([
    ['PLUMBLINE_OPERATOR_KEY', {}],
    ['PLUMBLINE_SECRET', { PLUMBLINE_OPERATOR_KEY: 'k'.repeat(32) }],
  ])('%s: no process makes its own, for others would not know it', (name, env) => {
    expect(() => readConfig(givenAt('https://plumbline.test'), env)).toThrow(`${name} is not set`)
  })
})
