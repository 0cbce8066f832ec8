import type { Figure } from './figures/figure.ts'
import { measureCapacity } from './figures.ts'
import { embeddedPlace } from './place.ts'

const line = ({ name, measured, atMost, unit }: Figure) =>
  `${measured.toFixed(2).padStart(6)} of ${atMost.toFixed(2).padStart(5)} ${unit.padEnd(12)} ${name}`

/** Lines of a table: every capacity figure as measured on the embedded engine, beside what it may be. */
export const capacityReport = async (): Promise<string[]> => {
  const place = await embeddedPlace()
  try {
    return (await measureCapacity(place, 'all')).map(line)
  } finally {
    await place.stop()
  }
}
