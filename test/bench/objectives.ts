import { DAY, formatInstant } from '@plumbline/core'
import { interleaved, line, ms } from './measure.ts'
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
/**
 * The first thousand fill all that decides: 90 days, two such windows before that small samples are pooled with, and
 * the 90 days behind these in which a recovery may have begun. All others lie behind them.
 */
const [LOOKED_AT, BEHIND] = [365, 100]
const ROUNDS = 30

const worldOf = async (size: number) => {
  const world = await openWorld(agreementOfMany())
  const first = Math.min(size, SIZES[0] ?? 0)
  await recordMixed(world, 0, first, first / LOOKED_AT)
  if (size > first) await recordMixed(world, first, size, BEHIND, LOOKED_AT)
  return world
}

/** A gate with 40 objectives over up to 90 days, as the history behind them grows; both of a line are asked in turn. */
export const objectivesReport = async (): Promise<string[]> => {
  const worlds: World[] = []
  try {
    for (const size of SIZES) worlds.push(await worldOf(size))
    const [smallest, ...larger] = worlds
    if (!smallest) return []
    let run = 0
    const gate = (world: World) => async () => {
      await (await world.post('/gate', gateBody(4_000_000 + run++, NOW))).text()
    }
    const lines: string[] = []
    for (const [i, world] of larger.entries()) {
      // Whoever is asked first pays for what both have to load.
      await interleaved(2, gate(world), gate(smallest))
      const { candidateMs, baselineMs, ratio } = await interleaved(ROUNDS, gate(world), gate(smallest))
      const behind = (SIZES[i + 1] ?? 0).toLocaleString('en')
      lines.push(line(`40 objectives, ${behind} events behind them`, ms(candidateMs), ms(baselineMs), ratio))
    }
    return lines
  } finally {
    for (const world of worlds) await world.stop()
  }
}
