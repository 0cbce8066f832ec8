import type { Instant } from '@plumbline/core'
import type { Deps } from '../../deps.ts'

const RANDOM_BYTES = 8
const TIME_DIGITS = 12

/** Names a record; the time first, so that ids sort by it. */
export const newId = ({ randomBytes }: Pick<Deps, 'randomBytes'>, prefix: 'wv' | 'ex' | 'dp', at: Instant): string =>
  `${prefix}_${at.toString(16).padStart(TIME_DIGITS, '0')}${Buffer.from(randomBytes(RANDOM_BYTES)).toString('hex')}`
