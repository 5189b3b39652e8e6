import { Button, ButtonRow, ErrorSummary, Input, SummaryList, Table } from '#design/components/index.ts'
import type { StaffActor } from '#platform/actor.ts'
import { moment } from './moments.ts'
import { PasskeyBox } from './passkey-box.tsx'
import type { Account, OpenSession, OwnPasskey, TheirGroup } from './queries.ts'
import { en as words } from './words.ts'

const w = words.own

/** "South Essex (facilitator), Dorset (coordinator)". */
export function GroupNames({ groups }: { groups: TheirGroup[] }) {
  if (groups.length === 0) return <>{w.noGroups}</>
  return (
    <>
      {groups.map((group, index) => (
        <>
          {index > 0 && ', '}
          <a href={`/staff/groups/${group.slug}`}>{group.name}</a> (
          {words.accounts.parts[group.part].toLowerCase()})
        </>
      ))}
    </>
  )
}

/** One's own page: details, passkeys, and where one is signed in. */
export function OwnPage(props: {
  actor: StaffActor
  account: Account
  groups: TheirGroup[]
  passkeys: OwnPasskey[]
  sessions: OpenSession[]
  zone: string
  values: { name: string; phone: string }
  errors: Record<string, string>
}) {
  const { account, errors, zone } = props
  const others = props.sessions.filter((session) => session.id !== props.actor.sessionId)
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <SummaryList
        rows={[
          { key: w.emailLabel, value: account.email },
          {
            key: w.rolesLabel,
            value: account.roles.map((role) => words.roles[role].name).join(', '),
            actions: [{ href: '/staff/permissions', text: words.permissionsPage.title }],
          },
          { key: w.groupsLabel, value: <GroupNames groups={props.groups} /> },
        ]}
      />
      <h2>{w.details}</h2>
      <form method="post" action="/staff/account" novalidate>
        <Input
          name="name"
          label={w.nameLabel}
          hint={w.nameHint}
          value={props.values.name}
          error={errors.name}
          autocomplete="name"
          width={20}
          maxlength={200}
        />
        <Input
          name="phone"
          label={w.phoneLabel}
          hint={w.phoneHint}
          value={props.values.phone}
          error={errors.phone}
          type="tel"
          autocomplete="tel"
          width={20}
          maxlength={40}
        />
        <Button>{w.save}</Button>
      </form>
      <Passkeys passkeys={props.passkeys} zone={zone} />
      <h2>{w.sessions}</h2>
      <p>{w.sessionsWords}</p>
      <Table
        caption={w.sessions}
        captionHidden
        responsive
        columns={[w.device, w.began, w.seen, w.what]}
        rows={props.sessions.map((session) => [
          `${session.device || w.unknownDevice} (${w.ways[session.way].toLowerCase()})`,
          moment(session.createdAt, zone),
          moment(session.seenAt, zone),
          {
            content:
              session.id === props.actor.sessionId ? (
                w.thisOne
              ) : (
                <form method="post" action={`/staff/account/sessions/${session.id}/end`}>
                  <Button
                    variant="link"
                    ariaLabel={`${w.end}: ${session.device || w.unknownDevice}, ${moment(session.createdAt, zone)}`}
                  >
                    {w.end}
                  </Button>
                </form>
              ),
            rich: true,
          },
        ])}
      />
      {others.length > 1 && (
        <form method="post" action="/staff/account/sessions/end-others">
          <Button variant="secondary">{w.endOthers}</Button>
        </form>
      )}
    </>
  )
}

function Passkeys({ passkeys, zone }: { passkeys: OwnPasskey[]; zone: string }) {
  return (
    <>
      <h2>{w.passkeys}</h2>
      {passkeys.length === 0 ? (
        <p>
          {w.noPasskeys} {words.enrol.what}
        </p>
      ) : (
        <>
          <p>{w.passkeysWords}</p>
          <SummaryList
            rows={passkeys.map((key) => ({
              key: key.name,
              value: (
                <>
                  {w.made} {moment(key.createdAt, zone)}
                  <br />
                  {w.lastUsed}: {key.lastUsedAt ? moment(key.lastUsedAt, zone) : w.never}
                </>
              ),
              actions: [
                { href: `/staff/account/passkeys/${key.id}`, text: w.rename, about: key.name },
                { href: `/staff/account/passkeys/${key.id}/remove`, text: w.remove, about: key.name },
              ],
            }))}
          />
        </>
      )}
      <PasskeyBox does="make" then="/staff/account?done=passkey" quiet />
    </>
  )
}

export function RenamePage(props: { passkey: OwnPasskey; value: string; errors: Record<string, string> }) {
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <form method="post" action={`/staff/account/passkeys/${props.passkey.id}`} novalidate>
        <h1>{w.renameTitle}</h1>
        <Input
          name="name"
          label={w.passkeyNameLabel}
          value={props.value}
          error={props.errors.name}
          width={20}
          maxlength={100}
        />
        <ButtonRow>
          <Button>{w.save}</Button>
          <a href="/staff/account">{w.cancel}</a>
        </ButtonRow>
      </form>
    </>
  )
}

export function RemovePage({ passkey, last }: { passkey: OwnPasskey; last: boolean }) {
  return (
    <>
      <h1>{w.removeTitle(passkey.name)}</h1>
      <p>{last ? w.removeLast : w.removeWords}</p>
      {last ? (
        <Button href="/staff/account">{w.title}</Button>
      ) : (
        <form method="post" action={`/staff/account/passkeys/${passkey.id}/remove`}>
          <ButtonRow>
            <Button variant="warning">{w.remove}</Button>
            <a href="/staff/account">{w.cancel}</a>
          </ButtonRow>
        </form>
      )}
    </>
  )
}
