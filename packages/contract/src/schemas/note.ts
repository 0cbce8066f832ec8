import * as z from 'zod'

export const ReliefView = z
  .object({
    objectives: z.array(z.string()).describe('Those that would have blocked it'),
    rolls_back: z
      .exactOptional(z.object({ deployment: z.string(), known: z.boolean() }))
      .describe('`known`: somebody has reported that deployment of this service'),
    fixes_incident: z
      .exactOptional(z.object({ incident: z.string(), state: z.enum(['open', 'ended', 'unknown']) }))
      .describe('What was known of the incident then'),
  })
  .describe(
    'A deployment passed a block because of what it says it undoes or fixes; an entry of the ledger tells it too',
  )
  .meta({ id: 'Relief' })

const note = <Code extends string>(code: Code) => z.object({ code: z.literal(code), detail: z.string() })

export const Note = z.discriminatedUnion('code', [
  note('no_agreement_in_force'),
  note('agreement_edited'),
  note('agreement_edit_invalid'),
  note('first_introduction'),
  note('service_not_in_agreement'),
  note('no_server'),
  note('reports'),
  note('uploads'),
  note('carried_forward'),
  note('foreign_run'),
  note('unknown_rollback'),
  note('unknown_incident'),
  note('ended_incident'),
  note('sources_not_told_apart'),
])
