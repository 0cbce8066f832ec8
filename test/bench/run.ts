// Prints both raw figures of every ratio. Nothing here fails on time: the machines are shared.
import { rmSync } from 'node:fs'
import { capacityReport } from '../../packages/store/src/testing/bench.ts'
import { actionReport } from './action.ts'
import { backtestReport } from './backtest.ts'
import { lambdaReport } from './lambda.ts'
import { objectivesReport } from './objectives.ts'
import { restartReport, startReport } from './processes.ts'
import { reportsReport } from './reports.ts'
import { historyReport, requestReport } from './requests.ts'
import { tickReport } from './tick.ts'
import { openWorld } from './world.ts'
import { writerReport } from './writers.ts'

const history = async (): Promise<string[]> => {
  const world = await openWorld()
  try {
    const lines = await historyReport(world)
    await world.stop('keep')
    return [...lines, ...(await restartReport(world.dataDir, 100_000))]
  } finally {
    rmSync(world.dataDir, { recursive: true, force: true })
  }
}

const SECTIONS: Record<string, () => Promise<string[]> | string[]> = {
  capacity: capacityReport,
  requests: requestReport,
  writers: writerReport,
  history,
  objectives: objectivesReport,
  backtest: backtestReport,
  tick: tickReport,
  reports: reportsReport,
  start: startReport,
  lambda: lambdaReport,
  action: actionReport,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(SECTIONS, name))
if (unknown.length > 0) {
  process.stderr.write(`no section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}\n`)
  process.exit(2)
}
for (const [name, section] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`\n${name}\n`)
  for (const row of await section()) process.stdout.write(`  ${row}\n`)
}
