import { sql } from 'kysely'
import { actsAs, concernTodos } from '#features/concerns/concerns.ts'
import { urgencies } from '#features/concerns/rules.ts'
import { dateInWords } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import type { StaffActor } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import type { Todo } from './day.ts'
import { shownOfEach } from './queries.ts'
import { raisedWords as w } from './raised-words.ts'

type Raised = {
  questions: number
  oldest_question: Date | null
  talks: number
  oldest_talk: Date | null
  own_supervision: string | null
  own_supervision_at: Date | null
  to_note: number
  without_date: number
  offers: number
  oldest_offer: Date | null
  to_check: number
}

/** Whether anything of this is for their roles at all. */
export function hasRaised(actor: StaffActor): boolean {
  return may(actor, 'see concerns') || may(actor, 'answer offers')
}

/**
 * What was raised around sessions and waits for somebody: concerns, questions, talks, supervision, offers, the directory.
 * Three statements; row security decides what they hold (P4). No names, and not a word of what was written.
 */
export async function addRaised(
  tx: Transaction,
  {
    actor,
    now,
    zone,
    today,
    todo,
  }: { actor: StaffActor; now: Date; zone: string; today: string; todo: Todo[] },
): Promise<void> {
  if (may(actor, 'see concerns')) await addConcerns(tx, actor, now, todo)
  if (!hasRaised(actor)) return
  const found = await sql<Raised>`
    select
      (select count(*) from questions where answer is null and withdrawn_at is null)::int as questions,
      (select min(asked_at) from questions where answer is null and withdrawn_at is null) as oldest_question,
      (select count(*) from debriefs where done_at is null and account_id <> actor_account())::int as talks,
      (select min(asked_at) from debriefs where done_at is null and account_id <> actor_account()) as oldest_talk,
      s.date::text as own_supervision, (s.date + time '23:59') at time zone ${zone} as own_supervision_at,
      (select count(*) from supervisions where state = 'planned' and date < ${today}::date)::int as to_note,
      (select count(*) from accounts a join account_roles r on r.account_id = a.id and r.role = 'facilitator' where a.ended_at is null
        and exists (select from group_staff g where g.account_id = a.id and g.part = 'facilitator')
        and not exists (select from supervisions p where p.account_id = a.id and p.state = 'planned' and p.date >= ${today}::date))::int
        as without_date,
      (select count(*) from offers where state = 'new')::int as offers,
      (select min(offered_at) from offers where state = 'new') as oldest_offer,
      (select count(*) from signposts e, charity c where e.ended_at is null
        and e.checked_on <= (${today}::date - make_interval(months => c.check_signposts_months))::date)::int as to_check
    from (select) one left join lateral (select date from supervisions where account_id = actor_account() and state = 'planned'
      and date between ${today}::date and ${today}::date + 14 order by date limit 1) s on true`.execute(tx)
  const [row] = found.rows
  if (row) todo.push(...todosOf(row, actor, now, today))
  if (actor.roles.includes('facilitator')) await addAnswers(tx, today, todo)
}

function todosOf(row: Raised, actor: StaffActor, now: Date, today: string): Todo[] {
  const day = 86_400_000
  const after = (at: Date | null, days: number) => new Date((at ?? now).getTime() + days * day)
  const all: (Todo | false)[] = [
    may(actor, 'answer questions') &&
      row.questions > 0 && {
        due: after(row.oldest_question, 5),
        what: w.questions(row.questions),
        href: '/staff/questions',
        action: w.answer,
      },
    row.talks > 0 && {
      due: after(row.oldest_talk, 1),
      what: w.talks(row.talks),
      href: '/staff/debriefs',
      action: w.ring,
    },
    row.own_supervision !== null && {
      due: row.own_supervision_at ?? now,
      what: w.ownSupervision(dateInWords(row.own_supervision, today)),
      href: '/staff/supervision',
      action: w.open,
    },
    may(actor, 'keep supervision') &&
      row.to_note > 0 && {
        due: now,
        what: w.toNote(row.to_note),
        href: '/staff/supervision',
        action: w.note,
        paper: true,
      },
    may(actor, 'keep supervision') &&
      row.without_date > 0 && {
        due: after(now, 14),
        what: w.withoutDate(row.without_date),
        href: '/staff/supervision',
        action: w.open,
        paper: true,
      },
    may(actor, 'answer offers') &&
      row.offers > 0 && {
        due: after(row.oldest_offer, 3),
        what: w.offers(row.offers),
        href: '/staff/offers',
        action: w.answer,
      },
    may(actor, 'answer offers') &&
      row.to_check > 0 && {
        due: after(now, 14),
        what: w.toCheck(row.to_check),
        href: '/staff/help',
        action: w.check,
        paper: true,
      },
  ]
  return all.filter((item) => item !== false)
}

/** What is there to be read is never late. */
const toRead = ['news', 'raised', 'answered']
/** Nobody has done anything about it yet: it stands first, though only watched hours count until it is due. */
const untouched = ['waits', 'looked']

async function addConcerns(tx: Transaction, actor: StaffActor, now: Date, todo: Todo[]): Promise<void> {
  const concerns = await concernTodos(tx, actsAs(actor), shownOfEach)
  for (const concern of concerns)
    todo.push({
      due: toRead.includes(concern.what) ? now : concern.dueAt,
      what: w.concern(concern.what, concern.urgency, concern.escalated),
      href: `/staff/concerns/${concern.id}`,
      action: w.open,
      ...(untouched.includes(concern.what) ? { safety: urgencies.indexOf(concern.urgency) } : {}),
    })
  const last = concerns.at(-1)
  if (last && last.total > concerns.length)
    todo.push({
      due: toRead.includes(last.what) ? now : last.dueAt,
      what: w.moreConcerns(last.total - concerns.length),
      href: '/staff/concerns',
      action: w.all,
    })
}

/**
 * What the nurse has answered since a group last met stands on the Today of who leads it until the next session begins,
 * and on that session's page.
 */
async function addAnswers(tx: Transaction, today: string, todo: Todo[]): Promise<void> {
  const { rows } = await sql<{ id: string; date: string; starts_at: Date; answers: number }>`
    select next.id, next.date::text as date, next.starts_at, count(*)::int as answers
    from led_groups() as led(group_id)
    join lateral (select s.id, s.date, s.starts_at from sessions s where s.group_id = led.group_id and s.state = 'planned'
      and s.starts_at > clock() order by s.starts_at limit 1) next on true
    join questions q on q.group_id = led.group_id and q.answer is not null and q.withdrawn_at is null
      and q.answered_at >= coalesce((select max(s.starts_at) from sessions s where s.group_id = led.group_id
        and s.state = 'planned' and s.starts_at < next.starts_at), '-infinity')
    group by next.id, next.date, next.starts_at order by next.starts_at limit ${shownOfEach}`.execute(tx)
  for (const row of rows)
    todo.push({
      due: row.starts_at,
      what: w.answers(row.answers, dateInWords(row.date, today)),
      href: `/staff/sessions/${row.id}#take-back`,
      action: w.open,
    })
}

/** Pages that are in no menu, for those who may open them. */
export function elsewhere(actor: StaffActor): { href: string; text: string }[] {
  const pages = [
    { href: '/staff/questions', text: w.pages.questions, permission: 'see questions' },
    { href: '/staff/debriefs', text: w.pages.talks, permission: 'see debriefs' },
    { href: '/staff/supervision', text: w.pages.supervision, permission: 'see supervision' },
    { href: '/staff/offers', text: w.pages.offers, permission: 'answer offers' },
    { href: '/staff/help', text: w.pages.help, permission: 'keep signposts' },
  ] as const
  return pages.filter((one) => may(actor, one.permission)).map(({ href, text }) => ({ href, text }))
}
