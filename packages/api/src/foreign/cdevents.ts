import { deploymentOf } from './cdevents/deployment.ts'
import { incidentOf } from './cdevents/incident.ts'
import { mergeOf } from './cdevents/merge.ts'
import { testRunOf } from './cdevents/test-run.ts'
import type { Translation } from './translation.ts'
import { untranslatable, valueAt } from './translation.ts'

/*
 * CDEvents (cdevents.dev, 0.1 to 0.5) that travel in CloudEvents. Their vocabulary has no severity, no commit and no
 * counts; those are read from `customData`, where a producer may put what it knows.
 */

export const CDEVENTS_PREFIX = 'dev.cdevents.'

const READERS: Readonly<Record<string, (given: object) => Translation>> = {
  'service.deployed': (given) => deploymentOf(given, 'deployed'),
  'service.upgraded': (given) => deploymentOf(given, 'upgraded'),
  'service.rolledback': (given) => deploymentOf(given, 'rolledback'),
  'incident.detected': (given) => incidentOf(given, 'detected'),
  'incident.reported': (given) => incidentOf(given, 'reported'),
  'incident.resolved': (given) => incidentOf(given, 'resolved'),
  'testsuiterun.finished': testRunOf,
  // As it was called before 0.3.
  'testsuite.finished': testRunOf,
  'change.merged': mergeOf,
}

/** `dev.cdevents.service.deployed.0.2.0` without its prefix and version. */
const vocabularyOf = (type: string) => type.slice(CDEVENTS_PREFIX.length).split('.').slice(0, 2).join('.')

/** The event that a CDEvent in the `data` of a CloudEvent tells. */
export const fromCdevent = (given: object, type: string): Translation => {
  const read = READERS[vocabularyOf(type)]
  if (!read)
    return untranslatable({
      pointer: '/type',
      code: 'not_allowed',
      detail: 'is a CDEvent that no indicator reads',
      allowed: Object.keys(READERS).map((name) => `${CDEVENTS_PREFIX}${name}`),
    })
  const inner = valueAt(given, 'data', 'context', 'type')
  if (inner !== undefined && inner !== type)
    return untranslatable({
      pointer: '/data/context/type',
      code: 'invalid',
      detail: 'must be the type of the CloudEvent around it',
    })
  return read(given)
}
