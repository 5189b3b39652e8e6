/**
 * A reason not to go on, said in a sentence for the person who started the program.
 * Whoever catches one prints its message alone, without a stack: nothing is broken in the program itself.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}
