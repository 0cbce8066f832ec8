import { breachEntry } from '@plumbline/core'
import type { CommitWrite } from '../../values.ts'
import { commitNow } from '../decided.ts'
import type { Place } from '../place.ts'
import { breach, engagementState, entitled } from '../records.ts'
import { END, type Figure, measuring } from './figure.ts'

/** Versions that an engagement of some years has behind it: the state is written with every decision. */
const VERSIONS = 20

/** What decisions cost to write: twice what the same items would cost alone, because all or none of them is. */
export const decisionFigures = (place: Place): Promise<Figure[]> =>
  measuring(place, async ({ engagement, spent }) => {
    await engagement.createEngagement(engagementState(engagement.engagement, VERSIONS))
    // The first entry also puts the engagement into the installation's list.
    await commitNow(engagement, [], [entitled(END, 'Acme')])
    const opened = breach('b-1', END)
    const noted = { ...opened, timeline: [...opened.timeline, ...opened.timeline] }
    const decisions: [name: string, writes: CommitWrite[], atMost: number][] = [
      ['entry in the ledger', [], 4],
      ['breach that opens', [{ kind: 'open_breach', breach: opened, identity: 'one' }], 12],
      ['breach that moves', [{ kind: 'move_breach', breach: noted, readTimelineLength: 1 }], 8],
    ]
    const figures: Figure[] = []
    for (const [name, writes, atMost] of decisions) {
      const decided = writes.length === 0 ? entitled(END, 'Acme') : { at: END, body: breachEntry(opened) }
      const { writeUnits } = await spent(() => commitNow(engagement, writes, [decided]))
      figures.push({ name: `${name}, decided`, measured: writeUnits, atMost, unit: 'write units' })
    }
    return figures
  })
