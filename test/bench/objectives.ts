import { DAY, formatInstant } from '@plumbline/core'
import { line, median, ms } from './measure.ts'
import {
  admitted,
  deploymentEvent,
  ENGAGEMENT,
  gateBody,
  NOW,
  openWorld,
  SERVICE,
  sender,
  type World,
} from './world.ts'

/** Ten indicators over four windows of up to 90 days each. */
const WINDOWS = ['calendar month', 'calendar week', 'rolling 30d', 'rolling 90d']
const ASKED: Record<string, string> = {
  'change-fail-rate': '<= 15%',
  'deployment-frequency': '>= 1/day',
  'failed-deployment-recovery-time': '<= 8h',
  'deployment-rework-rate': '<= 20%',
  'lead-time-for-changes': '<= 48h',
  'time-to-acknowledge': '<= 1h',
  'time-to-resolve': '<= 24h',
  'time-to-restore': '<= 24h',
  'code-review-turnaround': '<= 24h',
  availability: '>= 99%',
}

const objectives = (stricter: boolean) =>
  Object.entries(ASKED)
    .flatMap(([indicator, asked]) =>
      WINDOWS.map((window) => {
        const target = stricter ? asked.replace(/\d+/, (digits) => String(Math.max(1, Number(digits) - 1))) : asked
        const name = `${indicator}-${window.replaceAll(' ', '-')}`
        return `  ${name}: { indicator: ${indicator}, target: "${target}", window: ${window}, enforcement: warn }`
      }),
    )
    .join('\n')

/** 40 objectives. */
export const agreementOfMany = (stricter = false) => `plumbline: 1
engagement: ${ENGAGEMENT}
parties: { client: { name: Acme Corp }, vendor: { name: Northwind Software } }
time_zone: UTC
effective_from: 2005-01-01
services: { ${SERVICE}: { repositories: [acme/checkout-api], production: [production] } }
severities: { sev1: { means: "Down" }, sev2: { means: "Works badly" } }
objectives:
${objectives(stricter)}
`

const incidentEvents = (n: number, at: number) =>
  (['detected', 'acknowledged', 'resolved'] as const).map((action, step) => {
    const time = formatInstant(at + step * 1_800_000)
    return admitted({
      type: 'incident',
      id: `i${n}-${action}`,
      source: 'pager',
      time,
      service: SERVICE,
      data: { incident_id: `i${n}`, severity: n % 2 === 0 ? 'sev1' : 'sev2', action, at: time },
    })
  })

/** Mostly deployments, an incident of three events with every fiftieth, evenly over `days` back from now. */
export const recordMixed = async ({ engagement }: World, from: number, to: number, perDay: number, daysAgo = 0) => {
  for (let n = from; n < to; n += 50) {
    const at = (i: number) => NOW - daysAgo * DAY - ((n - from + i + 1) * DAY) / perDay
    const deployments = Array.from({ length: Math.min(47, to - n) }, (_, i) => admitted(deploymentEvent(n + i, at(i))))
    await engagement.record([...deployments, ...incidentEvents(n, at(47))], sender)
  }
}

const SIZES = [1_000, 10_000, 100_000]
/** The first thousand fill the 90 days and what small samples are pooled with; all others lie behind them. */
const [PER_DAY, LOOKED_AT, BEHIND] = [1_000 / 300, 300, 100]
const ROUNDS = 30

/** A gate with 40 objectives over up to 90 days, as the history behind them grows. */
export const objectivesReport = async (): Promise<string[]> => {
  const world = await openWorld(agreementOfMany())
  try {
    const lines: string[] = []
    let [recorded, smallest, run] = [0, Number.NaN, 0]
    for (const size of SIZES) {
      if (recorded === 0) await recordMixed(world, 0, size, PER_DAY)
      else await recordMixed(world, recorded, size, BEHIND, LOOKED_AT + recorded / BEHIND)
      recorded = size
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const began = performance.now()
        await (await world.post('/gate', gateBody(4_000_000 + run++, NOW))).text()
        times.push(performance.now() - began)
      }
      const time = median(times)
      if (Number.isNaN(smallest)) smallest = time
      const name = `40 objectives, ${size.toLocaleString('en')} events behind them`
      lines.push(line(name, ms(time), ms(smallest), time / smallest))
    }
    return lines
  } finally {
    await world.stop()
  }
}
