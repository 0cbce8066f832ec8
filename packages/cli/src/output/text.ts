// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Text from outside as one harmless line: no terminal sequences, no line breaks, no changes of direction. */
export const oneLine = (text: string): string => text.replace(UNPRINTABLE, ' ')
