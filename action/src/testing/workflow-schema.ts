import { registerHooks } from 'node:module'

/** The package imports its schema as bundlers let it: without saying that it is JSON. */
const load = async () => {
  const hook = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
  })
  try {
    return await import('@actions/workflow-parser')
  } finally {
    hook.deregister()
  }
}

/** What GitHub's own reader of workflows finds wrong: unknown keys, wrong types, contexts that are not there. */
export const schemaMistakes = async (name: string, content: string): Promise<string[]> => {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load()
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  if (value) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}
