import { describe, expect, it, test } from 'vitest'
import { mergeCoverage } from '../merge.ts'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const FILE = '<Files><File uid="1" fullPath="C:\\acme\\A.cs"/></Files>'
const module = (inside: string, files = FILE) =>
  `<Module>${files}<Classes><Class><FullName>A</FullName><Methods>${inside}</Methods></Class></Classes></Module>`
const session = (...modules: string[]) => `<CoverageSession><Modules>${modules.join('')}</Modules></CoverageSession>`
const point = (line: number, vc: number, more = '') =>
  `<SequencePoint vc="${vc}" sl="${line}" sc="1" el="${line}" ec="9" fileid="1" ${more}/>`
const method = (name: string, points: string, more = '') =>
  `<Method>${more}<Name>${name}</Name><FileRef uid="1"/><SequencePoints>${points}</SequencePoints></Method>`
const report = (inside: string) => coverageOf(session(module(inside)))

it('counts sequence points, also one that two constructors share', async () => {
  const { totals } = await report(method('A::.ctor()', point(1, 0)) + method('A::.ctor(int)', point(1, 3)))
  expect(totals).toMatchObject({
    lines: { covered: 1, total: 2 },
    statements: { covered: 1, total: 2 },
    functions: { covered: 1, total: 2 },
  })
})

it('knows the lines for patches: each that a point touches, run if any point on it ran', async () => {
  const spanning = '<SequencePoint vc="0" sl="2" sc="1" el="4" ec="2" fileid="1"/>'
  const found = await report(method('A::F()', spanning + point(3, 1) + point(3, 0)))
  expect(marksOf(found, 'C:/acme/A.cs')).toBe('2- 3+ 4-')
})

describe('branches', () => {
  it('are those a method states, which may count the way into it', async () => {
    const summary = '<Summary numBranchPoints="3" visitedBranchPoints="2"/>'
    const branch = '<BranchPoints><BranchPoint vc="1" sl="1" fileid="1"/></BranchPoints>'
    expect((await report(method('A::F()', point(1, 1), summary + branch))).totals.branches).toEqual({
      covered: 2,
      total: 3,
    })
    expect((await report(method('A::F()', point(1, 1), branch + branch))).totals.branches).toEqual({
      covered: 2,
      total: 2,
    })
  })
})

it('unites runs, and builds of one file for several frameworks, by method and place', async () => {
  const run = (a: number, b: number) => report(method('A::F()', point(1, a) + point(2, b)))
  expect(mergeCoverage([await run(1, 0), await run(0, 1)]).totals.statements).toEqual({ covered: 2, total: 2 })
  const builds = session(module(method('A::F()', point(1, 0))), module(method('A::F()', point(1, 1))))
  expect((await coverageOf(builds)).totals.statements).toEqual({ covered: 1, total: 1 })
})

it('numbers the files of each module anew', async () => {
  const other = '<Files><File uid="1" fullPath="C:\\acme\\B.cs"/></Files>'
  const text = session(module(method('A::F()', point(1, 1))), module(method('B::F()', point(2, 0)), other))
  const found = await coverageOf(text)
  expect([marksOf(found, 'C:/acme/A.cs'), marksOf(found, 'C:/acme/B.cs')]).toEqual(['1+', '2-'])
})

it('takes the file of the method for points that name none, and leaves hidden points out', async () => {
  const bare = '<SequencePoint vc="1" sl="5" el="5"/><SequencePoint vc="1" sl="16707566" el="16707566" fileid="1"/>'
  const found = await report(method('A::F()', bare))
  expect(marksOf(found, 'C:/acme/A.cs')).toBe('5+')
  expect(found.totals.statements).toEqual({ covered: 1, total: 1 })
})

it('counts nothing of what was skipped', async () => {
  expect(
    (await report('<Method skippedDueTo="AutoImplementedProperty"><Name>A::get_X()</Name></Method>')).totals,
  ).toEqual({
    lines: { covered: 0, total: 0 },
    statements: { covered: 0, total: 0 },
    branches: { covered: 0, total: 0 },
    functions: { covered: 0, total: 0 },
  })
})

test.each([
  {
    why: 'a file that is not listed',
    inside: method('A::F()', point(1, 1).replace('fileid="1"', 'fileid="7"')),
    says: '"7"',
  },
  {
    why: 'a point that ends before it starts',
    inside: method('A::F()', '<SequencePoint vc="1" sl="5" el="4" fileid="1"/>'),
    says: 'line 4',
  },
  {
    why: 'more branches visited than there are',
    inside: method('A::F()', '', '<Summary numBranchPoints="1" visitedBranchPoints="2"/>'),
    says: '2 visited',
  },
])('refuses $why', async ({ inside, says }) => {
  const problem = await problemOf(session(module(inside)))
  expect(problem.code).toBe('malformed')
  expect(problem.message).toContain(says)
})
