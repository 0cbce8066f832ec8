import { access, constants, readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { collectReports, findFiles } from '@plumbline/client/change'
import { formatMistake, parseAgreement } from '@plumbline/core'
import type { AgreementFacts, ReportFacts, ServeFacts, WorkflowFacts } from '../facts.ts'

const WORKFLOWS = '.github/workflows'
const OTHER_CI = [
  '.gitlab-ci.yml',
  'azure-pipelines.yml',
  'Jenkinsfile',
  '.circleci/config.yml',
  'bitbucket-pipelines.yml',
]

/** Where tools leave their reports unless told otherwise. */
const USUAL = `**/{${[
  ...['lcov.info', '*.lcov', 'coverage-final.json', 'clover.xml', 'cobertura*.xml', '*.cobertura.xml', 'coverage.xml'],
  ...['jacoco*.xml', 'coverage.out', 'cover.out', '.resultset.json', 'coverage.json', 'opencover.xml'],
  ...['junit*.xml', '*junit.xml', 'TEST-*.xml', '*.trx', 'TestResult.xml', '*.sarif'],
].join(',')}}`
const MOST_REPORTS = 20

const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)

export const gatherAgreement = async (cwd: string, file: string): Promise<AgreementFacts> => {
  let text: string
  try {
    text = await readFile(resolve(cwd, file), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { file, kind: 'missing' }
    return { file, kind: 'unreadable', detail: error instanceof Error ? error.message : String(error) }
  }
  const parsed = parseAgreement(text)
  if (!parsed.ok) {
    const [first] = parsed.errors
    const line = first ? (formatMistake(text, first, file).split('\n')[0] ?? '') : ''
    return { file, kind: 'invalid', mistakes: parsed.errors.length, first: line }
  }
  const { terms, hash, warnings } = parsed.value
  return {
    ...{ file, kind: 'valid', hash },
    engagement: terms.engagement,
    services: [...terms.services.keys()],
    warnings: warnings.length,
  }
}

export const gatherReports = async (cwd: string): Promise<ReportFacts> => {
  const { files } = await findFiles([USUAL], cwd)
  const { coverage, tests, unreadable } = await collectReports(files.slice(0, MOST_REPORTS), cwd)
  return {
    read: [...coverage, ...tests].map(({ file, report }) => ({ file, format: report.format })),
    unreadable: unreadable.map(({ file, message }) => ({ file, message })),
    more: Math.max(0, files.length - MOST_REPORTS),
  }
}

/** @param root top folder of the repository; null outside of one */
export const gatherWorkflows = async (root: string | null): Promise<WorkflowFacts> => {
  if (root === null) return { folder: null, files: [], elsewhere: null }
  const names = await readdir(join(root, WORKFLOWS)).catch((): string[] => [])
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  const others = await Promise.all(OTHER_CI.map(async (file) => ({ file, text: await textOf(join(root, file)) })))
  return {
    folder: WORKFLOWS,
    files: await Promise.all(
      files.map(async (name) => ({
        file: `${WORKFLOWS}/${name}`,
        text: (await textOf(join(root, WORKFLOWS, name))) ?? '',
      })),
    ),
    elsewhere: others.find(({ text }) => text?.includes('plumbline'))?.file ?? null,
  }
}

const may = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )

/** A folder that isn't there is judged by the nearest one above it that is. */
export const gatherData = async (cwd: string, folder: string): Promise<ServeFacts['data']> => {
  const path = resolve(cwd, folder)
  const exists = await may(path, constants.F_OK)
  let nearest = path
  while (!(await may(nearest, constants.F_OK)) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  return { folder, exists, writable: await may(nearest, constants.W_OK | constants.X_OK) }
}
