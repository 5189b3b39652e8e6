import type { AnswerAnswer, FreeHeldBackAnswer, GiveBackAnswer, KeepAnswer } from './places.ts'

const code = (reason: string) => `place-${reason.replaceAll(' ', '-')}`

/** The code of `?done=` after keeping; words.ts has its sentence. */
export function afterKeep(answer: KeepAnswer): string {
  if (!answer.ok) return code(answer.reason)
  if (answer.state === 'waiting') return 'place-waiting'
  return answer.limited ? 'place-kept' : 'place-hoping'
}

/** The code after giving back. */
export function afterGiveBack(answer: GiveBackAnswer): string {
  if (!answer.ok) return code(answer.reason)
  if (answer.was === 'offered') return 'offer-declined'
  return answer.was === 'nothing' ? 'place-given-back-nothing' : 'place-given-back'
}

/** The code after answering an offer. */
export function afterAnswer(answer: AnswerAnswer): string {
  if (answer.ok) return answer.state === 'kept' ? 'place-kept' : 'offer-declined'
  if (answer.reason === 'no offer') return 'offer-none'
  return answer.reason === 'ran out' ? 'offer-ran-out' : code(answer.reason)
}

/** The code after a coordinator let a held-back place go on, or those of all later dates too. */
export function afterFreeing(answer: FreeHeldBackAnswer, later: boolean): string {
  if (answer.ok && later) return answer.offered > 0 ? 'held-back-all-offered' : 'held-back-all-freed'
  if (answer.ok) return answer.offered > 0 ? 'held-back-offered' : 'held-back-freed'
  return answer.reason === 'none' ? 'held-back-none' : code(answer.reason)
}
