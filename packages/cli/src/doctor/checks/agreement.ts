import { type Check, ok, problem, skipped } from '../check.ts'
import type { Facts } from '../facts.ts'

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

export const agreementChecks = ({ agreement, server }: Facts): Check[] => {
  const { file } = agreement
  switch (agreement.kind) {
    case 'missing':
      return server === null
        ? [problem('agreement', `there is no ${file}, and no server that has one`, 'plumbline init')]
        : [
            skipped(
              'agreement',
              `there is no ${file}; the server’s judges`,
              'plumbline agreement show -o plumbline.yml',
            ),
          ]
    case 'unreadable':
      return [problem('agreement', `${file}: ${agreement.detail}`, `plumbline validate ${file}`)]
    case 'invalid':
      return [
        problem(
          'agreement',
          `${file} has ${count(agreement.mistakes, 'mistake')}; ${agreement.first}`,
          `plumbline validate ${file}`,
        ),
      ]
    case 'valid': {
      const found = `${file} is valid, for ${agreement.services.join(', ')}`
      const { warnings } = agreement
      // What validate warns about keeps no gate from working.
      return [
        warnings === 0
          ? ok('agreement', found)
          : { ...ok('agreement', `${found}; ${count(warnings, 'warning')}`), mend: `plumbline validate ${file}` },
      ]
    }
    default:
      return agreement satisfies never
  }
}
