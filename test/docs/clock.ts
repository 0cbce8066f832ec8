/*
 * Loaded before a program by `node --import`: its clock starts at PLUMBLINE_DOCS_TIME and runs on from there, so that
 * the dates of an example stay true. The program itself knows nothing of it.
 */
const Real = Date
const shift = Real.parse(process.env.PLUMBLINE_DOCS_TIME ?? '') - Real.now()

if (Number.isFinite(shift)) {
  class Shifted extends Real {
    constructor(...given: [] | [string | number | Date]) {
      if (given.length === 0) super(Real.now() + shift)
      // Whatever was given is passed on as it was.
      else super(...(given as [string]))
    }
    static override now(): number {
      return Real.now() + shift
    }
  }
  globalThis.Date = Shifted as DateConstructor
}
