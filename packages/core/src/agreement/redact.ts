import type { AgreementDocument } from './schema/document.ts'

/** Where the file names an amount of money; tiers, caps and bonuses are shares, and no money without it. */
const FEE = '/consequences/monthly_fee'

/** Pointers to what a document says that only those who may see money get to see. */
export const amountsIn = ({ consequences }: AgreementDocument): string[] =>
  consequences?.monthly_fee === undefined ? [] : [FEE]

/** The same document without its amounts: its hash is no longer the agreement’s. */
export const withoutAmounts = (document: AgreementDocument): AgreementDocument => {
  if (document.consequences === undefined) return document
  const { monthly_fee: _, ...consequences } = document.consequences
  return { ...document, consequences }
}
