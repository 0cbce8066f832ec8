import { describe, expect, test } from 'vitest'
import { errorsOf, type ObjectiveCase, PATCH, RATE, withObjective } from '../testing/texts.ts'

const credits = (tiers: string, ...more: string[]): string[] => [...RATE, ...more, `credits: [${tiers}]`]
const FEE = 'consequences: { currency: USD, monthly_fee: 4000000 }\n'
const FIVE = '{ worse_than: "15%", credit: "5%" }'

describe('money', () => {
  test.each<ObjectiveCase>([
    { why: 'tiers may begin at the target', lines: credits(`${FIVE}, { worse_than: "30%", credit: "10%" }`), told: [] },
    {
      why: 'not where it is still met',
      lines: credits('{ worse_than: "10%", credit: "5%" }'),
      told: ['12:29 error worse than "10%" begins where the target "<= 15%" is still met'],
    },
    {
      why: 'further out is worth more',
      lines: credits(`${FIVE}, { worse_than: "30%", credit: "4%" }`),
      told: ['12:66 error beyond "30%" the credit is 4%, not more than 5% beyond "15%"'],
    },
    {
      why: 'no tier twice',
      lines: credits(`${FIVE}, { worse_than: "15.0%", credit: "6%" }`),
      told: ['12:66 error "15.0%" stands here a second time'],
    },
    {
      why: 'what the client owes carries none',
      lines: credits(FIVE, 'owed_by: client'),
      told: ['13:5 error credits are only for what the vendor owes; this is owed by client'],
    },
    {
      why: 'nor what both owe',
      lines: credits(FIVE, 'owed_by: both'),
      told: ['13:5 error credits are only for what the vendor owes; this is owed by both'],
    },
    {
      why: 'no credits on rolling windows',
      lines: [...RATE.slice(0, 2), 'window: rolling 30d', `credits: [${FIVE}]`],
      told: ['12:5 error credits are only for calendar months and quarters, not for "rolling 30d"'],
    },
    {
      why: 'nor on weeks',
      lines: [...RATE.slice(0, 2), 'window: calendar week', `credits: [${FIVE}]`],
      told: ['12:5 error credits are only for calendar months and quarters, not for "calendar week"'],
    },
    {
      why: 'nor on changes',
      lines: [...PATCH, 'credits: [{ worse_than: "80%", credit: "5%" }]'],
      told: ['11:5 error credits are only for calendar months and quarters; this is judged on each change'],
    },
    {
      why: 'nor on what is only observed',
      lines: credits(FIVE, 'enforcement: observe'),
      told: ['13:5 error what is only observed carries no credit; use warn or block'],
    },
    {
      why: 'nor on speed',
      lines: [
        'indicator: lead-time-for-changes',
        'target: "<= 24h"',
        'window: calendar month',
        'credits: [{ worse_than: "48h", credit: "5%" }]',
      ],
      told: ['12:5 error lead-time-for-changes measures speed, and speed alone carries no credit'],
    },
    {
      why: 'a threshold has no sign',
      lines: credits('{ worse_than: "> 15%", credit: "5%" }'),
      told: ['12:29 error "> 15%": a threshold has no sign; write "15%"'],
    },
    {
      why: 'and the unit of its indicator',
      lines: credits('{ worse_than: "15", credit: "5%" }'),
      told: ['12:29 error 15 has no unit; change-fail-rate is measured in %, so write "15%"'],
    },
    {
      why: 'a credit of nothing is none',
      lines: credits('{ worse_than: "15%", credit: "0%" }'),
      told: ['12:44 error 0% of a fee; it has to be above 0 % and at most 100 %'],
    },
    {
      why: 'a credit is a share',
      lines: credits('{ worse_than: "15%", credit: 500 USD }'),
      told: ['12:44 error credit: "500 USD" is no percentage; write it as "5%"'],
    },
    {
      why: 'a band has no worse side',
      lines: [
        'indicator: budget-burn',
        'target: 70%..85%',
        'window: calendar month',
        'credits: [{ worse_than: "90%", credit: "5%" }]',
      ],
      told: ['12:5 error worse_than needs a target with one better side, not "70%..85%"'],
    },
    {
      why: 'a bonus is on the better side',
      lines: [...RATE, 'bonuses: [{ better_than: "20%", bonus: "5%" }]'],
      told: ['12:30 error better than "20%" begins where the target "<= 15%" is not yet met'],
    },
    {
      why: 'and further out is worth more',
      lines: [...RATE, 'bonuses: [{ better_than: "10%", bonus: "2%" }, { better_than: "5%", bonus: "1%" }]'],
      told: ['12:67 error beyond "5%" the bonus is 1%, not more than 2% beyond "10%"'],
    },
  ])('$why', ({ lines, told }) => expect(errorsOf(withObjective(...lines) + FEE)).toEqual(told))
})
