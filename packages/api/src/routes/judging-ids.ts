import type { OperationId } from '@plumbline/contract'

/** Calls that know what is agreed. */
export const JUDGING = [
  'getDataHealth',
  'runGate',
  'listEvaluations',
  'getEvaluation',
  'getStatus',
  'listIndicators',
  'getSeries',
  'proposeAgreement',
  'listAgreements',
  'getCurrentAgreement',
  'getAgreement',
  'acceptAgreement',
  'rejectAgreement',
  'withdrawAgreement',
  'listBreaches',
  'summariseBreaches',
  'getBreach',
  'acknowledgeBreach',
  'noteBreach',
  'stateRootCause',
  'resolveBreach',
] as const satisfies readonly OperationId[]
export type Judging = (typeof JUDGING)[number]
