import { ATTRIBUTIONS, causeToAgreeWith, MAX_STATEMENT, ROOT_CAUSES } from '@plumbline/core'
import { clean, localTime } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { zoneOf } from '../frame.ts'
import { DecisionForms } from './decision-forms.tsx'
import { Choice, failedOf, type Part, Say, Text } from './say.tsx'
import { Cause } from './timeline.tsx'
import type { Move, Typed } from './view.ts'
import { ATTRIBUTION_WORDS, CAUSE_WORDS, cleanLines } from './words.tsx'

/** Why not, with its times as people read them here. */
export const refusal = (why: string, zone: string): string =>
  clean(why, 300).replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (at) => localTime(at, zone))

/** What the other party stated, to be agreed with word for word, or not. */
const AgreeOnCause: FC<Part> = (part) => {
  const { viewer, breach } = part.view
  const stated = viewer == null || viewer.party === 'arbiter' ? null : causeToAgreeWith(breach, viewer.party)
  if (stated === null) return null
  return (
    <Say {...part} move="agree-cause" summary="Agree with their root cause" button="Agree with it">
      <p class="said">{cleanLines(stated.note ?? '', MAX_STATEMENT)}</p>
      <Cause cause={stated.cause ?? {}} />
      <p class="small">
        Then it is the cause that both agree on. Breaches that have one cause, in the same words, are credited once.
      </p>
      <input type="hidden" name="stated" value={stated.at} />
    </Say>
  )
}

/** A party's word about it; it settles nothing. */
const OwnWords: FC<Part> = (part) => {
  const cause = failedOf(part, 'root-cause')?.typed ?? {}
  return (
    <>
      <Say {...part} move="note" summary="Add a note" button="Add the note">
        <Text move="note" label="Note" typed={failedOf(part, 'note')?.typed ?? {}} required />
      </Say>
      <Say {...part} move="root-cause" summary="State the root cause" button="State it">
        <p class="small">It is your party’s word, shown as such; it settles nothing.</p>
        <Text move="root-cause" label="What happened, and why" typed={cause} required />
        <Choice
          id="category"
          name="category"
          label="Kind"
          options={ROOT_CAUSES.map((one) => [one, CAUSE_WORDS[one]])}
          chosen={cause.category ?? ''}
        />
        <Choice
          id="attribution"
          name="attribution"
          label="Whose doing"
          options={ATTRIBUTIONS.map((one) => [one, ATTRIBUTION_WORDS[one]])}
          chosen={cause.attribution ?? ''}
        />
      </Say>
    </>
  )
}

/** What the one who is signed in may do about the breach; every word is signed with the party. */
export const Forms: FC<Part> = (part) => {
  const { view, forms } = part
  const typed = (move: Move): Typed => failedOf(part, move)?.typed ?? {}
  return (
    <div class="forms">
      {forms.acknowledge || failedOf(part, 'acknowledge') ? (
        <Say
          {...part}
          move="acknowledge"
          summary="Acknowledge: we know of it"
          button="Acknowledge"
          open={!forms.failed}
        >
          <p class="small">It says that your party knows, and nothing about whose fault it is.</p>
          <Text move="acknowledge" label="Note" typed={typed('acknowledge')} />
        </Say>
      ) : null}
      <DecisionForms {...part} />
      <AgreeOnCause {...part} />
      {view.viewer?.party === 'arbiter' ? null : <OwnWords {...part} />}
      {forms.resolving === null || failedOf(part, 'resolve') ? (
        <Say {...part} move="resolve" summary="Resolve: it is dealt with" button="Resolve">
          <p class="small">
            For the party to whom the objective is owed to say. It ends the breach; it stays in the history.
          </p>
          <Text move="resolve" label="Note" typed={typed('resolve')} />
        </Say>
      ) : (
        <p class="small">You can’t resolve it: {refusal(forms.resolving.refused, zoneOf(view))}.</p>
      )}
      <p class="small">Signed as {clean(view.viewer?.name ?? '', 80)}. Both parties see it at once.</p>
    </div>
  )
}
