import * as z from 'zod'
import { Calendar } from './calendar.ts'
import { Incidents, Objective, Stage } from './objective.ts'
import { Consequences, Disputes, EscalationStep, Exempt, FREE_FORM, Phase, Severities } from './operations.ts'
import { LocalDate, line, Name, Repository, ServiceName, Slug } from './text.ts'

const PartyTerms = z.strictObject({ name: line(100).describe('As the contract names it') })

const Service = z.strictObject({
  repositories: z
    .array(Repository)
    .max(100, 'has more than 100 repositories')
    .optional()
    .describe('Where its code lives, as owner/name'),
  production: z
    .array(ServiceName)
    .min(1, 'is empty; leave it out for `production`')
    .max(20, 'has more than 20 environments')
    .optional()
    .describe('Environments that count as production; default `[production]`'),
})

/**
 * The whole agreement file. The document type, the JSON Schema, the reference in docs and every check of the shape
 * come from here; an unknown key is an error everywhere. What values mean is checked in check/.
 */
export const AgreementDocument = z.strictObject({
  plumbline: z.literal(1).describe('Format of this file: 1'),
  engagement: Slug.describe('The engagement it belongs to: a-z, 0-9 and -, 3 to 64 characters'),
  title: line(200).optional().describe('For people; default: the names of the parties'),
  parties: z
    .strictObject({
      client: PartyTerms.describe('Who asked for the software'),
      vendor: PartyTerms.describe('Who writes it'),
    })
    .describe('The two who agree'),
  time_zone: line(64).describe('IANA zone, such as America/New_York; calendar windows start at its midnights'),
  effective_from: LocalDate.describe(
    'In force from this day’s midnight, or from the second acceptance if that is later',
  ),
  stage: Stage.optional().describe('`build`, `launch` or `live`; shown, and objectives may name one'),
  review_by: LocalDate.optional().describe('When the two look at it again; overdue is shown to both'),
  calendar: Name.optional().describe('Opening hours for durations whose objective names none; default `24x7`'),
  calendars: z.record(Name, Calendar).optional().describe('Opening hours by name; `24x7` is built in'),
  services: z.record(ServiceName, Service).describe('What is measured: deployable things by name'),
  severities: Severities.optional().describe('What each severity of an incident means'),
  incidents: Incidents.optional().describe('How incidents are linked to deployments, and how their clocks run'),
  exempt: Exempt.optional().describe('How a change may pass although it should not; absent: never'),
  phases: z
    .array(Phase)
    .min(1, 'is empty; leave it out')
    .max(20, 'has more than 20 phases')
    .optional()
    .describe('Soften window and clock objectives at first; days run from the first version of the engagement'),
  objectives: z.record(Name, Objective).describe('What is agreed, by a short name that stays the same over versions'),
  consequences: Consequences.optional().describe('What credits are shares of'),
  disputes: Disputes.optional().describe('How a verdict is disputed'),
  escalation: z.array(EscalationStep).max(20, 'has more than 20 steps').optional().describe('Who is told, and when'),
  ...FREE_FORM,
})

/** An agreement as it was written: nothing filled in. */
export type AgreementDocument = z.infer<typeof AgreementDocument>
export type ObjectiveDocument = AgreementDocument['objectives'][string]
