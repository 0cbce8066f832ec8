import { firstOf, type Translation, translated } from '../translation.ts'
import { CUSTOM, custom, envelopeOf } from './common.ts'

const SUBJECT = '/data/subject/id'

/** `42`, `#42`, `pull/42`, `acme/checkout-api!42`: the number a change ends with. */
const numberIn = (id: unknown): number | undefined => {
  const [, digits] = typeof id === 'string' ? (/(?:^|[#!/-])(\d{1,9})$/.exec(id) ?? []) : []
  return digits === undefined ? undefined : Number(digits)
}

/** A change that was merged. Its size and what it became only `customData` knows. */
export const mergeOf = (given: object): Translation => {
  const envelope = envelopeOf(given, 'pull_request', { service: [], environment: [] })
  const number = custom(given, 'number')
  return translated(envelope, {
    number: number.value === undefined ? { value: numberIn(firstOf(given, SUBJECT).value), at: SUBJECT } : number,
    action: { value: 'merged', at: '/type' },
    at: firstOf(given, '/data/context/timestamp', '/time'),
    additions: custom(given, 'additions'),
    deletions: custom(given, 'deletions'),
    merge_commit_sha: firstOf(
      given,
      `${CUSTOM}/merge_commit_sha`,
      `${CUSTOM}/commit_sha`,
      `${CUSTOM}/merge_commit_sha`,
    ),
  })
}
