import { Temporal } from 'temporal-polyfill'
import { openClashes } from '#features/groups/groups.ts'
import { dateInWords, dayInWords, localTime } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import type { StaffActor } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import {
  callsDue,
  farewells,
  formsWaiting,
  gate,
  heldBack,
  lateArrivals,
  messagesToSeeTo,
  mistakesLately,
  newMembers,
  notLetIn,
  type OfferOut,
  offersOut,
  type Post,
  rowsOfTable,
  type SessionOfWeek,
  sessionsOfWeek,
  sessionsWithoutRecord,
  shownOfEach,
} from './queries.ts'
import { addRaised, elsewhere, hasRaised } from './raised.ts'
import { clashesWithinDays, decideClashBy, letInBy, recordBy } from './rules.ts'
import { words } from './words.ts'

/** One thing to do, when it is due, and where. */
export type Todo = {
  due: Date
  what: string
  href: string
  action: string
  /** A record to write: nobody waits for it. */
  paper?: boolean
  /** Somebody's safety, before everything else, whenever it is due: 0 for now, then 1 and 2. */
  safety?: number
  /** They were just told by e-mail that it waits, and that it stands first: only somebody's safety goes before it. */
  told?: boolean
}

export type Work = {
  /** Nothing on this page is for any of their roles. */
  nothingForThem: boolean
  gateClosed: { why: string | null } | null
  figures: { value: number; label: string; href: string }[]
  /** Most urgent first. */
  todo: Todo[]
  /** Pages that are in no menu. */
  elsewhere: { href: string; text: string }[]
  week: Paged<SessionOfWeek> | null
  offers: Paged<OfferOut>
}

/** One page of a table, and which of how many. */
export type Paged<Row> = { rows: Row[]; nth: number; pages: number; total: number }

/** The page that is asked for, or the first when there is no such page any more. */
async function paged<Row extends { total: number }>(
  nth: number,
  ask: (nth: number) => Promise<Row[]>,
): Promise<Paged<Row>> {
  const rows = await ask(nth)
  if (rows.length === 0 && nth > 1) return paged(1, ask)
  const total = rows[0]?.total ?? 0
  return { rows, nth, pages: Math.ceil(total / rowsOfTable), total }
}

/**
 * What the day holds for somebody: what their roles may do decides which questions are asked, row security what the
 * answers hold (P4). At the most thirteen statements of its own, and those of `openClashes` for at most five sessions, however
 * large the charity is. Every number leads to a list with that many rows.
 */
export async function workOfDay(
  tx: Transaction,
  actor: StaffActor,
  now: Date,
  zone: string,
  pages = { week: 1, offers: 1 },
): Promise<Work> {
  const today = localTime(now, zone).date
  const seesWeek = may(actor, 'see day sheets') || actor.roles.includes('safeguarding lead')
  const asks = {
    week: seesWeek,
    calls: may(actor, 'make calls'),
    clashes: may(actor, 'change groups'),
    messages: may(actor, 'see messages'),
    records: may(actor, 'record who came'),
    letIn: may(actor, 'let people in'),
    forms: may(actor, 'change people'),
    farewells: may(actor, 'plan after a death'),
    late: may(actor, 'decide late arrivals'),
    gate: may(actor, 'change settings'),
  }
  const inWords = (date: string) => dayInWords(date, today)
  const todo: Todo[] = []
  const figures: Work['figures'] = []

  const week = asks.week ? await paged(pages.week, (nth) => sessionsOfWeek(tx, zone, nth)) : null
  if (week) figures.push({ value: week.total, label: words.figures.sessions(week.total), href: '#week' })

  if (asks.calls) {
    const calls = await callsDue(tx)
    const total = calls[0]?.total ?? 0
    figures.push({ value: total, label: words.figures.calls(total), href: '/staff/calls' })
    for (const call of calls) {
      todo.push({
        due: call.dueAt,
        what: [
          words.items.call[call.why](call.group, call.sessionDate && inWords(call.sessionDate)),
          call.takenBy && words.items.rings(call.takenBy),
        ]
          .filter(Boolean)
          .join('. '),
        href: `/staff/calls/${call.id}`,
        action: call.takenBy || ['other', 'no way'].includes(call.why) ? words.items.look : words.items.ring,
      })
    }
    const last = calls.at(-1)
    if (last && total > calls.length)
      todo.push({
        due: last.dueAt,
        what: words.items.moreCalls(total - calls.length),
        href: '/staff/calls',
        action: words.items.allCalls,
      })
  }

  const offers = await paged(pages.offers, async (nth) => (asks.week ? offersOut(tx, nth) : []))
  if (offers.total > 0)
    figures.push({ value: offers.total, label: words.figures.offers(offers.total), href: '#offers' })

  if (asks.messages) {
    const post = await messagesToSeeTo(tx)
    figures.push({
      value: post.troubled,
      label: words.figures.messages(post.troubled),
      href: '/staff/messages/undelivered',
    })
    // Whoever may only look has nothing to do about it.
    if (may(actor, 'change messages')) todo.push(...aboutMessages(post, now))
  }

  if (asks.letIn) {
    const fresh = await newMembers(tx)
    if (figures.length < 4)
      figures.push({ value: fresh, label: words.figures.members(fresh), href: '/staff/people?only=joined' })
    const waiting = await notLetIn(tx)
    for (const member of waiting)
      todo.push({
        due: letInBy(member.joinedAt),
        what: words.items.letIn(member.group, inWordsOf(member.joinedAt, zone)),
        href: `/staff/people/${member.personId}`,
        action: words.items.open,
      })
    const last = waiting.at(-1)
    if (last && last.total > waiting.length)
      todo.push({
        due: letInBy(last.joinedAt),
        what: words.items.moreLetIn(last.total - waiting.length),
        href: '/staff/people?only=to+let+in',
        action: words.items.allCalls,
      })
  }

  if (asks.clashes) {
    for (const clash of await openClashes(tx, { limit: shownOfEach, withinDays: clashesWithinDays })) {
      const by = decideClashBy(new Date(`${clash.date}T${clash.starts}Z`))
      todo.push({
        due: by.getTime() < now.getTime() ? now : by,
        what: words.items.clash(
          dateInWords(clash.date, today),
          clash.groupName,
          clash.clashes.map((one) => one.words).join('. '),
        ),
        href: `/staff/sessions/${clash.sessionId}`,
        action: words.items.decide,
      })
    }
    for (const held of await heldBack(tx))
      todo.push({
        due: now,
        what: words.items.held(held.places, inWords(held.date), held.group, held.later),
        href: `/staff/sessions/${held.sessionId}`,
        action: words.items.decide,
      })
  }

  if (asks.records)
    for (const session of await sessionsWithoutRecord(tx))
      todo.push({
        due: recordBy(session.endsAt),
        what: words.items.record(dayInWords(session.date, session.date), session.group),
        href: `/staff/sessions/${session.id}`,
        action: words.items.recordAction,
        paper: true,
      })

  if (asks.forms)
    for (const form of await formsWaiting(tx))
      todo.push({
        due: new Date(form.at.getTime() + 86_400_000),
        what: words.items.form[form.why] ?? form.why,
        href: `/staff/people/${form.personId}`,
        action: words.items.look,
      })

  if (asks.farewells) await addFarewells(tx, todo, now)
  if (asks.farewells) await addMistakes(tx, todo, now)
  if (asks.late) await addLateArrivals(tx, todo)
  await addRaised(tx, { actor, now, zone, today, todo })

  const state = asks.gate ? await gate(tx) : null
  return {
    nothingForThem: !Object.values(asks).some(Boolean) && !hasRaised(actor),
    elsewhere: elsewhere(actor),
    gateClosed: state && !state.open ? { why: state.why } : null,
    figures,
    todo: todo.sort(mostUrgentFirst(now)),
    week,
    offers,
  }
}

/** The end of the day by which something is due, there. */
const endOf = (date: string, zone: string) =>
  new Date(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '23:59' }).epochMilliseconds,
  )

/** A letter is wanted on paper the day after, and in the post the day after that. */
function aboutMessages(post: Post, now: Date): Todo[] {
  const dayAfter = (at: Date | null) => new Date((at ?? now).getTime() + 86_400_000)
  const all: (Todo | false)[] = [
    post.troubled > 0 && {
      due: now,
      what: words.items.messages(post.troubled),
      href: '/staff/messages/undelivered',
      action: words.items.look,
    },
    post.toPrint > 0 && {
      due: dayAfter(post.printSince),
      what: words.items.toPrint(post.toPrint),
      href: '/staff/letters',
      action: words.items.print,
    },
    post.toPost > 0 && {
      due: dayAfter(post.postSince),
      what: words.items.toPost(post.toPost),
      href: '/staff/letters',
      action: words.items.post,
    },
  ]
  return all.filter((item) => item !== false)
}

/** Whoever was just told that something waits finds it at once, whenever its first task is due. */
async function addFarewells(tx: Transaction, todo: Todo[], now: Date): Promise<void> {
  for (const plan of await farewells(tx))
    todo.push({
      due: plan.fresh ? now : endOf(plan.dueOn, plan.zone),
      what: words.items.farewell(
        plan.group,
        words.items.farewellWhat[plan.kind] ?? plan.kind,
        plan.total - 1,
      ),
      href: `/staff/people/${plan.personId}/plan`,
      action: words.items.open,
      told: plan.fresh,
    })
}

/** A death that was none: whoever read of it finds that out at once. */
async function addMistakes(tx: Transaction, todo: Todo[], now: Date): Promise<void> {
  for (const { personId, group } of await mistakesLately(tx))
    todo.push({
      due: now,
      what: words.items.mistake(group),
      href: `/staff/people/${personId}`,
      action: words.items.open,
      told: true,
    })
}

async function addLateArrivals(tx: Transaction, todo: Todo[]): Promise<void> {
  for (const one of await lateArrivals(tx))
    todo.push({
      due: one.at,
      what: words.items.lateArrival,
      href: `/staff/late/${one.id}`,
      action: words.items.look,
    })
}

function inWordsOf(instant: Date, zone: string): string {
  const { date } = localTime(instant, zone)
  return dayInWords(date, date)
}

/** Somebody's safety first, then what they were just told of, then lateness towards people, then lateness of paper, then whatever is due first. */
function mostUrgentFirst(now: Date) {
  const rank = (item: Todo) =>
    item.safety !== undefined
      ? item.safety - 3
      : item.told
        ? -0.5
        : item.due.getTime() >= now.getTime()
          ? 2
          : item.paper
            ? 1
            : 0
  return (a: Todo, b: Todo) => rank(a) - rank(b) || a.due.getTime() - b.due.getTime()
}
