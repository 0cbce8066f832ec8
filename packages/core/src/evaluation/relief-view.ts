/** A deployment that would have been blocked says that it undoes another one, or fixes an incident (PRODUCT.md, rule 6). */
export type ReliefView = {
  /** Those that would have blocked it. */
  objectives: string[]
  /** `known`: somebody has reported that deployment of this service. */
  rolls_back?: { deployment: string; known: boolean }
  /** What was known of the incident then. */
  fixes_incident?: { incident: string; state: 'open' | 'ended' | 'unknown' }
}
