import {
  Button,
  ButtonRow,
  Checkboxes,
  ErrorSummary,
  Input,
  InsetText,
  Radios,
  SummaryList,
  Table,
  Tag,
} from '#design/components/index.ts'
import { type Permission, permissions } from '#platform/access.ts'
import { type StaffRole, staffRoles } from '#platform/actor.ts'
import { day, moment } from './moments.ts'
import type { Account, AccountRow, OpenSession, OwnPasskey, TheirGroup } from './queries.ts'
import { en as words } from './words.ts'

const w = words.accounts
const roleNames = (roles: readonly StaffRole[]) => roles.map((role) => words.roles[role].name).join(', ')

/** Who works or helps here. */
export function AccountsPage(props: { accounts: AccountRow[]; ended: boolean; zone: string }) {
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <ButtonRow>
        <Button href="/staff/accounts/new">{w.invite}</Button>
        <a href="/staff/permissions">{w.whoSees}</a>
        <a href="/staff/audit">{w.audit}</a>
      </ButtonRow>
      <Table
        caption={w.title}
        captionHidden
        responsive
        columns={w.columns}
        empty={w.empty}
        rows={props.accounts.map((account) => [
          {
            content: (
              <>
                <a href={`/staff/accounts/${account.id}`}>{account.name}</a>
                {account.endedAt && (
                  <>
                    {' '}
                    <Tag>{w.ended}</Tag>
                  </>
                )}
                <br />
                <span class="app-small">{account.email}</span>
              </>
            ),
            rich: true,
          },
          roleNames(account.roles),
          account.groups.length > 3
            ? `${account.groups.slice(0, 3).join(', ')} +${account.groups.length - 3}`
            : account.groups.join(', ') || w.none,
          account.passkeys > 0 ? w.yes : w.no,
          account.lastSeen ? moment(account.lastSeen, props.zone) : w.notYet,
        ])}
      />
      <p>
        {props.ended ? (
          <a href="/staff/accounts">{w.hideEnded}</a>
        ) : (
          <a href="/staff/accounts?ended=yes">{w.showEnded}</a>
        )}
      </p>
    </>
  )
}

function RoleBoxes({ values, error }: { values: readonly string[]; error: string | undefined }) {
  return (
    <Checkboxes
      name="roles"
      legend={w.rolesLegend}
      legendSize="m"
      hint={w.rolesHint}
      error={error}
      values={values}
      small
      choices={staffRoles.map((role) => ({
        value: role,
        label: words.roles[role].name,
        hint: words.roles[role].says,
      }))}
    />
  )
}

export function InvitePage(props: {
  values: { name: string; email: string; roles: readonly string[] }
  errors: Record<string, string>
}) {
  const { values, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.newTitle}</h1>
      <p>{w.newHint}</p>
      <form method="post" action="/staff/accounts/new" novalidate>
        <Input
          name="name"
          label={words.name}
          value={values.name}
          error={errors.name}
          width={20}
          maxlength={200}
        />
        <Input
          name="email"
          label={words.email}
          value={values.email}
          error={errors.email}
          type="email"
          inputmode="email"
          spellcheck={false}
          width={20}
        />
        <RoleBoxes values={values.roles} error={errors.roles} />
        <ButtonRow>
          <Button preventDoubleClick>{w.send}</Button>
          <a href="/staff/accounts">{w.cancel}</a>
        </ButtonRow>
      </form>
    </>
  )
}

/** Everything about one account. */
export function AccountPage(props: {
  account: Account
  groups: TheirGroup[]
  choices: { name: string; slug: string }[]
  passkeys: OwnPasskey[]
  sessions: OpenSession[]
  zone: string
  values: { roles: readonly string[]; group: string; part: string }
  errors: Record<string, string>
}) {
  const { account, errors, zone } = props
  const state = account.endedAt
    ? w.stateEnded(day(account.endedAt, zone))
    : props.passkeys.length === 0 && props.sessions.length === 0
      ? w.stateWaiting
      : w.stateOpen
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{account.name}</h1>
      <SummaryList
        rows={[
          { key: w.emailLabel, value: account.email },
          ...(account.phone ? [{ key: w.phoneLabel, value: account.phone }] : []),
          { key: w.stateLabel, value: state },
          { key: w.createdLabel, value: day(account.createdAt, zone) },
          { key: w.passkeysLabel, value: props.passkeys.map((key) => key.name).join(', ') || w.noPasskey },
          {
            key: w.sessionsTitle,
            value:
              props.sessions
                .map(
                  (session) =>
                    `${session.device || words.own.unknownDevice}, ${moment(session.seenAt, zone)}`,
                )
                .join('; ') || w.notIn,
          },
        ]}
      />
      <p>
        <a href={`/staff/audit?account=${account.id}`}>{w.history}</a>
      </p>
      {account.endedAt ? (
        <Button href={`/staff/accounts/new?again=${account.id}`}>{w.cameBack}</Button>
      ) : (
        <>
          <form method="post" action={`/staff/accounts/${account.id}/roles`} novalidate>
            <RoleBoxes values={props.values.roles} error={errors.roles} />
            <Button>{w.saveRoles}</Button>
          </form>
          <Groups {...props} />
          <ButtonRow>
            <Button href={`/staff/accounts/${account.id}/again`} variant="secondary">
              {w.again}
            </Button>
            <Button href={`/staff/accounts/${account.id}/end`} variant="secondary">
              {w.endLink}
            </Button>
          </ButtonRow>
        </>
      )}
    </>
  )
}

function Groups(props: {
  account: Account
  groups: TheirGroup[]
  choices: { name: string; slug: string }[]
  values: { group: string; part: string }
  errors: Record<string, string>
}) {
  const { account, errors } = props
  return (
    <>
      <h2>{w.groupsTitle}</h2>
      <p>{w.groupsWords}</p>
      {props.groups.length > 0 && (
        <SummaryList
          rows={props.groups.map((group) => ({
            key: <a href={`/staff/groups/${group.slug}`}>{group.name}</a>,
            value: (
              <form method="post" action={`/staff/accounts/${account.id}/groups/take`}>
                {w.parts[group.part]} <input type="hidden" name="group" value={group.id} />
                <input type="hidden" name="part" value={group.part} />
                <Button
                  variant="link"
                  ariaLabel={`${w.takeAway}: ${group.name}, ${w.parts[group.part].toLowerCase()}`}
                >
                  {w.takeAway}
                </Button>
              </form>
            ),
          }))}
        />
      )}
      <form method="post" action={`/staff/accounts/${account.id}/groups`} novalidate>
        <Input
          name="group"
          label={w.groupLabel}
          hint={w.groupHint}
          value={props.values.group}
          error={errors.group}
          width={20}
          list="groups-to-give"
          autocomplete="off"
          maxlength={200}
        />
        <datalist id="groups-to-give">
          {props.choices.map((group) => (
            <option value={group.slug}>{group.name}</option>
          ))}
        </datalist>
        <Radios
          name="part"
          legend={w.asPart}
          inline
          small
          value={props.values.part}
          error={errors.part}
          choices={[
            { value: 'facilitator', label: w.parts.facilitator },
            { value: 'coordinator', label: w.parts.coordinator },
          ]}
        />
        <Button variant="secondary">{w.addGroup}</Button>
      </form>
    </>
  )
}

export function AgainPage({ account }: { account: Account }) {
  return (
    <>
      <h1>{w.againTitle(account.name)}</h1>
      <p>{w.againWords}</p>
      <InsetText>{w.againCheck}</InsetText>
      <form method="post" action={`/staff/accounts/${account.id}/again`}>
        <ButtonRow>
          <Button preventDoubleClick>{w.againButton}</Button>
          <a href={`/staff/accounts/${account.id}`}>{w.cancel}</a>
        </ButtonRow>
      </form>
    </>
  )
}

export function EndPage(props: { account: Account; groups: TheirGroup[]; errors: Record<string, string> }) {
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.endTitle(props.account.name)}</h1>
      <p>{w.endWords}</p>
      {props.groups.length > 0 && (
        <>
          <p>{w.endGroups}</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {props.groups.map((group) => (
              <li>
                {group.name} ({w.parts[group.part].toLowerCase()})
              </li>
            ))}
          </ul>
        </>
      )}
      <form method="post" action={`/staff/accounts/${props.account.id}/end`}>
        <ButtonRow>
          <Button variant="warning" id="end">
            {w.endButton}
          </Button>
          <a href={`/staff/accounts/${props.account.id}`}>{w.cancel}</a>
        </ButtonRow>
      </form>
    </>
  )
}

/** Roles by what they may do, from the same table that opens and closes the pages. */
export function PermissionsPage() {
  const p = words.permissionsPage
  return (
    <>
      <h1>{p.title}</h1>
      <p class="app-lede">{p.lede}</p>
      <h2>{p.peopleTitle}</h2>
      <Table
        caption={p.peopleTitle}
        captionHidden
        columns={p.peopleColumns}
        rows={p.people}
        firstCellIsHeader
      />
      <p>{p.emergency}</p>
      <h2>{p.caption}</h2>
      <Table
        caption={p.caption}
        captionHidden
        responsive
        compact
        columns={p.columns}
        rows={(Object.keys(permissions) as Permission[]).map((permission) => {
          const holders: readonly StaffRole[] = permissions[permission]
          return [
            words.permissions[permission],
            holders.length === staffRoles.length ? p.everybody : roleNames(holders),
          ]
        })}
      />
    </>
  )
}
