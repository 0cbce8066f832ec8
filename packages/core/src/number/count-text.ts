/** How people count: `1 clock`, `2 clocks`. @param many where it is not the singular with an s */
export const countText = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
