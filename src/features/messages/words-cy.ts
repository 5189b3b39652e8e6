import type { Translation } from '#platform/language.ts'
import { dydd } from '#platform/welsh.ts'
import { type Block, call, type Letter, ringUs, type Said } from './said.ts'
import { byTelephone, cancelled, noPressure, nowWhen, onDay, topic, triedToRing, when } from './said-cy.ts'
import type { Words } from './words.ts'

const howToEnter: Block = {
  p: 'Mae eich dolen eich hun i ddod i mewn ar eich tudalennau o 24 awr ymlaen llaw. I chi yn unig y mae, felly peidiwch â’i phasio ymlaen.',
}
const mine = 'Agor fy nhudalennau'
const place = (s: Said) => (s.limited ? 'Gweld neu roi fy lle yn ôl' : mine)

// To be checked by a speaker. What goes to staff stays English.
export const cy: Translation<Words> = {
  greeting: (called) => `Helo ${called},`,
  hello: 'Helo,',
  forSomeone: (called) =>
    `Mae hwn i ${called}, a ddywedodd y cawn ysgrifennu atoch. ${called} yw “chi” isod.`,
  help: (s) =>
    s.phone
      ? `Cwestiynau, neu a fyddai’n well gennych siarad? Ffoniwch ni ar ${s.phone}${s.phoneHours ? ` (${s.phoneHours})` : ''}.`
      : '',
  from: (name) => `Daw’r neges hon oddi wrth ${name}.`,
  why: 'Rydych yn ei chael am i’r cyfeiriad e-bost hwn gael ei roi i ni. Os nad i chi y mae, ffoniwch ni neu dilëwch hi.',
  stop: 'Atal nodiadau atgoffa',
  stopText: (url) => `Atal nodiadau atgoffa: ${url}`,
  buttonText: (button, url) => `${button}: ${url}`,
  linkIsYours: 'Eich dolen bersonol chi yw’r botwm. Peidiwch ag anfon y neges hon ymlaen.',
  linkIsYoursText: 'Eich dolen bersonol chi yw’r cyfeiriad uchod. Peidiwch ag anfon y neges hon ymlaen.',
  calendarFile: 'dyddiad.ics',
  byTelephone,

  'confirm address': (): Letter => ({
    subject: 'Cadarnhewch eich cyfeiriad e-bost',
    preview: 'Un pwysiad ac fe wyddom mai eich cyfeiriad chi yw hwn.',
    heading: 'Ai eich cyfeiriad e-bost chi yw hwn?',
    body: [
      {
        p: 'Rhoddodd rhywun y cyfeiriad hwn i ni er mwyn i ni allu ysgrifennu atynt. Os chi oedd hwnnw, cadarnhewch ef.',
      },
      { p: 'Nes i chi wneud, nid ydym yn anfon dim arall yma.' },
    ],
    button: 'Cadarnhau’r cyfeiriad hwn',
    after: [
      {
        p: 'Os nad chi oedd hwnnw, nid oes dim i’w wneud. Nid ydym yn ysgrifennu mwy oni bai i’r ffurflen gael ei llenwi eto.',
      },
    ],
  }),
  'carry on joining': (): Letter => ({
    subject: 'Parhewch o’r lle’r oeddech',
    preview: 'Mae’r hyn a lenwoch wedi’i gadw i chi.',
    heading: 'Parhewch o’r lle’r oeddech',
    body: [
      {
        p: 'Mae’r hyn rydych wedi’i lenwi hyd yma wedi’i gadw. Gallwch barhau pryd bynnag y bo’n gyfleus, ar unrhyw ddyfais.',
      },
    ],
    button: 'Parhau',
    after: [{ p: 'Os ydych wedi newid eich meddwl, nid oes dim i’w wneud: caiff ei ddileu ei hun.' }],
  }),
  joined: (s): Letter => ({
    subject: 'Diolch – beth sy’n digwydd nesaf',
    preview: 'Mae croeso mawr i chi. Dyma beth sy’n digwydd nesaf.',
    heading: 'Mae croeso mawr i chi',
    body: [
      { p: 'Diolch am ymuno â ni. Mae’n dda eich cael gyda ni.' },
      {
        facts: [
          ['Grŵp', s.group],
          ...(s.firstDate && !(s.online && !s.letIn)
            ? [['Dyddiad nesaf', s.firstDate] as [string, string]]
            : []),
        ],
      },
      ...(s.chosen ? chosenDates(s.chosen) : []),
      ...(s.begins === 'call me'
        ? [
            {
              p: 'Gofynnoch i ni eich ffonio yn gyntaf, ac fe wnawn. Efallai y ffoniwn o rif nad ydych yn ei adnabod.',
            },
          ]
        : s.begins === 'I call'
          ? ringUs(s, 'Dywedoch y byddai’n well gennych ein ffonio ni. Pryd bynnag y bo’n gyfleus:')
          : s.online
            ? []
            : [
                {
                  p: 'Gallwch ddod draw. Bydd rhywun yn cadw golwg amdanoch ac yn dangos y lle i chi.',
                },
              ]),
      ...(s.online && !s.letIn
        ? [
            {
              p: 'Cyn eich sesiwn gyntaf bydd rhywun o’r elusen yn siarad â chi, er mwyn i bawb wybod pwy sydd yn yr ystafell. Wedi hynny bydd eich dolen i ddod i mewn ar eich tudalennau eich hun.',
            },
          ]
        : []),
      {
        p: 'Ar eich tudalennau eich hun gwelwch y dyddiadau nesaf, a gallwch newid yr hyn a wyddom amdanoch a sut y cawn gysylltu â chi.',
      },
      { p: 'Dewch i gynifer neu gyn lleied ag y mynnwch. Nid oes byth angen egluro.' },
    ],
    button: mine,
  }),
  'place kept': (s): Letter =>
    s.standing
      ? standingKept(s, s.standing)
      : {
          subject: s.limited ? `Eich lle ${onDay(s)}` : `Gwelwn ni chi ${onDay(s)}`,
          preview: `${s.date}, ${s.hours}`,
          heading: s.limited ? 'Mae eich lle wedi’i gadw' : 'Bydd yn dda eich gweld',
          body: [
            { facts: when(s) },
            ...topic(s),
            ...(s.online ? [howToEnter] : []),
            {
              p: s.limited
                ? 'Os na allwch ddod y tro hwn, mae un pwysiad yn rhoi eich lle i rywun sy’n aros. Nid oes rhaid dweud pam.'
                : 'Os na allwch ddod wedi’r cyfan, mae hynny’n iawn. Nid oes angen dweud wrthym.',
            },
          ],
          button: place(s),
        },
  'place waiting': (s): Letter => ({
    subject: `Rydych ar y rhestr aros: ${s.date}`,
    preview: `Byddwn yn ysgrifennu atoch cyn gynted ag y bydd lle ${onDay(s)}.`,
    heading: 'Rydych ar y rhestr aros',
    body: [
      {
        p: 'Mae pob lle wedi’i gymryd ar hyn o bryd. Cyn gynted ag y bydd un ar gael a’ch tro chi wedi dod, byddwn yn ysgrifennu atoch.',
      },
      { facts: when(s) },
    ],
    button: mine,
    after: ringUs(s, 'Os hoffech siarad yn y cyfamser, ffoniwch ni ar'),
  }),
  'place offered': (s): Letter => ({
    subject: `Mae lle i chi ${onDay(s)}`,
    preview: s.answerBy
      ? `A hoffech chi ei gael? Atebwch erbyn ${dydd(s.answerBy)}.`
      : 'A hoffech chi ei gael?',
    heading: 'Mae lle i chi',
    body: [
      {
        facts: [...when(s), ...(s.answerBy ? ([['Atebwch erbyn', s.answerBy]] as [string, string][]) : [])],
      },
      {
        p: 'Mae wedi’i gadw i chi tan hynny. Wedyn aiff i’r person nesaf, ac mae croeso i chi o hyd dro arall.',
      },
    ],
    button: 'Dweud ie neu na',
    after: ringUs(s, 'Neu ffoniwch ni ac fe atebwn drosoch:'),
  }),
  'place given back': (s): Letter =>
    s.standing
      ? {
          subject: 'Mae eich lleoedd wedi’u rhoi yn ôl',
          preview: 'O hyn ymlaen chi sy’n dewis dyddiadau unigol.',
          heading: 'Mae eich lleoedd wedi’u rhoi yn ôl',
          body: [
            {
              p: `${s.group}: nid oes lle yn cael ei gadw i chi ohono’i hun mwyach, ac mae’r rhai oedd gennych yn rhydd i eraill.`,
            },
            {
              p: 'Mae cymaint o groeso i chi ag o’r blaen: dewiswch ddyddiadau unigol ar eich tudalennau pryd bynnag y mynnwch.',
            },
          ],
          button: mine,
        }
      : {
          subject: `Rhoesoch eich lle yn ôl: ${s.date}`,
          preview: 'Diolch am roi gwybod i ni. Nid oes dim arall yn newid.',
          heading: 'Diolch am roi gwybod i ni',
          body: [
            {
              p: `Mae eich lle ${onDay(s)} wedi’i roi yn ôl, er mwyn i rywun arall ei gael. Nid oes rhaid dweud pam.`,
            },
            {
              p: 'Mae eich dyddiadau eraill i gyd yn aros fel y maent. Os hoffech ddod wedi’r cyfan, edrychwch ar eich tudalennau: efallai fod lle o hyd.',
            },
          ],
          button: mine,
        },
  'reminder week': (s): Letter => ({
    subject: `Nodyn atgoffa: ${s.date}, ${s.starts}`,
    preview: noPressure(s),
    heading: `${s.date}, ${s.starts}`,
    body: [
      { facts: when(s) },
      ...topic(s),
      ...(s.online ? [howToEnter] : []),
      { p: noPressure(s) },
      ...(s.limited
        ? [{ p: 'Os na allwch ddod y tro hwn, mae rhoi eich lle yn ôl yn gadael i rywun arall ddod.' }]
        : []),
    ],
    button: place(s),
  }),
  'reminder day': (s): Letter => {
    const day = s.near === 'tomorrow' ? 'Yfory' : s.near === 'today' ? 'Heddiw' : s.date
    return {
      subject: `${day} am ${s.starts}`,
      preview: noPressure(s),
      heading: `${day} am ${s.starts}`,
      body: [
        { facts: when(s) },
        ...topic(s),
        ...(s.online ? [howToEnter] : []),
        { p: noPressure(s) },
        ...(s.telephone ? [] : ringUs(s, 'Os daw rhywbeth i’ch rhwystro ar y ffordd, ffoniwch ni ar')),
      ],
      button: s.online ? mine : place(s),
    }
  },
  'session moved': (s): Letter => ({
    subject: `Wedi newid: nawr ${dydd(s.date)}, ${s.starts}`,
    preview: s.from ? `Roedd i fod: ${dydd(s.from)}.` : 'Edrychwch: mae rhywbeth wedi newid.',
    heading: 'Mae’r dyddiad, yr amser neu’r lle wedi newid',
    body: [
      { facts: [...(s.from ? ([['Roedd i fod', s.from]] as [string, string][]) : []), ...nowWhen(s)] },
      ...topic(s),
      {
        p: s.limited
          ? 'Os oedd gennych le, mae wedi’i gadw. Os nad yw’r amser newydd yn gyfleus, gallwch ei roi yn ôl ar eich tudalennau.'
          : 'Os nad yw’r amser newydd yn gyfleus, mae hynny’n iawn. Nid oes angen dweud wrthym.',
      },
      { p: 'Mae’r ffeil gyda’r neges hon yn diweddaru eich calendr.' },
    ],
    button: mine,
  }),
  'session cancelled': (s): Letter => ({
    subject: `Ddim yn cael ei chynnal: ${s.date}, ${s.starts}`,
    preview: 'Peidiwch â chychwyn. Mae’n ddrwg gennym.',
    heading: `Dim sesiwn ${onDay(s)}`,
    body: [
      ...cancelled(s),
      {
        p: 'Mae pob dyddiad arall yn aros fel y mae. Mae’r ffeil gyda’r neges hon yn tynnu’r un hon o’ch calendr.',
      },
    ],
    button: 'Gweld y dyddiadau nesaf',
    after: ringUs(s, 'Os hoffech siarad â rhywun, ffoniwch ni ar'),
  }),
  'session added': (s): Letter => ({
    subject: `${s.telephone ? 'Dros y ffôn' : s.from ? 'Dyddiad arall' : 'Dyddiad newydd'}: ${s.date}, ${s.starts}`,
    preview: s.from ? `Mae yn lle: ${dydd(s.from)}.` : noPressure(s),
    heading: s.telephone ? 'Rydym yno dros y ffôn' : s.from ? 'Mae dyddiad arall' : 'Mae dyddiad ychwanegol',
    body: [
      ...(s.from
        ? [{ p: `Mae’r dyddiad hwn yn lle’r sesiwn hon, na chaiff ei chynnal: ${dydd(s.from)}.` }]
        : []),
      { facts: when(s) },
      ...topic(s),
      ...(s.limited ? [{ p: placeThere(s) }] : []),
      {
        p: s.telephone
          ? `Ffoniwch unrhyw bryd yn yr amser hwn, os hoffech siarad: ${s.hours}. Bydd rhywun o’r grŵp yn ateb. Nid oes byth rhaid gwneud.`
          : noPressure(s),
      },
      { p: 'Mae’r ffeil gyda’r neges hon yn rhoi’r dyddiad yn eich calendr, os hoffech hynny.' },
    ],
    button: mine,
  }),
  'session put back': (s): Letter => ({
    subject: `Yn cael ei chynnal wedi’r cyfan: ${s.date}, ${s.starts}`,
    preview: 'Ysgrifenasom nad oedd ymlaen. Mae ymlaen eto.',
    heading: `Mae sesiwn ${onDay(s)} wedi’r cyfan`,
    body: [
      {
        p: 'Dywedasom wrthych nad oedd y dyddiad hwn ymlaen. Mae ymlaen eto, ac mae’n ddrwg gennym am y newid yn ôl ac ymlaen.',
      },
      { facts: when(s) },
      ...topic(s),
      {
        p: s.limited
          ? `${placeThere(s)} Os nad yw’r dyddiad yn gyfleus mwyach, nid oes rhaid dweud pam.`
          : 'Os nad yw’r dyddiad yn gyfleus mwyach, mae hynny’n iawn. Nid oes angen dweud wrthym.',
      },
      { p: 'Mae’r ffeil gyda’r neges hon yn rhoi’r dyddiad yn ôl yn eich calendr.' },
    ],
    button: mine,
  }),
  'my pages link': (): Letter => ({
    subject: 'Y ddolen y gofynnoch amdani',
    preview: 'Mae’n agor eich tudalennau eich hun.',
    heading: 'Dyma eich dolen',
    body: [
      {
        p: 'Mae’n agor eich tudalennau eich hun. Gallwch ei defnyddio ar unrhyw un o’ch dyfeisiau, am 30 diwrnod.',
      },
    ],
    button: mine,
    after: [{ p: 'Os na ofynnoch amdani, nid oes dim i’w wneud. Ni all neb arall weld y ddolen hon.' }],
  }),
  'left group': (s): Letter => ({
    subject: 'Rydym wedi gwneud fel y gofynnoch',
    preview: 'Dim mwy i’w wneud. Mae croeso i chi yn ôl unrhyw bryd.',
    heading: 'Rydym wedi gwneud fel y gofynnoch',
    body: [
      { p: 'Nid ydych ar y rhestr mwyach, ac ni fyddwn yn ysgrifennu atoch am ei dyddiadau mwyach.' },
      { facts: [['Grŵp', s.group]] },
      { p: 'Mae croeso i chi yn ôl unrhyw bryd: ymunwch eto, neu ffoniwch ni.' },
    ],
  }),
  'tried to ring': (s): Letter => ({
    subject: 'Mae’n ddrwg gennym ein bod wedi’ch colli',
    preview: 'Nid oes dim y mae angen i chi ei wneud.',
    heading: 'Mae’n ddrwg gennym ein bod wedi’ch colli',
    body: triedToRing(s),
    button: mine,
    after: [
      {
        p: s.wrongNumber
          ? 'Ar eich tudalennau eich hun gallwch roi rhif arall i ni, a gweld y dyddiadau nesaf.'
          : 'Ar eich tudalennau eich hun gwelwch y dyddiadau nesaf.',
      },
    ],
  }),
  'address changed': (s): Letter => ({
    subject: 'Newidiwyd eich cyfeiriad e-bost',
    preview: 'O hyn ymlaen rydym yn ysgrifennu i’r un newydd.',
    heading: 'Newidiwyd eich cyfeiriad e-bost',
    body: [
      {
        p: 'Ar eich tudalennau eich hun rhoddwyd a chadarnhawyd cyfeiriad e-bost newydd. O hyn ymlaen rydym yn ysgrifennu yno, ac nid yma mwyach.',
      },
      { p: 'Os chi wnaeth hynny, nid oes dim i’w wneud.' },
    ],
    after: s.phone
      ? [{ p: `Os nad chi wnaeth hynny, ffoniwch ni ar ${call(s)}. Fe’i cywirwn gyda’n gilydd.` }]
      : [{ p: 'Os nad chi wnaeth hynny, dywedwch wrthym. Fe’i cywirwn gyda’n gilydd.' }],
  }),
  'offer answered': (s): Letter => ({
    subject: 'Diolch am ysgrifennu atom',
    preview: 'Mae ateb ar eich tudalennau.',
    heading: 'Diolch am ysgrifennu atom',
    body: [
      { p: 'Ysgrifenasoch atom ar eich tudalennau eich hun. Rydym wedi’i ddarllen, ac mae ateb i chi yno.' },
      ...ringUs(s, 'Os byddai’n well gennych siarad, ffoniwch ni ar'),
    ],
    button: 'Darllen yr ateb',
  }),
}

function chosenDates({ kept, waiting }: { kept: number; waiting: number }): Block[] {
  return [
    ...(kept > 0 ? [{ p: `Nifer y dyddiadau a ddewisoch lle rydym yn cadw lle i chi: ${kept}.` }] : []),
    ...(waiting > 0
      ? [
          {
            p: `Nifer sy’n llawn: ${waiting}. Rydych ar y rhestr aros yno, ac fe ysgrifennwn pan fydd lle ar gael.`,
          },
        ]
      : []),
  ]
}

function standingKept(s: Said, { kept, waiting }: { kept: number; waiting: number }): Letter {
  return {
    subject: 'Eich lle, bob tro',
    preview: 'Mae wedi’i gadw i chi ar bob dyddiad nes i chi ddweud fel arall.',
    heading: 'Mae lle wedi’i gadw i chi bob tro',
    body: [
      { p: `${s.group}: mae lle nawr yn cael ei gadw i chi ar bob dyddiad, nes i chi ddweud fel arall.` },
      ...(kept > 0 && waiting === 0
        ? [
            {
              p:
                kept === 1
                  ? 'Mae gennych le ar y dyddiad nesaf.'
                  : `Mae gennych le ar y ${kept} dyddiad nesaf.`,
            },
          ]
        : []),
      ...(waiting > 0
        ? [
            {
              p: `Nifer y dyddiadau sy’n llawn eisoes: ${waiting}. Rydych ar y rhestr aros yno, ac fe ysgrifennwn atoch pan ddaw eich tro.`,
            },
          ]
        : []),
      {
        p: 'Os na allwch ddod un tro, rhowch y dyddiad hwnnw yn unig yn ôl. Nid oes rhaid dweud pam.',
      },
    ],
    button: 'Gweld fy nyddiadau',
  }
}

/** What their place is at a date that they had no hand in. */
function placeThere(s: Said): string {
  if (s.place === 'kept') return 'Mae eich lle wedi’i gadw. Gallwch ei roi yn ôl ar eich tudalennau.'
  if (s.place === 'waiting') return 'Rydych ar y rhestr aros.'
  return 'Mae nifer y lleoedd yn gyfyngedig: os hoffech un, gallwch ei gadw ar eich tudalennau.'
}
