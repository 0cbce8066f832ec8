import { expect, it } from 'vitest'
import { parseReport } from '../parse-report.ts'
import { generateJacoco, generateLcov } from './generate.ts'

it('makes the same bytes of the same seed, and others of another', () => {
  for (const generate of [generateLcov, generateJacoco]) {
    const size = { files: 3, linesPerFile: 50 }
    expect(generate({ ...size, seed: 7 })).toEqual(generate({ ...size, seed: 7 }))
    expect(generate({ ...size, seed: 7 })).not.toEqual(generate({ ...size, seed: 8 }))
  }
})

it('makes reports that are read, with as many files and lines as asked for', async () => {
  for (const generate of [generateLcov, generateJacoco]) {
    const result = await parseReport(generate({ files: 40, linesPerFile: 120 }))
    expect(result).toMatchObject({ ok: true, report: { totals: { lines: { total: 4800 } } } })
    if (result.ok && result.report.kind === 'coverage') expect(result.report.files).toHaveLength(40)
  }
})
