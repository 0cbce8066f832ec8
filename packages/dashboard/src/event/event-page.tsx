import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { isAddress, twin } from '../address.ts'
import { partyLabel } from '../breach/words.tsx'
import { Foot } from '../foot.tsx'
import { zoneOf } from '../frame.ts'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import { When } from '../words.tsx'
import { glance } from './glance.ts'
import type { EventView } from './view.ts'

/** Room for the event itself; longer ones are in the data. */
const MOST = 30_000

/** Every character that is not seen is shown as its escape, so that what is read is what was sent. */
const UNSEEN = /[^\P{C}\n]|[\u034f\u115f\u1160\u2028\u2029\u3164\uffa0]/gu

const asText = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(UNSEEN, (one) => `\\u{${one.codePointAt(0)?.toString(16) ?? ''}}`)

const Page: FC<{ view: EventView }> = ({ view }) => {
  const { event, reference, counted_in: indicators, received_from: from } = view
  const zone = zoneOf(view)
  const says = glance(event)
  const text = asText(event)
  const url = 'url' in event.data ? event.data.url : undefined
  const data = twin(view.engagement, 'events', reference)
  return (
    <Shell
      title={`${says} · ${clean(view.title, 100)}`}
      frame={view}
      foot={<Foot frame={view} twins={[{ name: 'event', href: data }]} />}
    >
      <h1>{says}</h1>
      <p class="asof">An event as it was received. It is never edited; a correction is another event.</p>
      <section class="card block" aria-labelledby="received">
        <h2 id="received">Received</h2>
        <dl class="pairs">
          <dt>Happened</dt>
          <dd>
            <When at={event.time} zone={zone} /> ({clean(zone, 60)})
          </dd>
          <dt>Received</dt>
          <dd>
            <When at={view.received_at} zone={zone} />
          </dd>
          <dt>Sent by</dt>
          <dd>
            {partyLabel(from.party, view)}, key <code>{clean(from.key_id, 60)}</code>
          </dd>
          <dt>Source</dt>
          <dd>
            <code>{clean(event.source, 200)}</code>
          </dd>
          <dt>Id</dt>
          <dd>
            <code>{clean(event.id, 200)}</code>
          </dd>
          <dt>Reference</dt>
          <dd>
            <code>{clean(reference, 40)}</code>
          </dd>
          <dt>Service</dt>
          <dd>
            {clean(event.service, 70)}
            {event.environment === undefined ? '' : `, ${clean(event.environment, 70)}`}
          </dd>
          {event.corrects === undefined ? null : (
            <>
              <dt>Corrects</dt>
              <dd>
                <code>{clean(event.corrects, 200)}</code>
              </dd>
            </>
          )}
          {event.origin === undefined || event.origin === 'observed' ? null : (
            <>
              <dt>Origin</dt>
              <dd>{event.origin}</dd>
            </>
          )}
          <dt>Read by</dt>
          <dd>
            {indicators.length === 0
              ? 'no indicator'
              : indicators.map((indicator, at) => (
                  <>
                    {at === 0 ? '' : ', '}
                    <code>{clean(indicator, 80)}</code>
                  </>
                ))}
          </dd>
        </dl>
        {isAddress(url) ? (
          <p>
            <a href={url} rel="noreferrer noopener">
              Where it comes from
            </a>
          </p>
        ) : null}
      </section>
      <section class="card block" aria-labelledby="content">
        <h2 id="content">What it says</h2>
        {view.hidden ? (
          <p>
            Its amounts are left out: seeing money takes a key with the scope <code>finance:read</code>.
          </p>
        ) : null}
        <pre class="data">{text.length > MOST ? `${text.slice(0, MOST)} …` : text}</pre>
        {text.length > MOST ? (
          <p class="small">
            It is longer than there is room for: <a href={data}>all of it as data</a>.
          </p>
        ) : null}
      </section>
    </Shell>
  )
}

/** What was received, to the letter. */
export const eventPage = (view: EventView): string => asDocument(<Page view={view} />)
