import { toJSONSchema } from 'zod/v4/core'
import { AgreementDocument } from './schema/document.ts'

/** The schema of the agreement file as JSON Schema draft-07, which editors read. */
export const agreementJsonSchema = (): Record<string, unknown> => ({
  ...toJSONSchema(AgreementDocument, { target: 'draft-7', io: 'input' }),
  title: 'Plumbline agreement',
})
