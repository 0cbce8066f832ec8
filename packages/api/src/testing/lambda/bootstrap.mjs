// What Amazon's runtime does with a function, in few words: load it, then ask for an invocation and answer it, for ever.
// Plain JavaScript, and no more of Node than is needed: what this loads counts as the function's cold start.
const { request } = process.getBuiltinModule('node:http')
const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root, _HANDLER: handlerName } = process.env
const [host, port] = api.split(':')

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path: `/2018-06-01/runtime/${path}` }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => resolve({ headers: answer.headers, text: Buffer.concat(chunks).toString() }))
    })
    sent.on('error', reject)
    sent.end(body)
  })

const described = (error) =>
  JSON.stringify({ errorType: error?.name ?? 'Error', errorMessage: String(error?.message ?? error) })

const [file, name] = handlerName.split('.')
let handler
try {
  handler = (await import(`file://${root}/${file}.mjs`))[name]
} catch (error) {
  await call('POST', 'init/error', described(error))
  process.exit(1)
}

for (;;) {
  const { headers, text } = await call('GET', 'invocation/next')
  const id = headers['lambda-runtime-aws-request-id']
  try {
    const result = await handler(JSON.parse(text), { awsRequestId: id })
    await call('POST', `invocation/${id}/response`, JSON.stringify(result ?? null))
  } catch (error) {
    await call('POST', `invocation/${id}/error`, described(error))
  }
}
