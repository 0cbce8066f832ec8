export type Colour = 'red' | 'yellow' | 'green' | 'dim' | 'bold'

const CODES: Record<Colour, [on: number, off: number]> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  dim: [2, 22],
  bold: [1, 22],
}

export type Paint = (text: string, colour: Colour) => string

/** Colours only when told to: the words carry the meaning. */
export const painter =
  (colour: boolean): Paint =>
  (text, name) => {
    const [on, off] = CODES[name]
    return colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
  }
