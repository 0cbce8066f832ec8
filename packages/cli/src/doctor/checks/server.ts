import { CLOCK_SKEW_MS, MINUTE, SECOND } from '@plumbline/core'
import { type Check, ok, problem, skipped, warning } from '../check.ts'
import type { Facts, ServerFacts } from '../facts.ts'

/** A clock that is off by more is worth a word, although nothing is refused yet. */
const NOTED_SKEW_MS = MINUTE

const clockCheck = (now: number, ready: ServerFacts['ready']): Check => {
  if (ready?.kind !== 'answered' || ready.date === null)
    return skipped('clock', 'the server did not say what time it is')
  // The server's header has whole seconds.
  const aheadMs = now - ready.date
  const seconds = Math.round(Math.abs(aheadMs) / SECOND)
  const off = `this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the server`
  if (aheadMs > CLOCK_SKEW_MS)
    return problem('clock', `${off}: its events are refused`, 'set the clock, e.g. sudo timedatectl set-ntp true')
  if (Math.abs(aheadMs) > NOTED_SKEW_MS)
    return warning('clock', off, 'set the clock, e.g. sudo timedatectl set-ntp true')
  return ok('clock', 'agrees with the server’s to the minute')
}

const readyCheck = ({ url, badUrl, ready }: ServerFacts): Check => {
  if (badUrl)
    return problem(
      'server',
      `“${url}” is no http(s) address`,
      'export PLUMBLINE_API_URL=https://plumbline.acme.example',
    )
  if (ready === null || ready.kind === 'failed')
    return problem(
      'server',
      `${url} can’t be reached: ${ready?.detail ?? 'it was not asked'}`,
      `curl -sS ${url}/readyz`,
    )
  if (ready.status === 200) return ok('server', `${url} is ready`)
  return ready.code === null
    ? problem('server', `what answers at ${url} is no Plumbline (${ready.status})`, 'export PLUMBLINE_API_URL=ADDRESS')
    : problem('server', `${url} is not ready: ${ready.detail}`, `curl -sS ${url}/readyz`)
}

export const serverChecks = ({ server, now }: Facts): Check[] => {
  if (server === null)
    return [
      skipped(
        'server',
        'no server is named: changes are judged here, by the agreement file',
        'export PLUMBLINE_API_URL=ADDRESS; plumbline serve starts one here',
      ),
    ]
  const ready = readyCheck(server)
  return ready.status === 'ok' ? [ready, clockCheck(now, server.ready)] : [ready]
}
