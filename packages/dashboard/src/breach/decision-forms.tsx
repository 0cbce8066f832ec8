import { RULINGS, type Ruling } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { zoneOf } from '../frame.ts'
import { Choice, failedOf, type Part, Say, Text } from './say.tsx'
import type { Move, Typed } from './view.ts'
import { RULING_WORDS } from './words.tsx'

const WaiverForms: FC<Part> = (part) => {
  const { view, forms } = part
  const typed = (move: Move): Typed => failedOf(part, move)?.typed ?? {}
  return (
    <>
      {view.decisions.waivers
        .filter(({ id }) => forms.may.answerWaivers.includes(id))
        .map(({ id }) => (
          <>
            <Say {...part} move="approve-waiver" summary={`Approve the waiver ${clean(id, 60)}`} button="Approve" open>
              <p class="small">The breach is then waived until its expiry, and costs nothing.</p>
              <input type="hidden" name="waiver" value={id} />
              <Text move="approve-waiver" label="Note" typed={typed('approve-waiver')} />
            </Say>
            <Say {...part} move="reject-waiver" summary={`Reject the waiver ${clean(id, 60)}`} button="Reject">
              <input type="hidden" name="waiver" value={id} />
              <Text move="reject-waiver" label="Note" typed={typed('reject-waiver')} />
            </Say>
          </>
        ))}
      {forms.may.waiver || failedOf(part, 'waiver') ? (
        <Say {...part} move="waiver" summary="Ask for a waiver" button="Ask the other party">
          <p class="small">Nothing follows from it until the other party approves.</p>
          <Text move="waiver" label="Why should it not count?" typed={typed('waiver')} required />
          <label for="waiver-until">Until (start of the day, {clean(zoneOf(view), 60)})</label>
          <input id="waiver-until" type="date" name="until" value={typed('waiver').until ?? ''} required />
        </Say>
      ) : null}
    </>
  )
}

const options: readonly (readonly [Ruling, string])[] = RULINGS.map((one) => [one, RULING_WORDS[one]])

/** Dispute, answer, rule, ask for a waiver: what of it this party may do now. */
export const DecisionForms: FC<Part> = (part) => {
  const { may } = part.forms
  const typed = (move: Move): Typed => failedOf(part, move)?.typed ?? {}
  return (
    <>
      {may.dispute || failedOf(part, 'dispute') ? (
        <Say {...part} move="dispute" summary="Dispute it" button="Dispute it">
          <p class="small">It counts on until it is ruled. The other party is asked to answer.</p>
          <Text move="dispute" label="Why is it no breach?" typed={typed('dispute')} required />
        </Say>
      ) : null}
      {may.answer || failedOf(part, 'answer') ? (
        <Say {...part} move="answer" summary="Answer the dispute" button="Answer" open>
          <Text move="answer" label="Your answer" typed={typed('answer')} required />
        </Say>
      ) : null}
      {may.rule || failedOf(part, 'rule') ? (
        <Say {...part} move="rule" summary="Say how it should be ruled" button="State it">
          <p class="small">What both parties state counts, and what the arbiter states counts alone.</p>
          <Choice
            id="ruling"
            name="ruling"
            label="Ruling"
            options={options.map(([value, words]) => [value, words])}
            chosen={typed('rule').ruling ?? ''}
          />
          <Text move="rule" label="Why" typed={typed('rule')} />
        </Say>
      ) : null}
      {may.withdraw || failedOf(part, 'withdraw') ? (
        <Say {...part} move="withdraw" summary="Withdraw the dispute" button="Withdraw">
          <Text move="withdraw" label="Note" typed={typed('withdraw')} />
        </Say>
      ) : null}
      <WaiverForms {...part} />
    </>
  )
}
