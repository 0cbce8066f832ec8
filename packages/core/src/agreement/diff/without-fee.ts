import type { Difference } from './difference.ts'

const FEE = '/consequences/monthly_fee'

/** For who may not see money: that the fee is another one is told, and not what it is. */
export const withoutFee = (differences: readonly Difference[]): Difference[] =>
  differences.map((difference) =>
    difference.path === FEE
      ? {
          ...difference,
          before: null,
          after: null,
          sentence: `Money: monthly fee ${difference.kind}; what it is takes a key with finance:read.`,
        }
      : difference,
  )
