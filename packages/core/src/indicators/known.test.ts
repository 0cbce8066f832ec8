import { expect, test } from 'vitest'
import { INDICATOR_KEYS } from '../agreement/indicator-names.ts'
import { indicator } from './catalogue.ts'
import { isWindowIndicator } from './indicator.ts'
import { knownIndicator } from './known.ts'
import { WINDOW_READS } from './window-reads.ts'

test.each([...INDICATOR_KEYS, ...Object.keys(WINDOW_READS), 'reported:of-our-own', 'reported:', 'nothing'])(
  'a judge who measures no windows knows of %s what the catalogue says',
  (key) => {
    const measured = indicator(key)
    if (measured === null) return expect(knownIndicator(key)).toBeNull()
    const { unit, direction, scope } = measured.info
    const reads = isWindowIndicator(measured) ? measured.reads : null
    expect(knownIndicator(key)).toMatchObject({ key, unit, direction, scope, reads })
  },
)
