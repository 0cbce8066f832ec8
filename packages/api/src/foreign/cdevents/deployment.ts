import { PREVIOUS_DEPLOYMENT } from '@plumbline/core'
import { firstOf, type Translation, translated } from '../translation.ts'
import { CUSTOM, custom, envelopeOf, tidy } from './common.ts'

const ARTIFACT = '/data/subject/content/artifactId'

/**
 * A service that was deployed, upgraded or rolled back. The artifact says what runs; a commit only `customData` knows.
 * A rollback names the artifact it went back to and not what it undid: that is what ran there before.
 */
export const deploymentOf = (given: object, predicate: 'deployed' | 'upgraded' | 'rolledback'): Translation => {
  const envelope = envelopeOf(given, 'deployment', {
    service: ['/data/subject/id'],
    environment: ['/data/subject/content/environment/id'],
  })
  const undone = custom(given, 'rolls_back')
  const time = firstOf(given, '/data/context/timestamp', '/time')
  return translated(envelope, {
    deployment_id: firstOf(given, `${CUSTOM}/deployment_id`, '/id'),
    status: { value: 'success', at: '/type' },
    finished_at: time,
    commit_sha: custom(given, 'commit_sha'),
    commits: custom(given, 'commits'),
    version: { value: tidy(firstOf(given, ARTIFACT).value), at: ARTIFACT },
    planned: custom(given, 'planned'),
    fixes_incident: custom(given, 'fixes_incident'),
    rolls_back:
      predicate === 'rolledback' && undone.value === undefined ? { value: PREVIOUS_DEPLOYMENT, at: '/type' } : undone,
  })
}
