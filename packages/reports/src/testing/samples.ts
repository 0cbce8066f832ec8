import type { SupportedFormat } from '../formats.ts'
import { COVERAGE_SAMPLES } from './samples-coverage.ts'
import { TEST_SAMPLES } from './samples-tests.ts'

/** A file, and what `summarise` makes of it besides its format. */
export type Sample = { text: string; says: Record<string, unknown> }

/** The smallest file of each format that has something of everything the format carries, in the shape its tool writes. */
export const SAMPLES: Record<SupportedFormat, Sample> = {
  ...COVERAGE_SAMPLES,
  ...TEST_SAMPLES,
  sarif: {
    text: JSON.stringify({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'Scanner',
              rules: [
                {
                  id: 'js/sql',
                  properties: { 'security-severity': '9.8', tags: ['security', 'external/cwe/cwe-089'] },
                },
                { id: 'js/unused', defaultConfiguration: { level: 'note' } },
              ],
            },
          },
          results: [
            { ruleId: 'js/sql', ruleIndex: 0, level: 'error', message: { text: 'm' } },
            { ruleId: 'js/unused', ruleIndex: 1, message: { text: 'm' } },
            { ruleId: 'js/unused', ruleIndex: 1, message: { text: 'm' }, suppressions: [{ kind: 'inSource' }] },
          ],
        },
      ],
    }),
    says: {
      findings: [
        { tool: 'Scanner', category: 'quality', by_severity: { critical: 0, high: 0, medium: 0, low: 1 } },
        { tool: 'Scanner', category: 'security', by_severity: { critical: 1, high: 0, medium: 0, low: 0 } },
      ],
    },
  },
}
