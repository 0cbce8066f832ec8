import { expect, test } from 'vitest'
import { readBytes } from './body.ts'

test('a sender that goes away in the middle is no fault of ours', async () => {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"a"')),
    pull: (controller) => controller.error(new Error('aborted')),
  })
  const request = new Request('http://localhost/', { method: 'POST', body, duplex: 'half' })
  await expect(readBytes(request)).rejects.toMatchObject({ code: 'not_json' })
})
