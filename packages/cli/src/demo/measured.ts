import { type EventOf, formatInstant, MINUTE } from '@plumbline/core'
import { CLOSES, type Day, diceFor, headOf } from './calendar.ts'
import type { Character } from './services.ts'

/** What the default branch measures after a day's merges. */
export const measuredOn = (
  service: Character,
  day: Day,
  before: Day | null,
): [EventOf<'coverage'>, EventOf<'test_run'>] => {
  const dice = diceFor(service, day, 'measured')
  const total = Math.round(service.lines(day.progress))
  const covered = Math.round(total * (service.coverage(day.progress) + (dice.next() - 0.5) * 0.004))
  const added = dice.between(20, 160)
  const share = dice.chance(service.thinTests) ? 0.5 + dice.next() * 0.2 : 0.86 + dice.next() * 0.14
  const ran = Math.round(added * share)
  const sha = headOf(service, day)
  const envelope = {
    source: `github.com/${service.repository}/actions`,
    time: formatInstant(day.start + CLOSES + 20 * MINUTE),
    service: service.name,
  }
  const missed = Array.from({ length: added - ran }, (_, i) => 12 + i * 3)
  const uncovered =
    missed.length === 0 ? [] : [{ path: `src/${dice.pick(service.areas)}/change-${day.index}.ts`, lines: missed }]
  return [
    {
      type: 'coverage',
      id: `coverage-${service.name}-${day.index}`,
      ...envelope,
      data: {
        commit_sha: sha,
        ...(before === null ? {} : { base_sha: headOf(service, before) }),
        branch: 'main',
        lines: { covered, total },
        patch: { covered: ran, total: added, uncovered },
      },
    },
    {
      type: 'test_run',
      id: `tests-${service.name}-${day.index}`,
      ...envelope,
      data: {
        commit_sha: sha,
        tests: service.tests + day.index * 2,
        failures: dice.chance(0.01) ? 2 : 0,
        errors: 0,
        skipped: dice.between(0, 4),
      },
    },
  ]
}
