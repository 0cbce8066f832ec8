import { writeFileSync } from 'node:fs'
import { openApiText } from './openapi.ts'

// Run after a change of the contract: `pnpm --filter @plumbline/api run openapi`.
writeFileSync(new URL('../../../openapi.json', import.meta.url), await openApiText())
