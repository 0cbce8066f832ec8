import { expect, test } from 'vitest'
import { findEngine, NoEngine } from './binary.ts'

test('where there is no engine, the error says what to do', () => {
  expect(() => findEngine('darwin', 'arm64')).toThrow(NoEngine)
  expect(() => findEngine('darwin', 'arm64')).toThrow(/@dynoxide\/darwin-arm64[\s\S]*PLUMBLINE_DYNAMODB_ENDPOINT/)
})
