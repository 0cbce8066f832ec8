// A process that reads all reports below a folder, unites them unless told only to read; prints what that took as JSON.
import { readFileSync } from 'node:fs'
import { findFiles, measureChange, openRepository } from '../../packages/client/src/change/index.ts'

const [folder = '', mode] = process.argv.slice(2)
const globs = ['packages/**/lcov.info']
const repository = await openRepository(folder, null)
const began = performance.now()
if (mode === 'unite') {
  const { events } = await measureChange({
    cwd: folder,
    repository,
    reports: globs,
    service: 'bench',
    source: 'bench',
    at: 0,
  })
  if (events.length !== 1) throw new Error(`expected one event, found ${events.length}`)
} else {
  const { files } = await findFiles(globs, folder)
  for (const file of files) readFileSync(file)
}
process.stdout.write(JSON.stringify({ ms: performance.now() - began, peakMb: process.resourceUsage().maxRSS / 1024 }))
