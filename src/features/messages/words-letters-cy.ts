import type { Translation } from '#platform/language.ts'
import { dydd } from '#platform/welsh.ts'
import { type Block, ringUs, type Said } from './said.ts'
import { cancelled, noPressure, nowWhen, onDay, topic, triedToRing, when } from './said-cy.ts'
import type { Words } from './words-letters.ts'

const canNotCome = (s: Said) =>
  s.phone
    ? `Os na allwch ddod y tro hwn, mae un alwad i ${s.phone} yn rhoi eich lle i rywun sy’n aros. Nid oes rhaid dweud pam.`
    : 'Os na allwch ddod y tro hwn, mae hynny’n iawn. Nid oes rhaid dweud pam.'
const toEnter = (s: Said): Block[] => {
  if (!s.online) return []
  const before = s.phone ? `ffoniwch ni ar ${s.phone} ymlaen llaw` : 'dywedwch wrthym ymlaen llaw'
  if (!s.dialIn)
    return [{ p: `I ymuno o ffôn neu sgrin, ${before}: dywedwn wrthych sut, a rhoi cynnig arni gyda chi.` }]
  return [
    {
      facts: [
        ['I ymuno dros y ffôn, ffoniwch', s.dialIn.number],
        ...(s.dialIn.code ? ([['Yna teipiwch', s.dialIn.code]] as [string, string][]) : []),
      ],
    },
    {
      p: `I chi’n unig y mae’r rhif hwn, felly peidiwch â’i roi i neb arall. Os byddai’n well gennych ymuno o sgrin, neu roi cynnig arni gyda ni yn gyntaf, ${before}.`,
    },
  ]
}
const groupAndDates = ({ group, dates, where }: Said): [string, string][] => [
  ['Grŵp', group],
  ...(dates?.kept.length
    ? ([['Mae lle wedi’i gadw i chi', dates.kept.join('; ')]] as [string, string][])
    : []),
  ...(dates?.next.length
    ? ([[dates.kept.length ? 'Dyddiadau eraill' : 'Y dyddiadau nesaf', dates.next.join('; ')]] as [
        string,
        string,
      ][])
    : []),
  ...(where.length > 0 ? ([['Ble', where.join('\n')]] as [string, string][]) : []),
]
const talk = (s: Said) =>
  ringUs(s, 'Os oes gennych gwestiynau, neu os byddai’n well gennych siarad, ffoniwch ni ar')

// To be checked by a speaker.
export const cy: Translation<Words> = {
  of: {
    'tried to ring': (s) => ({
      heading: 'Mae’n ddrwg gennym ein bod wedi’ch colli',
      body: triedToRing(s),
    }),
    joined: (s) => ({
      heading: 'Mae croeso mawr i chi',
      body: [
        { p: 'Diolch am ymuno â ni. Mae’n dda eich cael gyda ni.' },
        { facts: groupAndDates(s) },
        ...(s.begins === 'just come' && !s.online
          ? [
              {
                p: 'Gallwch ddod draw. Bydd rhywun yn cadw golwg amdanoch ac yn dangos y lle i chi.',
              },
            ]
          : []),
        ...(s.limited && s.dates?.kept.length === 0
          ? ringUs(s, 'Hyn a hyn o leoedd sydd. I gadw un i chi, ffoniwch ni ar')
          : []),
        ...(s.begins === 'call me'
          ? [
              {
                p: 'Gofynnoch i ni eich ffonio yn gyntaf, ac fe wnawn. Efallai y ffoniwn o rif nad ydych yn ei adnabod.',
              },
            ]
          : []),
        ...(s.begins === 'I call'
          ? ringUs(s, 'Dywedoch y byddai’n well gennych ein ffonio ni. Pryd bynnag y bo’n gyfleus:')
          : []),
        ...toEnter(s),
        { p: 'Dewch i gynifer neu gyn lleied ag y mynnwch. Nid oes byth angen egluro.' },
        {
          p: 'Rydym yn ysgrifennu atoch drwy’r post am eich grŵp. Os yw ffordd arall yn well i chi, dywedwch wrthym.',
        },
        ...(s.begins === 'I call' ? [] : talk(s)),
      ],
    }),
    'place kept': (s) =>
      s.standing
        ? {
            heading: 'Mae lle wedi’i gadw i chi bob tro',
            body: [
              {
                p: `${s.group}: mae lle nawr yn cael ei gadw i chi ar bob dyddiad, nes i chi ddweud fel arall.`,
              },
              { p: canNotCome(s) },
            ],
          }
        : {
            heading: s.limited ? 'Mae eich lle wedi’i gadw' : 'Bydd yn dda eich gweld',
            body: [
              { facts: when(s) },
              ...topic(s),
              ...toEnter(s),
              { p: s.limited ? canNotCome(s) : noPressure(s) },
            ],
          },
    'place offered': (s) => ({
      heading: 'Mae lle i chi',
      body: [
        {
          facts: [
            ...when(s),
            ...(s.answerBy ? ([['Wedi’i gadw i chi tan', s.answerBy]] as [string, string][]) : []),
          ],
        },
        ...ringUs(s, 'A hoffech chi ei gael? Ffoniwch ni a dweud ie neu na:'),
        { p: 'Wedyn aiff i’r person nesaf, ac mae croeso i chi o hyd dro arall.' },
      ],
    }),
    'session moved': (s) => ({
      heading: 'Mae’r dyddiad, yr amser neu’r lle wedi newid',
      body: [
        { facts: [...(s.from ? ([['Roedd i fod', s.from]] as [string, string][]) : []), ...nowWhen(s)] },
        ...topic(s),
        {
          p: s.limited
            ? 'Os oedd gennych le, mae wedi’i gadw. Os nad yw’r amser newydd yn gyfleus, nid oes rhaid dweud pam.'
            : 'Os nad yw’r amser newydd yn gyfleus, mae hynny’n iawn. Nid oes angen dweud wrthym.',
        },
        ...talk(s),
      ],
    }),
    'session cancelled': (s) => ({
      heading: `Dim sesiwn ${onDay(s)}`,
      body: [
        ...cancelled(s),
        { p: 'Mae pob dyddiad arall yn aros fel y mae.' },
        ...ringUs(s, 'Os hoffech siarad â rhywun, ffoniwch ni ar'),
      ],
    }),
    'session added': (s) => ({
      heading: s.telephone ? 'Mae awr ffôn' : s.from ? 'Mae dyddiad arall' : 'Mae dyddiad ychwanegol',
      body: [
        ...(s.from
          ? [{ p: `Mae’r dyddiad hwn yn lle’r sesiwn hon, na chaiff ei chynnal: ${dydd(s.from)}.` }]
          : []),
        { facts: when(s) },
        ...topic(s),
        ...(s.telephone
          ? [{ p: 'Ffoniwch unrhyw bryd yn yr awr honno. Bydd rhywun o’r grŵp yn ateb.' }]
          : []),
        ...toEnter(s),
        { p: noPressure(s) },
        ...talk(s),
      ],
    }),
    'session put back': (s) => ({
      heading: `Mae sesiwn ${onDay(s)} wedi’r cyfan`,
      body: [
        {
          p: 'Dywedasom wrthych nad oedd y dyddiad hwn ymlaen. Mae ymlaen eto, ac mae’n ddrwg gennym am y newid yn ôl ac ymlaen.',
        },
        { facts: when(s) },
        ...topic(s),
        { p: 'Os nad yw’r dyddiad yn gyfleus mwyach, nid oes rhaid dweud pam.' },
        ...talk(s),
      ],
    }),
    'reminder week': (s) => ({
      heading: `Nodyn atgoffa: ${s.date}, ${s.starts}`,
      body: [
        { facts: when(s) },
        ...topic(s),
        ...toEnter(s),
        { p: noPressure(s) },
        ...(s.limited ? [{ p: canNotCome(s) }] : []),
      ],
    }),
  },
  greeting: (called) => `Annwyl ${called},`,
  ending: (name) => ['Gyda chofion caredig', name],
  careOf: (name) => `d/o ${name}`,
  back: (sender, lines) => [sender, ...lines].join(', '),
}
