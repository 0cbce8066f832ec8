import { STATUS_OF } from './problem/problem.ts'

/** Made when it is first asked for: what makes it need not be loaded to answer anything else. */
export const openApiDocument = async (): Promise<object> => {
  const contract = await import('@plumbline/contract/openapi')
  return contract.openApiDocument(STATUS_OF)
}

/** The document as it is committed. */
export const openApiText = async (): Promise<string> => `${JSON.stringify(await openApiDocument(), null, 2)}\n`
