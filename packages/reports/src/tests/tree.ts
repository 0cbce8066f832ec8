import { isFailing, type Outcome, type Results } from './results.ts'

type Node = { outcome: Outcome; name: string | undefined; isTest: boolean; tests: number; failing: number }

/**
 * Tests and suites inside one another, each with a result of its own. The most detailed account wins: what holds other
 * tests is their sum and counts for nothing itself, but if it failed and nothing in it did (a teardown, a host that
 * crashed), that is an error that belongs to no test and must not be lost.
 */
export const createTree = (results: Results) => {
  const open: Node[] = []
  const { counts } = results
  const failing = () => counts.failures + counts.errors
  return {
    /** `isTest`: counts where nothing is inside it. */
    open: (isTest: boolean, outcome: Outcome, name: string | undefined) => {
      open.push({ outcome, name, isTest, tests: counts.tests, failing: failing() })
    },
    close: () => {
      const node = open.pop()
      if (!node) return
      if (node.isTest && node.tests === counts.tests) results.add(node.outcome, node.name)
      else if (isFailing(node.outcome) && node.failing === failing()) results.add('error', node.name)
    },
  }
}
