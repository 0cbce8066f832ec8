import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { STREAM_ACTIONS, TABLE_ACTIONS } from '../../../../infra/permissions.ts'

const STORE = fileURLToPath(new URL('../../../store/src', import.meta.url))
const IMPORT = /import \{([^}]*)\} from '@aws-sdk\/client-dynamodb(?:-streams)?'/g

/** Makes the table where there is no infrastructure to make it. */
const BY_HAND = ['CreateTable', 'DescribeTimeToLive', 'UpdateTimeToLive']
/** A transaction asks for what its parts ask for. */
const TRANSACTIONS: Record<string, string[]> = { TransactWriteItems: ['PutItem', 'UpdateItem', 'DeleteItem'] }
/** The host asks for it, in the sweeper’s name. */
const BY_THE_HOST = ['dynamodb:ListStreams']

const sources = readdirSync(STORE, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/\.test\.ts$|testing\//.test(file),
)

const asked = new Set(
  sources
    .flatMap((file) => [...readFileSync(join(STORE, file), 'utf8').matchAll(IMPORT)])
    .flatMap(([, names = '']) => [...names.matchAll(/\b(\w+)Command\b/g)])
    .flatMap(([, call = '']) => TRANSACTIONS[call] ?? [call])
    .filter((call) => !BY_HAND.includes(call))
    .map((call) => `dynamodb:${call}`),
)

test('the functions together may do what the store asks of the table, and no more', () => {
  const granted = [...Object.values(TABLE_ACTIONS), ...Object.values(STREAM_ACTIONS)].flat()
  expect(asked.size).toBeGreaterThan(5)
  expect([...new Set(granted)].filter((action) => !BY_THE_HOST.includes(action)).sort()).toEqual([...asked].sort())
})
