import { byText } from '../coverage/path.ts'

export const CATEGORIES = ['security', 'quality', 'secrets'] as const
export type Category = (typeof CATEGORIES)[number]

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof SEVERITIES)[number]
export type BySeverity = Record<Severity, number>

/** What one tool found of one category. All zeros is "looked, and found nothing". */
export type ToolFindings = { tool: string; category: Category; bySeverity: BySeverity }

/** Sorted by tool and category, one entry for each pair. */
export type Findings = readonly ToolFindings[]

const none = (): BySeverity => ({ critical: 0, high: 0, medium: 0, low: 0 })

/** Counts findings by tool and category. */
export const createFindings = () => {
  const entries = new Map<string, ToolFindings>()
  const entry = (tool: string, category: Category): ToolFindings => {
    const key = `${category} ${tool}`
    const known = entries.get(key)
    if (known) return known
    const made = { tool, category, bySeverity: none() }
    entries.set(key, made)
    return made
  }
  return {
    /** The tool looked for this category, whatever it found. */
    looked: (tool: string, category: Category) => {
      entry(tool, category)
    },
    add: (tool: string, category: Category, severity: Severity, count = 1) => {
      entry(tool, category).bySeverity[severity] += count
    },
    finish: (): Findings =>
      [...entries.values()].sort((a, b) => byText(a.tool, b.tool) || byText(a.category, b.category)),
  }
}
