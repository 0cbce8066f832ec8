import type { AgreementDocument } from '../schema/document.ts'

/**
 * A document of which every value that is there has its right shape, but anything may be missing: what the schema
 * refused has been taken out, so that the rest can still be checked and all mistakes be told at once.
 */
export type Loose<T> = unknown extends T
  ? T
  : T extends readonly (infer Item)[]
    ? Loose<Item>[]
    : T extends object
      ? { [Key in keyof T]?: Loose<T[Key]> | undefined }
      : T

export type LooseDocument = Loose<AgreementDocument>
export type LooseObjective = Loose<AgreementDocument['objectives'][string]>
