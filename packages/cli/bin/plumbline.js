#!/usr/bin/env node
// Written so that an old Node parses it: it must be able to say that it is old.
const [major, minor] = process.versions.node.split('.').map(Number)
const say = (lines) => process.stderr.write(`plumbline: ${lines.join('\n  ')}\n`)

if (major < 22 || (major === 22 && minor < 12)) {
  say([
    `needs Node 22.12 or newer, and this is Node ${process.versions.node}`,
    'in a clone, npm run setup installs one: then use node_modules/.bin/plumbline',
  ])
  process.exitCode = 3
} else {
  import('../dist/main.js').catch((error) => {
    const unbuilt = error.code === 'ERR_MODULE_NOT_FOUND' && /dist.main\.js/.test(error.message)
    say([unbuilt ? 'it is not built yet; run npm run build' : String(error.stack)])
    process.exitCode = 3
  })
}
