import { decisionFigures } from './figures/decisions.ts'
import type { Figure } from './figures/figure.ts'
import { readFigures } from './figures/reads.ts'
import { listingFigures } from './figures/sweeps.ts'
import { writeFigures } from './figures/writes.ts'
import type { Place } from './place.ts'

/** Every promise about capacity, measured from what the engine reports; `quick` leaves out the easier windows. */
export const measureCapacity = async (place: Place, extent: 'quick' | 'all'): Promise<Figure[]> => [
  ...(await writeFigures(place)),
  ...(await readFigures(place, extent)),
  ...(await listingFigures(place)),
  ...(await decisionFigures(place)),
]
