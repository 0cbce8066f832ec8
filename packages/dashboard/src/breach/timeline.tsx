import type { BreachTransition } from '@plumbline/core'
import { clean, count } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, twin } from '../address.ts'
import { zoneOf } from '../frame.ts'
import { When } from '../words.tsx'
import type { BreachView } from './view.ts'
import { ATTRIBUTION_WORDS, CAUSE_WORDS, cleanLines, MOVED_WORDS, partyLabel, RULING_WORDS } from './words.tsx'

/** Characters of what the parties said that the page has room for, the newest first; all of it is in the data. */
const ROOM = 16_000
const SHORT = 120
/** Entries shown: the first, and the newest. */
const MOST = 40

/** How much of each entry's text is shown: the newest have their room before the oldest. */
const rooms = (timeline: readonly BreachTransition[]): number[] => {
  let left = ROOM
  return timeline
    .toReversed()
    .map(({ note = '' }) => {
      const room = Math.min(note.length, Math.max(left, SHORT))
      left -= room
      return room
    })
    .toReversed()
}

const Who: FC<{ step: BreachTransition; view: BreachView }> = ({ step: { by }, view }) =>
  'engine' in by ? (
    <span class="who">The engine</span>
  ) : (
    <>
      <span class={`who ${by.party}`}>{partyLabel(by.party, view)}</span>{' '}
      <span class="small">{clean(by.name, 80)}</span>
    </>
  )

export const Cause: FC<{ cause: NonNullable<BreachTransition['cause']> }> = ({ cause: { category, attribution } }) => (
  <p class="small">
    {category === undefined ? '' : CAUSE_WORDS[category]}
    {attribution === undefined
      ? ''
      : `${category === undefined ? 'T' : '; t'}he doing of ${ATTRIBUTION_WORDS[attribution]}, as they see it`}
  </p>
)

const Step: FC<{ step: BreachTransition; number: number; room: number; view: BreachView }> = ({
  step,
  number,
  room,
  view,
}) => (
  <li id={`t${number}`}>
    <p>
      <Who step={step} view={view} />{' '}
      {step.cause?.agrees_with === undefined ? MOVED_WORDS[step.kind] : 'agrees with the root cause stated'}
      {step.ruling === undefined ? '' : `: ${RULING_WORDS[step.ruling]}`}
      {step.display === undefined ? '' : ` at ${clean(step.display, 40)}`}
      <span class="small">
        {' · '}
        <When at={step.at} zone={zoneOf(view)} />
        {step.evaluation_id === undefined ? null : (
          <>
            , in <a href={pageAddress(view.engagement, 'evaluations', step.evaluation_id)}>this evaluation</a>
          </>
        )}
      </span>
    </p>
    {step.cause === undefined ? null : <Cause cause={step.cause} />}
    {step.note === undefined ? null : <p class="said">{cleanLines(step.note, room)}</p>}
  </li>
)

/** What happened since, oldest first, each step with whose word it is. */
export const Timeline: FC<{ view: BreachView }> = ({ view }) => {
  const { timeline, id } = view.breach
  const room = rooms(timeline)
  const hidden = Math.max(0, timeline.length - MOST)
  return (
    <ol class="story">
      {timeline.map((step, at) =>
        at > 0 && at <= hidden ? null : (
          <>
            <Step step={step} number={at + 1} room={room[at] ?? SHORT} view={view} />
            {at === 0 && hidden > 0 ? (
              <li class="small">
                {count(hidden, 'entry', 'entries')} between are{' '}
                <a href={twin(view.engagement, 'breaches', id)}>in the data</a>.
              </li>
            ) : null}
          </>
        ),
      )}
    </ol>
  )
}
