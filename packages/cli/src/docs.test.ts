import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commandReference, commandTable } from './testing/cli-page.ts'

const PAGE = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url))

/** The text between two marks of a page is written by the code. */
const withPart = (page: string, mark: string, part: string) =>
  page.replace(
    new RegExp(`(<!-- ${mark}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`),
    (_, open, close) => `${open}\n${part}\n\n${close}`,
  )

// `npm run docs` writes it anew.
test('docs/cli.md says what --help says', async () => {
  const page = withPart(
    withPart(readFileSync(PAGE, 'utf8'), 'commands', commandTable()),
    'reference',
    commandReference(),
  )
  await expect(page).toMatchFileSnapshot(PAGE)
})
