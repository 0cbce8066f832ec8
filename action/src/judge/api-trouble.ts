import { ApiProblem, ApiUnavailable, BadBaseUrl } from '@plumbline/client'
import type { Auth } from '../identity/auth.ts'
import { NoToken } from '../identity/no-token.ts'
import type { ApiStatus, Trouble } from '../job.ts'
import { refusalsOf } from './refusals.ts'

export type ApiTrouble = { status: Exclude<ApiStatus, 'ok' | 'not_asked'>; trouble: Omit<Trouble, 'level'> }

const mistakes = ({ errors }: ApiProblem): string =>
  errors.map(({ pointer, detail }) => `; ${pointer ? `${pointer}: ` : ''}${detail}`).join('')

/** What a failed call means to the one who can mend it. Whether it fails the job is the caller's to weigh. */
export const apiTrouble = (error: unknown, { engagement, auth }: { engagement: string; auth: Auth }): ApiTrouble => {
  if (error instanceof ApiUnavailable)
    return {
      status: 'unavailable',
      trouble: {
        title: 'Plumbline’s server did not answer',
        text: `${error.message} (${error.attempts === 1 ? 'one attempt' : `${error.attempts} attempts`})`,
      },
    }
  if (error instanceof NoToken)
    return { status: 'unavailable', trouble: { title: 'GitHub gave no identity token', text: error.message } }
  if (error instanceof BadBaseUrl)
    return { status: 'rejected', trouble: { title: 'Wrong `api-url`', text: error.message } }
  if (!(error instanceof ApiProblem))
    return {
      status: 'unavailable',
      trouble: {
        title: 'Plumbline’s server gave no readable answer',
        text: error instanceof Error ? error.message : String(error),
      },
    }

  const request = error.requestId === null ? '' : ` (request ${error.requestId})`
  const said = `${(error.detail || error.title).replace(/\.$/, '')}${mistakes(error)}${request}`
  const { unknown, forbidden, absent } = refusalsOf(auth, engagement)
  if (error.status === 401)
    return { status: 'refused', trouble: { title: unknown.title, text: `${said}. ${unknown.advice}` } }
  if (error.status === 403)
    return { status: 'refused', trouble: { title: forbidden.title, text: `${said}. ${forbidden.advice}` } }
  if (error.status >= 500)
    return { status: 'unavailable', trouble: { title: 'Plumbline’s server failed', text: `${error.status}: ${said}` } }
  if (error.code === 'not_plumbline') return { status: 'rejected', trouble: { title: 'Wrong `api-url`', text: said } }
  if (error.status === 404) {
    // To a repository that is not bound the server says which ids to bind; to a key it says nothing.
    const text = auth.kind === 'identity' ? `${said}. ${absent.advice}` : `${absent.advice}${request}`
    return { status: 'rejected', trouble: { title: absent.title, text } }
  }
  return {
    status: 'rejected',
    trouble: { title: `Plumbline’s server refuses the request (${error.status})`, text: said },
  }
}
