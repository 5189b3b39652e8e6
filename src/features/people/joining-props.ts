import type { ComponentChildren } from 'preact'
import type { Errors } from '#design/components/index.ts'
import type { Said } from './answers.ts'
import type { GroupToJoin } from './stages.ts'
import type { Words } from './words.ts'

/** What the pages use of the charity's settings. */
export type OfCharity = { name: string; phone: string; phoneHours: string; illness: string }
/** What a page of the form is made from. */
export type StageProps = {
  w: Words
  group: GroupToJoin
  said: Said
  charity: OfCharity
  errors: Errors
}
/** What a page asks. */
export type Question = (props: StageProps) => ComponentChildren
type Whose = 'mine' | 'theirs'
/** Whether somebody speaks for themselves, or for another. */
export const whose = (said: Said): Whose => (said.for === 'someone' ? 'theirs' : 'mine')
