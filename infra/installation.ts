import { createAlarms } from './alarms.ts'
import { createApi } from './api.ts'
import { buildFunctions } from './bundle.ts'
import { createSecrets } from './secrets.ts'
import { readSettings } from './settings.ts'
import { isPermanent } from './stage.ts'
import { createSweeper } from './sweeper.ts'
import { createTable } from './table.ts'
import { createTick } from './tick.ts'

/** Everything in a stage; answers what whoever deployed it needs next. */
export const declare = () => {
  const { stage } = $app
  const settings = readSettings()
  buildFunctions()
  const table = createTable(stage, settings.restoredTable)
  const api = createApi(stage, table, createSecrets(), settings)
  const sweeper = createSweeper(stage, table)
  const tick = createTick(stage, table)
  if (isPermanent(stage))
    createAlarms(stage, { functions: { api, sweeper: sweeper.fn, tick }, sweeper, table }, settings.alarmEmail)
  return { url: api.url, table: table.name }
}
