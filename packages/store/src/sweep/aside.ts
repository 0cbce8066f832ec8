import { formatInstant, HOUR, type Instant } from '@plumbline/core'
import { UnreadableItem } from '../codec/bytes.ts'
import { body, bodyOf, keyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { asideKey, asides, type Key } from '../keys.ts'
import type { Log } from '../log.ts'
import { StoreUnavailable } from '../port.ts'
import type { Swept } from './settle.ts'

/*
 * One item that nobody can read must not keep the sweep from all that come behind it: it is noted, told about, and
 * tried again every hour, for a later version or a mended item may be read.
 */

export type AsideDeps = { db: Dynamo; now: () => Instant; log: Log }

type Note = Key & { reason: string; since: string }

const TRY_AGAIN_AFTER_MS = HOUR
const SHOWN = 16

/** What we wrote ourselves, or what kind of error it was: another one's message may say what is in the item. */
const reasonOf = (error: unknown): string =>
  error instanceof UnreadableItem ? error.message : error instanceof Error ? error.name : typeof error

type Apart = { swept: Swept; unreadable: { item: Item; error: unknown }[] }

/**
 * Settles all that can be settled; what can't is told apart by halving.
 * @throws StoreUnavailable where it is not the items
 */
const settledApart = async (
  items: readonly Item[],
  settle: (items: readonly Item[]) => Promise<Swept>,
): Promise<Apart> => {
  try {
    return { swept: await settle(items), unreadable: [] }
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    const [only] = items
    if (items.length <= 1) return { swept: { seen: 0, completed: 0 }, unreadable: only ? [{ item: only, error }] : [] }
    const middle = items.length >> 1
    const earlier = await settledApart(items.slice(0, middle), settle)
    const later = await settledApart(items.slice(middle), settle)
    return {
      swept: {
        seen: earlier.swept.seen + later.swept.seen,
        completed: earlier.swept.completed + later.swept.completed,
      },
      unreadable: [...earlier.unreadable, ...later.unreadable],
    }
  }
}

/** @param settle throws for items that can't be read */
export const createAside = ({ db, now, log }: AsideDeps, settle: (items: readonly Item[]) => Promise<Swept>) => {
  let tryAgainAt = Number.NEGATIVE_INFINITY

  const setAside = async ({ item, error }: Apart['unreadable'][number]) => {
    const key = asideKey(keyOf(item))
    const note: Note = { ...keyOf(item), reason: reasonOf(error), since: formatInstant(now()) }
    const written = await db.put({ ...keyValue(key), ...body(note) }, { expression: 'attribute_not_exists(pk)' })
    if (!written.ok) return
    const hash = key.sk.slice(-64).slice(0, SHOWN)
    log({
      level: 'warn',
      message: `set aside: an item that can’t be read (its key’s sha256 begins ${hash}): ${note.reason}`,
    })
  }

  const settleApart = async (items: readonly Item[]): Promise<Swept> => {
    const { swept, unreadable } = await settledApart(items, settle)
    for (const one of unreadable) await setAside(one)
    return swept
  }

  return {
    settleApart,

    /** Tries again what was set aside, where that is due; and tells how many are left. */
    tryAgain: async (): Promise<void> => {
      if (now() < tryAgainAt) return
      const notes = await db.range(asides)
      tryAgainAt = now() + TRY_AGAIN_AFTER_MS
      let aside = notes.length
      for (const note of notes) {
        const { pk, sk } = bodyOf<Note>(note)
        const item = await db.get({ pk, sk })
        const { unreadable } = await settledApart(item ? [item] : [], settle)
        if (unreadable.length > 0) continue
        await db.remove(keyOf(note), { expression: 'attribute_exists(pk)' })
        aside -= 1
      }
      if (aside > 0) log({ level: 'warn', message: `${aside} items are set aside, for they can’t be read` })
    },
  }
}
