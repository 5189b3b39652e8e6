import type { Translation } from './language.ts'
import type { en } from './phone-words.ts'

// To be checked by a speaker.
export const cy: Translation<typeof en> = {
  landline: 'Nid yw llinell dir yn derbyn negeseuon testun. Rhowch rif ffôn symudol, neu tynnwch y tic',
  dear: 'Nid yw’r rhif hwn yn derbyn negeseuon testun, ac mae’n costio mwy i’r galwr. Rhowch rif ffôn symudol, neu tynnwch y tic',
  no: 'Nid yw’r rhif hwn yn derbyn negeseuon testun. Rhowch rif ffôn symudol, neu tynnwch y tic',
}
