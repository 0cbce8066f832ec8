import { type Check, ok, skipped, warning } from '../check.ts'
import type { Facts } from '../facts.ts'

const MOST_NAMED = 3

export const reportChecks = ({ reports: { read, unreadable, more } }: Facts): Check[] => {
  const [broken] = unreadable
  const names = read.slice(0, MOST_NAMED).map(({ file, format }) => `${file} (${format})`)
  const left = read.length - names.length + more
  const found =
    read.length === 0
      ? skipped(
          'reports',
          'no coverage or test report is here yet',
          'run the tests so that they write one, e.g. coverage/lcov.info and junit.xml',
        )
      : ok('reports', `${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`)
  if (!broken) return [found]
  const others = unreadable.length > 1 ? ` (and ${unreadable.length - 1} more)` : ''
  return [
    ...(read.length > 0 ? [found] : []),
    warning(
      'unreadable-report',
      `${broken.file}${others}: ${broken.message}`,
      `plumbline ingest --dry-run ${broken.file}`,
    ),
  ]
}
