import { ApiProblem, ApiUnavailable, BadBaseUrl } from '@plumbline/client'
import type { ApiStatus, Trouble } from '../job.ts'
import type { Settings } from '../settings/settings.ts'

export type ApiTrouble = { status: Exclude<ApiStatus, 'ok' | 'not_asked'>; trouble: Omit<Trouble, 'level'> }

const mistakes = ({ errors }: ApiProblem): string =>
  errors.map(({ pointer, detail }) => `; ${pointer ? `${pointer}: ` : ''}${detail}`).join('')

/** What a failed call means to the one who can mend it. Whether it fails the job is the caller's to weigh. */
export const apiTrouble = (error: unknown, api: NonNullable<Settings['api']>): ApiTrouble => {
  if (error instanceof ApiUnavailable)
    return {
      status: 'unavailable',
      trouble: {
        title: 'Plumbline’s server did not answer',
        text: `${error.message} (${error.attempts === 1 ? 'one attempt' : `${error.attempts} attempts`})`,
      },
    }
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
  if (error.status === 401)
    return {
      status: 'refused',
      trouble: {
        title: 'Plumbline’s server does not know the key (401)',
        text: `${said}. Check the secret behind \`api-key\`: it may be expired, revoked or of another installation`,
      },
    }
  if (error.status === 403)
    return {
      status: 'refused',
      trouble: {
        title: 'The key may not do this (403)',
        text: `${said}. The gate needs a key with the scopes \`gate:run\` and \`events:write\``,
      },
    }
  if (error.status >= 500)
    return { status: 'unavailable', trouble: { title: 'Plumbline’s server failed', text: `${error.status}: ${said}` } }
  if (error.code === 'not_plumbline') return { status: 'rejected', trouble: { title: 'Wrong `api-url`', text: said } }
  if (error.status === 404)
    return {
      status: 'rejected',
      trouble: {
        title: 'No such engagement for this key (404)',
        text: `“${api.engagement}” does not exist, or the key belongs to another engagement: check \`engagement\` and \`api-key\`${request}`,
      },
    }
  return {
    status: 'rejected',
    trouble: { title: `Plumbline’s server refuses the request (${error.status})`, text: said },
  }
}
