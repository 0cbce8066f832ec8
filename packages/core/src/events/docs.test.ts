import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { admit } from './admit.ts'
import { EVENT_TYPES, Event } from './schema.ts'
import { EVENT_EXAMPLES, exampleEvents } from './testing/examples.ts'
import { envelopeReference, eventReference } from './testing/reference.ts'

const PAGE = fileURLToPath(new URL('../../../../docs/events.md', import.meta.url))

/** The text between two marks of a page is written by the code. */
const withPart = (page: string, mark: string, part: string) =>
  page.replace(
    new RegExp(`(<!-- ${mark}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`),
    (_, open, close) => `${open}\n${part}\n\n${close}`,
  )

// `npm run docs` writes it anew; the examples are posted by test/docs.e2e.test.ts, which runs the page.
test('docs/events.md says what the schema says', async () => {
  const page = withPart(
    withPart(readFileSync(PAGE, 'utf8'), 'envelope', envelopeReference()),
    'types',
    eventReference(),
  )
  await expect(page).toMatchFileSnapshot(PAGE)
})

describe('each type has an example', () => {
  test.each(EVENT_TYPES)('%s: as it is posted, and admitted', (type) => {
    const { event, about } = EVENT_EXAMPLES[type]
    expect(Event.parse(event)).toEqual(event)
    expect(admit(event, 'vendor').event).toBe(event)
    expect(about.length).toBeGreaterThan(20)
  })

  test('no two are the same event', () => {
    expect(new Set(exampleEvents().map(({ source, id }) => `${source} ${id}`)).size).toBe(EVENT_TYPES.length)
  })
})
