import type { AcceptedVersion, VersionRecord } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { notFound } from '../problem/problem.ts'
import type { AgreedText } from './parse-agreement.ts'

const MAX_CACHED = 200

/** @throws Refusal `not_found` where the engagement was never created */
export const requireState = async (store: EngagementStore): Promise<EngagementState> => {
  const state = await store.state()
  if (!state) throw notFound()
  return state
}

export type AgreementReader = {
  /** What a version says; versions never change, so each is read and parsed once in a process. */
  parsed(store: EngagementStore, record: VersionRecord): Promise<AgreedText>
  /** Everything both parties accepted, oldest first, with the frozen figures that its relative targets mean. */
  accepted(store: EngagementStore, state: EngagementState): Promise<AcceptedVersion[]>
}

const readText = async (store: EngagementStore, { version, hash }: VersionRecord): Promise<AgreedText> => {
  const [stored, { rereadStored }] = await Promise.all([store.agreement(version), import('./parse-agreement.ts')])
  const parsed = stored && rereadStored(stored.text)
  if (parsed?.hash !== hash) throw new Error(`the text of version ${version} is not what was proposed`)
  return parsed
}

export const agreementReader = (): AgreementReader => {
  const cached = new Map<string, AgreedText>()
  const parsed: AgreementReader['parsed'] = async (store, record) => {
    const name = `${store.engagement} ${record.version} ${record.hash}`
    const known = cached.get(name)
    if (known) return known
    const read = await readText(store, record)
    const [oldest] = cached.keys()
    if (oldest !== undefined && cached.size >= MAX_CACHED) cached.delete(oldest)
    cached.set(name, read)
    return read
  }
  return {
    parsed,
    accepted: (store, state) =>
      Promise.all(
        state.versions.flatMap((record) => {
          const { version, hash, decision, in_force_from: inForceFrom } = record
          if (decision?.kind !== 'accepted' || inForceFrom === null) return []
          const { baselines } = state.standing
          const frozen = baselines.length > 0 ? { baselines } : {}
          return [
            parsed(store, record).then(({ terms }) => ({
              version,
              hash,
              inForceFrom,
              agreedAt: decision.at,
              terms,
              ...frozen,
            })),
          ]
        }),
      ),
  }
}
