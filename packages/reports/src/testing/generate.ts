/**
 * Big reports as bytes, the same for the same seed, for benchmarks and for tests that need size. Every file has its
 * lines in order, as tools write them; some lines missed, some branches, some functions.
 */
export type Size = { files: number; linesPerFile: number; seed?: number }

/** mulberry32: 32 bits of state, the same everywhere. */
export const createRandom = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Text is put together file by file: one string of a whole report would be the largest thing in the benchmark. */
export const join = (parts: Iterable<string>): Uint8Array => {
  const encoder = new TextEncoder()
  const chunks: Uint8Array[] = []
  let length = 0
  for (const part of parts) {
    const chunk = encoder.encode(part)
    chunks.push(chunk)
    length += chunk.length
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** About 12.5 bytes a line: 1,000 files of 4,000 lines are 50 MB. */
export const generateLcov = ({ files, linesPerFile, seed = 1 }: Size): Uint8Array => {
  const random = createRandom(seed)
  return join(
    (function* () {
      for (let file = 0; file < files; file++) {
        let text = `TN:\nSF:packages/app-${file % 37}/src/module-${file}.ts\n`
        for (let line = 1; line <= linesPerFile; line++) {
          if (line % 40 === 1) text += `FN:${line},function_${line}\nFNDA:${random(3)},function_${line}\n`
          if (line % 10 === 0) text += `BRDA:${line},${line},0,${random(2)}\nBRDA:${line},${line},1,${random(3)}\n`
          text += `DA:${line},${random(5) === 0 ? 0 : random(1000)}\n`
        }
        yield `${text}LF:${linesPerFile}\nend_of_record\n`
      }
    })(),
  )
}

/** About 45 bytes a line: 200 files of 450 lines are 4 MB. */
export const generateJacoco = ({ files, linesPerFile, seed = 1 }: Size): Uint8Array => {
  const random = createRandom(seed)
  return join(
    (function* () {
      yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
      yield '<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="generated">'
      for (let file = 0; file < files; file++) {
        const name = `Module${file}`
        let text = `<package name="com/example/p${file}"><class name="com/example/p${file}/${name}" sourcefilename="${name}.java">`
        text += `<method name="run" desc="()V" line="1"><counter type="METHOD" missed="0" covered="1"/></method></class>`
        text += `<sourcefile name="${name}.java">`
        for (let line = 1; line <= linesPerFile; line++) {
          const ran = random(5) > 0
          const branches = line % 10 === 0 ? random(3) : 0
          text += `<line nr="${line}" mi="${ran ? 0 : 4}" ci="${ran ? 4 : 0}" mb="${2 - branches}" cb="${branches}"/>`
        }
        yield `${text}</sourcefile></package>`
      }
      yield '</report>'
    })(),
  )
}
