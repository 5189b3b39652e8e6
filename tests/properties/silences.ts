/** Why nothing goes to somebody; 'texts': no texts. */
export type Why = 'death' | 'all' | 'pause' | 'texts'

type Silence = {
  /** The record it was said of, and returns to when two records are taken apart. */
  record: string
  why: Why
  until: number
  open: boolean
  /** The merge that found a death on both records: of two, the other one speaks for both. */
  aside: string | null
  /** The other one was taken back since: counts again for the record it is of, once that is its own again. */
  hushed: boolean
}
type Message = { id: string; record: string; reasons: Set<Why>; joined: boolean }
type Merge = { id: string; kept: string; gone: string }

/**
 * What P1 asks for, said once more without the program: who is silent at this moment, where two records may be one person
 * for a while. Told of each deed when it has committed. Times are milliseconds by the clock of the database.
 */
export class Silences {
  readonly messages = new Map<string, Message>()
  readonly addresses = new Map<string, string>()
  private silences: Silence[] = []
  private merges: Merge[] = []
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  private home(record: string): string {
    const into = this.merges.find(({ gone }) => gone === record)
    return into ? this.home(into.kept) : record
  }

  private of(record: string): Silence[] {
    return this.silences.filter(
      (one) =>
        one.open && !one.hushed && one.until > this.now() && this.home(one.record) === this.home(record),
    )
  }

  /** Whether nothing may go to whoever this record is of, by this way. */
  silent(record: string, way: 'any' | 'text' = 'any'): boolean {
    return this.of(record).some(({ why }) => why !== 'texts' || way === 'text')
  }

  begins(record: string, why: Why, until = Number.POSITIVE_INFINITY): void {
    this.silences.push({ record, why, until, open: true, aside: null, hushed: false })
    this.look()
  }

  /** Somebody said otherwise, of a record that is its own at this moment. */
  ends(record: string, whys: readonly Why[]): void {
    if (this.home(record) !== record) return
    for (const one of this.of(record)) {
      if (!whys.includes(one.why)) continue
      if (one.aside) one.hushed = true
      else one.open = false
    }
    this.look()
  }

  merged(merge: Merge): void {
    const deaths = (record: string) => this.of(record).filter(({ why }) => why === 'death')
    if (deaths(merge.kept).length > 0) for (const one of deaths(merge.gone)) one.aside ??= merge.id
    this.merges.push(merge)
    this.look()
  }

  apart(mergeId: string): void {
    this.look()
    this.merges = this.merges.filter(({ id }) => id !== mergeId)
    for (const one of this.silences)
      if (one.aside === mergeId) Object.assign(one, { aside: null, hushed: false })
    this.look()
  }

  queued(id: string, record: string): void {
    this.messages.set(id, { id, record, reasons: new Set(), joined: false })
    this.look()
  }

  /** What may have stopped each message so far. */
  private look(): void {
    for (const message of this.messages.values()) {
      for (const { why } of this.of(message.record)) message.reasons.add(why)
      if (this.merges.some(({ kept, gone }) => [kept, gone].includes(message.record))) message.joined = true
    }
  }

  /** Whether a message may rightly never have arrived. A death taken back is no reason any more. */
  mayBeStopped({ record, reasons, joined }: Message): boolean {
    if ([...reasons].some((why) => why !== 'death')) return true
    return reasons.has('death') && (joined || this.silent(record))
  }
}
