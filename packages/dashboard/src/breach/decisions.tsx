import type { Dispute, Waiver } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { zoneOf } from '../frame.ts'
import { When } from '../words.tsx'
import type { BreachView } from './view.ts'
import { cleanLines, partyLabel, RULING_WORDS } from './words.tsx'

/** Characters of a reason shown; all of it is in the data. */
const ROOM = 1_000

const SETTLED: Record<NonNullable<Dispute['settled_by']>, string> = {
  both: 'both parties said the same',
  arbiter: 'the arbiter ruled',
  silence: 'the answer that was due did not come',
  disagreement: 'the two did not agree in time, so that it stands',
}

const DisputeState: FC<{ view: BreachView; dispute: Dispute }> = ({ view, dispute }) => {
  const zone = zoneOf(view)
  const other = dispute.opened_by.party === 'client' ? 'vendor' : 'client'
  const said = (['client', 'vendor', 'arbiter'] as const).flatMap((who) => {
    const ruling = dispute.stated[who]
    return ruling === undefined ? [] : [`${partyLabel(who, view)}: ${RULING_WORDS[ruling]}`]
  })
  return (
    <>
      <dt>Dispute</dt>
      <dd>
        <p>
          {partyLabel(dispute.opened_by.party, view)} disputed it <When at={dispute.at} zone={zone} />
          {dispute.status === 'withdrawn' ? ', and withdrew that' : ''}.
        </p>
        <p class="said">{cleanLines(dispute.reason, ROOM)}</p>
        {dispute.status === 'open' ? (
          <p>
            {partyLabel(other, view)} can answer until <When at={dispute.answer_due_at} zone={zone} />; silence{' '}
            {dispute.silence === 'accepts' ? 'accepts the dispute' : 'rejects the dispute'}.
          </p>
        ) : null}
        {dispute.status === 'answered' ? (
          <p>
            It was answered, and waits for both to say the same
            {dispute.arbiter === null ? '' : `, or for the arbiter, ${clean(dispute.arbiter, 100)}`}
            {dispute.agree_by === undefined ? null : (
              <>
                , until <When at={dispute.agree_by} zone={zone} />; after that the breach stands
              </>
            )}
            .
          </p>
        ) : null}
      </dd>
      {said.length > 0 && dispute.status !== 'withdrawn' ? (
        <>
          <dt>They hold</dt>
          <dd>
            {said.map((words) => (
              <p>{words}</p>
            ))}
          </dd>
        </>
      ) : null}
      {dispute.ruling === undefined ? null : (
        <>
          <dt>Ruling</dt>
          <dd>
            {RULING_WORDS[dispute.ruling]}
            {dispute.settled_by === undefined ? '' : `: ${SETTLED[dispute.settled_by]}`}
            {dispute.settled_at === undefined ? null : (
              <>
                , <When at={dispute.settled_at} zone={zone} />
              </>
            )}
          </dd>
        </>
      )}
    </>
  )
}

const HOLDS: Record<Waiver['status'], string> = {
  requested: 'asked for, and not answered yet',
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  revoked: 'revoked',
  expired: 'expired',
}

const WaiverState: FC<{ view: BreachView; waiver: Waiver }> = ({ view, waiver }) => {
  const by = waiver.timeline.find(({ kind }) => kind === 'approved')?.by
  const agreed = by && 'party' in by ? by.party : undefined
  return (
    <>
      <dt>Waiver</dt>
      <dd>
        <p>
          {HOLDS[waiver.status]}, until <When at={waiver.ended_at ?? waiver.expires_at} zone={zoneOf(view)} />;{' '}
          {partyLabel(waiver.requested_by.party, view)} asked for it
          {agreed === undefined ? '' : `, ${partyLabel(agreed, view)} approved it`}. <code>{clean(waiver.id, 60)}</code>
        </p>
        <p class="said">{cleanLines(waiver.reason, ROOM)}</p>
      </dd>
    </>
  )
}

/** What the parties decided about it, or have still to decide; the same for whoever looks. */
export const Decisions: FC<{ view: BreachView }> = ({ view }) => {
  const { dispute, waivers } = view.decisions
  if (dispute === null && waivers.length === 0) return null
  return (
    <section class="card" aria-labelledby="decided">
      <h2 id="decided">What was decided?</h2>
      <dl class="pairs">
        {dispute === null ? null : <DisputeState view={view} dispute={dispute} />}
        {waivers.map((waiver) => (
          <WaiverState view={view} waiver={waiver} />
        ))}
      </dl>
    </section>
  )
}
