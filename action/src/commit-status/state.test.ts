import { variants } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import { MAX_DESCRIPTION, noVerdict, statusOf } from './state.ts'

const trouble = (level: 'error' | 'warning', title: string) => ({ level, title, text: '' })

test('without a verdict it says so, with what fails the job before what only warns', () => {
  const troubles = [trouble('warning', 'Judged without the server'), trouble('error', 'No agreement to judge by')]
  expect(noVerdict(troubles, true)).toEqual({ state: 'error', description: 'Not judged: No agreement to judge by' })
  expect(noVerdict([], false)).toEqual({ state: 'success', description: 'Not judged: the log says why' })
})

test('a description is cut to what GitHub takes, and no character in half', () => {
  const { description } = noVerdict([trouble('error', '😀'.repeat(200))], true)
  expect([...description]).toHaveLength(MAX_DESCRIPTION)
  expect(description.isWellFormed()).toBe(true)
  expect(description.endsWith('😀…')).toBe(true)
})

test('a red job’s status never reads as met: what else than the verdict makes it red comes first', () => {
  const { pass = expect.fail(), 'agreement-edit-invalid': edited = expect.fail() } = variants
  expect(statusOf(pass, false, [trouble('warning', 'No token')])).toMatchObject({
    state: 'success',
    description: expect.stringMatching(/^Agreement met/),
  })
  expect(statusOf(pass, false, [trouble('error', 'The server is unavailable')])).toMatchObject({
    state: 'failure',
    description: expect.stringMatching(/^The server is unavailable\. Agreement met/),
  })
  expect(statusOf(edited, true, [trouble('error', 'plumbline.yml is not valid')])).toMatchObject({
    state: 'failure',
    description: expect.stringMatching(/^The agreement’s edit is not valid: /),
  })
})
