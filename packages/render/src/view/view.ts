import type { Evaluation } from '@plumbline/core'
import type { Standing } from '../words/standing.ts'
import { standing } from '../words/standing.ts'
import { withoutSecrets } from './public.ts'

/** Who reads it: `public` is everyone, `private` (and a company's `internal`) are people of the two parties. */
export type Visibility = 'public' | 'private'

/** Reports that one commit's verdict waits for. */
export type Outstanding = { received: number; expected: number }

/** What the verdict does not tell, and whoever shows it knows. */
export type ViewOptions = {
  /** `full`: figures of the service's windows stand open, also in a public repository. Default `change`. */
  detail?: 'change' | 'full'
  /** Default `private`. */
  visibility?: Visibility
}

/** An evaluation as one reader may see it. Every evaluation is one; what is not told is shown. */
export type View = Evaluation & {
  detail?: 'change' | 'full'
  /** How the results stand that this reader may not see. */
  withheld?: readonly Standing[]
  outstanding?: Outstanding
}

/** Uploads that the verdict waits for; what fails already fails whatever they say. */
const outstandingOf = ({ uploads, verdict }: Evaluation): Outstanding | null =>
  uploads?.state === 'awaited' && verdict !== 'fail'
    ? { received: uploads.received.length, expected: uploads.expected }
    : null

/** Whoever opened the pull request may have written it: an address in it may lead anywhere. */
const isForeign = ({ notes }: Evaluation) => notes.some(({ code }) => code === 'foreign_run')

const withoutAddresses = (evaluation: View): View => {
  const { url: _, ...rest } = evaluation
  return { ...rest, objectives: rest.objectives.map(({ evidence_url: _address, ...result }) => result) }
}

/** The service's results are taken away; how they stand is remembered, because the verdict rests on it. */
const discreet = (view: View): View => {
  const hidden = view.objectives.filter(({ scope }) => scope !== 'change').map(standing)
  return { ...withoutSecrets(view), withheld: view.withheld ?? hidden }
}

/**
 * Decides once what a reader may see, so that comment, summary and log need not ask again. Given twice it changes
 * nothing more.
 */
export const viewOf = (evaluation: View, options: ViewOptions = {}): View => {
  const { detail = 'change', visibility = 'private' } = options
  const outstanding = outstandingOf(evaluation)
  const open = isForeign(evaluation) ? withoutAddresses(evaluation) : evaluation
  const isHidden = visibility === 'public' && detail === 'change'
  return {
    ...(isHidden ? discreet(open) : open),
    ...(detail === 'full' ? { detail } : {}),
    ...(outstanding ? { outstanding } : {}),
  }
}
