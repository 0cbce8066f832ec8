import type { Category } from './findings.ts'

/**
 * Tools that look for one kind of thing and whose logs may not say so: many give no tags, and a clean scan has neither
 * results nor rules to tell by. Words of their names, in lower case. Tools that look for several (CodeQL, Semgrep) tag
 * their rules, and are not here.
 */
const SECRETS = ['secrets?', 'gitleaks', 'trufflehog', 'ggshield', 'gitguardian', 'nosey ?parker', 'whispers']
const SECURITY = [
  'anchore',
  'bandit',
  'brakeman',
  'checkmarx',
  'checkov',
  'clair',
  'dependency-check',
  'devskim',
  'docker scout',
  'fortify',
  'gosec',
  'govulncheck',
  'grype',
  'horusec',
  'kics',
  'njsscan',
  'osv-scanner',
  'security',
  'snyk',
  'terrascan',
  'tfsec',
  'trivy',
  'veracode',
  'zap',
  'zizmor',
]

const wordOf = (names: string[]) => new RegExp(`(?:^|[^a-z0-9])(?:${names.join('|')})(?:[^a-z0-9]|$)`)
const SECRETS_WORD = wordOf(SECRETS)
const SECURITY_WORD = wordOf(SECURITY)

/** What a tool is for by its name, where the name says it. */
export const categoryOfTool = (tool: string): Category | undefined => {
  const name = tool.toLowerCase()
  if (SECRETS_WORD.test(name)) return 'secrets'
  return SECURITY_WORD.test(name) ? 'security' : undefined
}
