import { clean, localDate } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import type { StatusView } from '../view.ts'

/** Which text judges: its number and hash, who agreed it, and where it is among its phases. */
export const Agreement: FC<{ view: StatusView }> = ({ view: { agreement } }) => {
  if (agreement === null)
    return (
      <section class="card" aria-labelledby="agreement">
        <h2 id="agreement">Agreement</h2>
        <p>
          None is in force, so nothing is judged. One side proposes it with <code>plumbline agreement propose</code>,
          the other accepts exactly that text with <code>plumbline agreement accept</code>.
        </p>
      </section>
    )
  const { version, hash, title, phase, parties, time_zone: zone } = agreement
  return (
    <section class="card" aria-labelledby="agreement">
      <h2 id="agreement">Agreement</h2>
      <p>
        {version === null ? '' : `Version ${version}: `}
        {clean(title, 150)}
      </p>
      <dl class="pairs">
        <dt>Client</dt>
        <dd>{clean(parties.client, 80)}</dd>
        <dt>Vendor</dt>
        <dd>{clean(parties.vendor, 80)}</dd>
        {phase === null ? null : (
          <>
            <dt>Phase</dt>
            <dd>
              {clean(phase.name, 60)}
              {phase.until === null ? '' : ` until ${localDate(phase.until, zone)}`}
            </dd>
          </>
        )}
        <dt>Zone</dt>
        <dd>{clean(zone, 60)}</dd>
        <dt>Hash</dt>
        <dd>
          <code class="hash">{clean(hash, 90)}</code>
        </dd>
      </dl>
    </section>
  )
}
