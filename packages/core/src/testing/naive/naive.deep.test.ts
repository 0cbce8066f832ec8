import { test } from 'vitest'
import { bothJudgeAlike } from './property.ts'

test('rule 12: a second implementation judges 20,000 histories alike', () => bothJudgeAlike(20_000))
