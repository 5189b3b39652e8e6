/** The simplest picture of places that could be right: one thing after another, no database, no locks. */
type State = 'kept' | 'waiting' | 'offered' | 'given back' | 'declined' | 'ran out'
type Place = { state: State; turn: number; standing: boolean; answerBy: number | null; before: State | null }
export type Session = {
  limit: number | null
  starts: number
  cancelled: boolean
  places: Record<string, Place>
  /** Seats held back after a death (whose, which of their deaths), in the order in which that happened. */
  held: string[]
}
export type Model = {
  now: number
  turn: number
  sessions: Record<string, Session>
  people: Record<
    string,
    { member: boolean; died: boolean; standing: boolean; joined: number; deaths: number }
  >
}

const live = (place: Place | undefined) =>
  place !== undefined && ['kept', 'offered', 'waiting'].includes(place.state)
const open = (model: Model, s: Session) => !s.cancelled && s.starts > model.now
const free = (s: Session) =>
  s.limit === null
    ? Number.POSITIVE_INFINITY
    : s.limit -
      s.held.length -
      Object.values(s.places).filter((p) => ['kept', 'offered'].includes(p.state)).length

/** Offers that ran out are over; then what is free is offered, the longest waiting first. */
export function work(model: Model, s: Session): void {
  for (const place of Object.values(s.places))
    if (
      place.state === 'offered' &&
      (s.cancelled || (place.answerBy ?? Number.POSITIVE_INFINITY) <= model.now)
    )
      put(place, s.cancelled ? 'waiting' : 'ran out')
  if (!open(model, s)) return
  const list = Object.values(s.places).sort((a, b) => a.turn - b.turn)
  for (const place of list)
    if (
      s.limit === null
        ? place.state === 'waiting' || place.state === 'offered'
        : place.state === 'waiting' && free(s) > 0
    )
      put(place, s.limit === null ? 'kept' : 'offered')
}
function put(place: Place, state: State): void {
  place.state = state
  place.answerBy = null
}
function take(model: Model, s: Session, person: string, standing: boolean): State {
  const state = free(s) > 0 ? 'kept' : 'waiting'
  s.places[person] = { state, turn: ++model.turn, standing, answerBy: null, before: null }
  return state
}
function refusal(model: Model, s: Session, person: string): string | null {
  if (s.cancelled) return 'cancelled'
  if (s.starts <= model.now) return 'started'
  if (model.people[person]?.died) return 'died'
  return model.people[person]?.member ? null : 'not a member'
}

export function keep(model: Model, s: Session, person: string): string {
  work(model, s)
  const no = refusal(model, s, person)
  if (no) return no
  const own = s.places[person]
  if (own && (own.state === 'kept' || own.state === 'waiting')) return own.state
  if (own?.state === 'offered') put(own, 'kept')
  else return take(model, s, person, false)
  return 'kept'
}

export function giveBack(model: Model, s: Session, person: string): string {
  if (s.cancelled) return 'cancelled'
  if (s.starts <= model.now) return 'started'
  const own = s.places[person]
  if (!own || !live(own)) return 'nothing'
  const was = own.state
  put(own, was === 'offered' ? 'declined' : 'given back')
  work(model, s)
  return was
}

export function answer(model: Model, s: Session, person: string, yes: boolean): string {
  work(model, s)
  const no = refusal(model, s, person)
  if (no && (yes || no === 'cancelled' || no === 'started')) return no
  const own = s.places[person]
  if (!own || own.state === 'waiting' || own.state === 'given back') return 'no offer'
  if (!yes) {
    if (own.state === 'kept') return 'no offer'
    if (own.state === 'offered') put(own, 'declined')
    work(model, s)
    return 'declined'
  }
  if (own.state === 'declined') return 'no offer'
  if (own.state === 'ran out') return free(s) > 0 ? take(model, s, person, false) : 'ran out'
  put(own, 'kept')
  return 'kept'
}

export function stand(model: Model, person: string, stands: boolean, frees: boolean): void {
  const who = model.people[person]
  if (!who || who.died || !who.member) return
  who.standing = stands
  for (const s of Object.values(model.sessions)) {
    const own = s.places[person]
    if (!open(model, s)) continue
    if (stands) {
      work(model, s)
      if (!own) take(model, s, person, true)
    } else if (frees && own?.standing && live(own)) {
      put(own, own.state === 'offered' ? 'declined' : 'given back')
      work(model, s)
    }
  }
}

export function leave(model: Model, person: string): void {
  const who = model.people[person]
  if (!who?.member) return
  who.member = false
  who.standing = false
  for (const s of Object.values(model.sessions)) {
    const own = s.places[person]
    if (s.starts <= model.now || !own || !live(own)) continue
    put(own, own.state === 'offered' ? 'declined' : 'given back')
    work(model, s)
  }
}

export function rejoin(model: Model, person: string): void {
  const who = model.people[person]
  if (who && !who.member) Object.assign(who, { member: true, joined: model.now })
}

export function die(model: Model, person: string): void {
  const who = model.people[person]
  if (!who || who.died) return
  who.died = true
  who.deaths++
  for (const s of Object.values(model.sessions)) {
    const own = s.places[person]
    if (s.starts <= model.now || !own || !live(own)) continue
    // Others first: what was free before goes on before this seat is held back.
    work(model, s)
    if (!live(own)) continue
    if (own.state !== 'waiting' && s.limit !== null) s.held.push(`${person} ${who.deaths}`)
    own.before = own.state
    put(own, 'given back')
  }
}

export function mistake(model: Model, person: string): void {
  const who = model.people[person]
  if (!who?.died) return
  who.died = false
  if (!who.member) {
    for (const s of Object.values(model.sessions)) {
      const own = s.places[person]
      if (own) own.before = null
    }
    return
  }
  for (const s of Object.values(model.sessions)) {
    const own = s.places[person]
    if (s.starts <= model.now) continue
    if (own?.before) {
      work(model, s)
      const seat = s.held.indexOf(`${person} ${who.deaths}`)
      if (seat >= 0) s.held.splice(seat, 1)
      put(own, own.before === 'kept' && (seat >= 0 || free(s) > 0) ? 'kept' : 'waiting')
      own.before = null
      work(model, s)
    } else if (who.standing) {
      work(model, s)
      if (open(model, s) && !own) take(model, s, person, true)
    }
  }
}

export function freeHeld(model: Model, s: Session): void {
  if (s.held.length === 0) return
  s.held.shift()
  work(model, s)
}

export function layOut(model: Model, id: string, starts: number, limit: number): void {
  const s: Session = { limit, starts, cancelled: false, places: {}, held: [] }
  model.sessions[id] = s
  fill(model, s)
}

/** Standing places, in the order of joining, for whoever has none there yet. */
export function fill(model: Model, s: Session): void {
  if (!open(model, s)) return
  const standing = Object.entries(model.people).filter(([, who]) => who.member && who.standing && !who.died)
  for (const [person] of standing.sort(([, a], [, b]) => a.joined - b.joined))
    if (!s.places[person]) take(model, s, person, true)
}
