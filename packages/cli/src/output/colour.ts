const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const
export type Tone = keyof typeof CODES

export type Paint = (tone: Tone, text: string) => string

/** Colour is decoration: whatever it says stands in the words too. */
export const createPaint =
  (on: boolean): Paint =>
  (tone, text) =>
    on && text !== '' ? `\u001b[${CODES[tone][0]}m${text}\u001b[${CODES[tone][1]}m` : text
