import type { Evaluation, Note } from '@plumbline/core'

/** The mistake for which nobody could judge by what the change makes of the agreement; undefined where it makes none. */
export const invalidEdit = ({ notes }: Pick<Evaluation, 'notes'>): Note | undefined =>
  notes.find(({ code }) => code === 'agreement_edit_invalid')
