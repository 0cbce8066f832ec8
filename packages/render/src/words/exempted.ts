import type { Evaluation, ExemptionView } from '@plumbline/core'
import type { Phrase } from '../text/phrase.ts'
import { localDate } from './time.ts'

type Told = Pick<Evaluation, 'exempted' | 'verdict_without_exemption'>

/**
 * Whether the verdict is what it is because the change is exempted. What else holds back a deployment of an exempted
 * change, or warns about it, is told as ever.
 */
export const isLetThrough = ({ exempted, verdict_without_exemption: without }: Told): boolean =>
  exempted?.status === 'granted' && without !== undefined

const SHA_SHOWN = 7

type Granted = Extract<ExemptionView, { status: 'granted' }>
type About = { event: Evaluation['event']; zone: string }

/** What the later commit of an exempted change is told: which one was looked at, and that it counts all the same. */
const sinceText = ({ since }: Granted, { event, zone }: About): Phrase => {
  if (since === undefined) return []
  const at = [{ code: since.commit_sha.slice(0, SHA_SHOWN) }, ` on ${localDate(since.at, zone)}`]
  if (event === 'pull_request' || event === 'manual')
    return [' It was used for ', ...at, '; what was pushed since passes with it.']
  return [' It was granted to this change at ', ...at, ', and is not counted again.']
}

/** How often, and what follows: the sentence's end and what comes after it. */
export const exemptionCount = (given: Granted, about: About): Phrase => [
  given.used === null ? '.' : `; exemption ${given.used} of ${given.max} ${given.since ? 'of its' : 'this'} month.`,
  ...sinceText(given, about),
  ...(given.follow_up_by === undefined
    ? []
    : [` What was skipped is due by ${localDate(given.follow_up_by, about.zone)}.`]),
]
