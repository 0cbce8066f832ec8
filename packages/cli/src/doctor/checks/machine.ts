import { type Check, ok, problem, skipped, warning } from '../check.ts'
import type { Facts } from '../facts.ts'

/** Node 24.5, and 22.21 of the line before, send requests through a proxy. */
const knowsProxies = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21)
}

const HIDDEN = /\/\/[^/@]*@/

const proxyCheck = ({ machine: { proxy, node } }: Facts): Check => {
  if (proxy === null) return skipped('proxy', 'no proxy is named; HTTPS_PROXY names one')
  const named = Object.entries(proxy).map(([name, value]) => `${name}=${value.replace(HIDDEN, '//…@')}`)
  return knowsProxies(node)
    ? ok('proxy', `${named.join(', ')} is used`)
    : problem('proxy', `${named.join(', ')} is not used by Node ${node}`, 'install Node 24.5 or newer')
}

export const machineChecks = (facts: Facts): Check[] => [
  // An older Node was refused before this ran.
  ok('node', `Node ${facts.machine.node}`),
  facts.machine.git === null
    ? warning('git', 'git can’t be run, so added lines are not compared', 'install git')
    : ok('git', facts.machine.git),
  proxyCheck(facts),
]
