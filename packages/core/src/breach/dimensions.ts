/** What a summary can count by; `month` and `week` are those of the opening, in the zone of the agreement. */
export const BREACH_DIMENSIONS = [
  'service',
  'environment',
  'indicator',
  'objective',
  'severity',
  'status',
  'agreement_version',
  'pr',
  'month',
  'week',
] as const
export type BreachDimension = (typeof BREACH_DIMENSIONS)[number]
