import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EVENT_TYPES, GATE_EVENTS } from '@plumbline/core'
import { expect, test } from 'vitest'
import { TOKEN_RIGHTS, type TokenRights } from './token-rights.ts'

const PAGE = fileURLToPath(new URL('../../../docs/access.md', import.meta.url))

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || 'none'

const row = ({ events, scopes, sends, gates, mayBeTrusted, why }: TokenRights, isLast: boolean): string =>
  `| ${[
    `${code(events)}${isLast ? ', and every other name, which nobody can trust' : ''}`,
    sends === null ? `every type (${EVENT_TYPES.length})` : code(sends),
    gates === null ? `everything (${GATE_EVENTS.length})` : code(gates),
    scopes.includes('read') ? 'yes' : 'no',
    mayBeTrusted ? 'yes' : 'no',
    why,
  ].join(' | ')} |`

const table = [
  '| a workflow that runs for | sends | gates about | reads | may be in `trusted_events` | because |',
  '| :-- | :-- | :-- | :-- | :-- | :-- |',
  ...TOKEN_RIGHTS.map((rights, index) => row(rights, index === TOKEN_RIGHTS.length - 1)),
].join('\n')

// `npm run docs` writes it anew.
test('docs/access.md says what tokens may do', async () => {
  const page = readFileSync(PAGE, 'utf8').replace(
    /(<!-- token-rights: [^\n]*-->\n)[\s\S]*?(<!-- \/token-rights -->)/,
    (_, open, close) => `${open}\n${table}\n\n${close}`,
  )
  expect(page).toContain(table)
  await expect(page).toMatchFileSnapshot(PAGE)
})
