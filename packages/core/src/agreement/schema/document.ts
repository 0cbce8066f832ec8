import * as z from 'zod/mini'
import { Calendar } from './calendar.ts'
import { Incidents, Objective, Stage } from './objective.ts'
import { Consequences, Disputes, EscalationStep, Exempt, FREE_FORM, Phase, Severities } from './operations.ts'
import { described, LocalDate, line, Name, optional, Repository, ServiceName, Slug } from './text.ts'

const PartyTerms = z.strictObject({ name: described(line(100), 'As the contract names it') })

export const Service = z.strictObject({
  repositories: optional(
    z.array(Repository).check(z.maxLength(100, 'has more than 100 repositories')),
    'Where its code lives, as owner/name',
  ),
  production: optional(
    z
      .array(ServiceName)
      .check(
        z.minLength(1, 'is empty; leave it out for `production`'),
        z.maxLength(20, 'has more than 20 environments'),
      ),
    'Environments that count as production; default `[production]`',
  ),
})

/**
 * The whole agreement file. The document type, the JSON Schema, the reference in docs and every check of the shape
 * come from here; an unknown key is an error everywhere. What values mean is checked in check/.
 */
export const AgreementDocument = z.strictObject({
  plumbline: described(z.literal(1), 'Format of this file: 1'),
  engagement: described(Slug, 'The engagement it belongs to: a-z, 0-9 and -, 3 to 64 characters'),
  title: optional(line(200), 'For people; default: the names of the parties'),
  parties: described(
    z.strictObject({
      client: described(PartyTerms, 'Who asked for the software'),
      vendor: described(PartyTerms, 'Who writes it'),
    }),
    'The two who agree',
  ),
  time_zone: described(line(64), 'IANA zone, such as America/New_York; calendar windows start at its midnights'),
  effective_from: described(
    LocalDate,
    'In force from this day’s midnight, or from the second acceptance if that is later',
  ),
  stage: optional(Stage, '`build`, `launch` or `live`; shown, and objectives may name one'),
  review_by: optional(LocalDate, 'When the two look at it again; overdue is shown to both'),
  calendar: optional(Name, 'Opening hours for durations whose objective names none; default `24x7`'),
  calendars: optional(z.record(Name, Calendar), 'Opening hours by name; `24x7` is built in'),
  services: described(z.record(ServiceName, Service), 'What is measured: deployable things by name'),
  severities: optional(Severities, 'What each severity of an incident means'),
  incidents: optional(Incidents, 'How incidents are linked to deployments, and how their clocks run'),
  exempt: optional(Exempt, 'How a change may pass although it should not; absent: never'),
  phases: optional(
    z.array(Phase).check(z.minLength(1, 'is empty; leave it out'), z.maxLength(20, 'has more than 20 phases')),
    'Soften window and clock objectives at first; days run from the first version of the engagement',
  ),
  objectives: described(z.record(Name, Objective), 'What is agreed, by a short name that stays the same over versions'),
  consequences: optional(Consequences, 'What credits are shares of'),
  disputes: optional(Disputes, 'How a verdict is disputed'),
  escalation: optional(
    z.array(EscalationStep).check(z.maxLength(20, 'has more than 20 steps')),
    'Who is told, and when',
  ),
  ...FREE_FORM,
})

/** An agreement as it was written: nothing filled in. */
export type AgreementDocument = z.infer<typeof AgreementDocument>
export type ObjectiveDocument = AgreementDocument['objectives'][string]
