import type { Ratio } from '../number/ratio.ts'

/*
 * Money is whole minor units of one currency: cents, or yen where a currency has none. A fee is at most
 * Number.MAX_SAFE_INTEGER and nothing that is owed for a month is more than its fee, so that numbers are exact.
 */

const HUNDRED = 100n

/** ISO 4217 for “no currency”: what amounts are told in where an agreement names none. */
export const NO_CURRENCY = 'XXX'

/** A share of an amount in minor units, `percent` in per cent: exact, then rounded half up to the minor unit. */
export const shareOf = (amount: number, percent: Ratio): number => {
  const [num, den] = [BigInt(amount) * percent.num, HUNDRED * percent.den]
  return Number((2n * num + den) / (2n * den))
}

/** The most a share may come to: cut to the minor unit, so that what is owed is never above what was agreed. */
export const mostOf = (amount: number, percent: Ratio): number =>
  Number((BigInt(amount) * percent.num) / (HUNDRED * percent.den))

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0

/** As people read it: `40,000.00 USD`, `−120 JPY`. */
export const moneyText = (minor: number, currency: string): string => {
  const digits = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',')
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`
  return `${minor < 0 ? '−' : ''}${whole}${fraction} ${currency}`
}
