import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { twin } from '../address.ts'
import { Foot } from '../foot.tsx'
import { zoneOf } from '../frame.ts'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import type { StatusView } from '../view.ts'
import { When } from '../words.tsx'
import { Agreement } from './agreement.tsx'
import { Breaches } from './breaches.tsx'
import { Gates } from './gates.tsx'
import { sentence } from './sentence.ts'
import { type Depth, Services } from './services.tsx'

/** A page past this is slow on a phone; evidence is then left to the JSON twin. */
export const PAGE_MAX = 60_000

const TWINS = ['status', 'breaches', 'evaluations', 'indicators']

const Page: FC<{ view: StatusView; depth: Depth }> = ({ view, depth }) => {
  const zone = zoneOf(view)
  const says = sentence(view)
  return (
    <Shell
      title={`${says} · ${clean(view.title, 100)}`}
      frame={view}
      current="status"
      foot={<Foot frame={view} twins={TWINS.map((name) => ({ name, href: twin(view.engagement, name) }))} />}
    >
      <h1>{says}</h1>
      <p class="asof">
        As of <When at={view.at} zone={zone} /> ({clean(zone, 60)}).{' '}
        {depth === 'all' ? '' : 'Evidence that has no room here is in the data.'}
      </p>
      <div class="columns">
        {view.services.length > 0 ? <Services view={view} depth={depth} /> : null}
        <div class="side">
          <Breaches view={view} />
          <Gates view={view} />
          <Agreement view={view} />
        </div>
      </div>
    </Shell>
  )
}

/** The first page: one sentence, then every objective of every service, worst first, and what is open beside it. */
export const statusPage = (view: StatusView): string => {
  const page = (depth: Depth) => asDocument(<Page view={view} depth={depth} />)
  const whole = page('all')
  if (whole.length <= PAGE_MAX) return whole
  const missed = page('missed')
  return missed.length <= PAGE_MAX ? missed : page('none')
}
