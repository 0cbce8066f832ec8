import { type AgreementMistake, type ParsedAgreement, proposeVersion } from '@plumbline/core'
import type { AgreementText } from '@plumbline/store'
import { actorOf } from '../../auth/principal.ts'
import { decideVersion } from '../../flow/decide-version.ts'
import { parseJson } from '../../http/json.ts'
import type { Family } from '../../http/route.ts'
import { Refusal } from '../../problem/problem.ts'
import { refuse } from './refuse.ts'
import { versionView } from './view.ts'

const mistakeOf = ({ pointer, code, message, line, column, suggestion }: AgreementMistake) => ({
  pointer,
  code,
  detail: message,
  ...(suggestion === undefined ? {} : { allowed: [suggestion] }),
  line,
  column,
})

const read = async (text: string, isJson: boolean): Promise<ParsedAgreement> => {
  if (isJson) parseJson(text)
  const { readAgreement } = await import('../../flow/parse-agreement.ts')
  const parsed = readAgreement(text)
  if (parsed.ok) return parsed.value
  const errors = parsed.errors.filter(({ severity }) => severity === 'error').map(mistakeOf)
  throw new Refusal(
    'invalid_agreement',
    `The agreement has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}.`,
    { errors },
  )
}

export const proposeRoutes = (): Family<'proposeAgreement'> => ({
  proposeAgreement: async ({ at, text, mediaType, principal, store }) => {
    const isJson = mediaType === 'application/json'
    const { hash, terms, warnings } = await read(text, isJson)
    const form: AgreementText['mediaType'] = isJson ? 'application/json' : 'application/yaml'
    const { state, record } = await decideVersion(store, actorOf(principal), async (current) => {
      const command = { by: principal.party, at, hash, terms, engagement: principal.engagement }
      const proposed = proposeVersion(current.versions, command)
      if (!proposed.ok) throw refuse(proposed.errors)
      // The text first: a version without its text could never be read again.
      await store.putAgreement({ version: proposed.value.version, hash, text, mediaType: form })
      return proposed.value
    })
    return {
      json: {
        ...versionView(state.versions, record, at),
        warnings: warnings.map(mistakeOf).map(({ allowed: _, ...warning }) => warning),
      },
    }
  },
})
