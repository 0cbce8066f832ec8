import { test } from 'vitest'
import { bothCreditAlike, bothJudgeAlike } from './property.ts'

test('rule 12: a second implementation judges 20,000 histories alike', () => bothJudgeAlike(20_000))
test('a second implementation credits 20,000 accounts alike', () => bothCreditAlike(20_000))
