import { parseDecimal, type Ratio } from '../number/ratio.ts'
import { DEFAULT_CREDIT_CAP } from './defaults.ts'
import type { IndicatorName } from './indicator-names.ts'
import type { AgreementDocument, ObjectiveDocument } from './schema/document.ts'
import { type Measured, parseThreshold } from './target.ts'
import type { Consequences, MoneyTier, ObjectiveMoney } from './terms.ts'

/** A share as it is written, `5%` or `12.5 %`, in per cent; null where it is none. */
export const percentOf = (text: string): Ratio | null => parseDecimal(text.replace(/\s?%$/, ''))

/** What has been checked. */
const share = (text: string): Ratio => {
  const read = percentOf(text)
  if (read) return read
  throw new TypeError(`not an accepted agreement: ${JSON.stringify(text)} is no percentage`)
}

const threshold = (text: string, indicator: IndicatorName): Measured => {
  const read = parseThreshold(text, indicator)
  if (read.ok) return read.value
  throw new TypeError(`not an accepted agreement: ${JSON.stringify(text)} is no threshold`)
}

const tier = (from: string, to: string, indicator: IndicatorName): MoneyTier => ({
  threshold: { ...threshold(from, indicator), text: from.trim() },
  share: share(to),
  shareText: to.trim(),
})

/** What an objective says about money; null where it says nothing. */
export const resolveMoney = (written: ObjectiveDocument, indicator: IndicatorName): ObjectiveMoney | null => {
  const { credits, bonuses, chronic_below: below } = written
  if (credits === undefined && bonuses === undefined && below === undefined) return null
  return {
    credits: (credits ?? []).map(({ worse_than, credit }) => tier(worse_than, credit, indicator)),
    bonuses: (bonuses ?? []).map(({ better_than, bonus }) => tier(better_than, bonus, indicator)),
    chronicBelow: below === undefined ? null : { ...threshold(below, indicator), text: below.trim() },
  }
}

export const resolveConsequences = (written: NonNullable<AgreementDocument['consequences']>): Consequences => ({
  currency: written.currency,
  monthlyFee: written.monthly_fee ?? null,
  creditCap: share(written.credit_cap ?? DEFAULT_CREDIT_CAP),
  chronic: written.chronic ?? null,
})
