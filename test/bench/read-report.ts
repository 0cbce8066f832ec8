// A process that reads a report, and parses it unless told only to read; prints what that took as JSON.
import { readFileSync } from 'node:fs'
import { parseReport } from '@plumbline/reports'

const [file = '', mode] = process.argv.slice(2)
const began = performance.now()
const bytes = readFileSync(file)
const readMs = performance.now() - began
const parsing = performance.now()
const result = mode === 'parse' ? await parseReport(bytes) : null
const parseMs = performance.now() - parsing
if (result && !result.ok) throw new Error(result.problem.message)
process.stdout.write(JSON.stringify({ readMs, parseMs, peakMb: process.resourceUsage().maxRSS / 1024 }))
