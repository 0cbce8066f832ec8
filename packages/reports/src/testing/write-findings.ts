import { createRandom } from './generate.ts'

const LEVELS = ['error', 'warning', 'note'] as const

/** A SARIF log of so many results by 200 rules, half of them about security; the same for the same seed. */
export const sarifOf = (results: number, seed = 1): Iterable<string> => {
  const random = createRandom(seed)
  const rules = Array.from({ length: 200 }, (_, i) => ({
    id: `rule/${i}`,
    defaultConfiguration: { level: LEVELS[i % 3] },
    properties:
      i % 2 === 0 ? { tags: ['security'], 'security-severity': `${i % 10}.0` } : { tags: ['maintainability'] },
  }))
  const head = JSON.stringify({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Scanner', rules } }, results: [] }],
  })
  const [before = '', after = ''] = head.split('"results":[]')
  const each = Array.from({ length: results }, (_, i) => {
    const rule = random(200)
    const result = {
      ruleId: `rule/${rule}`,
      ruleIndex: rule,
      message: { text: 'This value comes from a request and reaches a query.' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: `src/module-${i % 500}.ts` }, region: { startLine: i % 900 } } },
      ],
    }
    return `${i === 0 ? '' : ','}${JSON.stringify(result)}`
  })
  return [before, '"results":[', ...each, ']', after]
}
