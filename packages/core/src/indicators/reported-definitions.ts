import type { IndicatorInfo } from './indicator.ts'

type Definition = Pick<IndicatorInfo, 'source' | 'example'>

/** What the parties say they measure when they use one of these names; nobody else can check it. */
const DEFINITIONS: Record<string, Definition> = {
  'reported:feature-adoption': {
    source: 'Users of a feature / users it is meant for, a stated number of days after its release',
    example: '300 of 1,200 eligible users after 30 days: 25 %',
  },
  'reported:revenue-per-feature': {
    source: 'Revenue that a stated method gives to a feature, and who says so',
    example: '12,000 USD of a month by last-touch attribution: 12,000 USD',
  },
  'reported:churn-impact': {
    source: 'Churn after minus churn before, over equal times',
    example: '4.1 % of customers left in the quarter before, 3.6 % in the one after: −0.5 pp',
  },
  'reported:retention-rate': {
    source: 'Customers at the end who were there at the start / customers at the start',
    example: '930 of 1,000 customers stayed: 93 %',
  },
  'reported:csat': {
    source: 'Answers of the two best grades / answers',
    example: '164 of 200 answered 4 or 5: 82 %',
  },
  'reported:nps': {
    source: 'Share of promoters (9, 10) minus share of detractors (0 to 6), in points',
    example: '55 % promoters and 20 % detractors: 35 points',
  },
  'reported:partner-satisfaction': {
    source: 'The same question asked on both sides, answers of the two best grades / answers',
    example: '18 of 24 people of both sides: 75 %',
  },
  'reported:time-to-value': {
    source: 'From a user’s beginning to the first result that counts for them',
    example: 'signed up at 9:00, first order at 15:00: 6 h',
  },
  'reported:time-to-market': {
    source: 'From the decision for a feature to its release to everybody',
    example: 'decided on 1 June, released on 15 July: 1,056 h',
  },
  'reported:product-iterations': {
    source: 'Versions that users were given and that were changed by what they said',
    example: '2 in one half of the month and 1 in the other: 3',
  },
  'reported:team-stability': {
    source: 'People of the team at the start who are still there at the end / people at the start',
    example: '9 of 10 people stayed: 90 %',
  },
  'reported:ramp-up-time': {
    source: 'From joining the team to the first change that was merged without help',
    example: 'joined on a Monday, first own change on the Friday after: 96 h',
  },
}

const OWN: Definition = {
  source: 'Whoever reports it; marked as self-reported, with who did',
  example: 'two reports of 40 and 60 with 100 and 300 samples: 55',
}

export const reportedDefinition = (key: string): Definition => DEFINITIONS[key] ?? OWN
