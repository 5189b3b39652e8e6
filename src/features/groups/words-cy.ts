import type { Translation } from '#platform/language.ts'
import { ddydd } from '#platform/welsh.ts'
import type { Words } from './words.ts'

// After "yn", which changes some of them.
const inNation: Record<string, string> = {
  England: 'yn Lloegr',
  Scotland: 'yn yr Alban',
  Wales: 'yng Nghymru',
  'Northern Ireland': 'yng Ngogledd Iwerddon',
  Jersey: 'yn Jersey',
  Guernsey: 'yn Guernsey',
  'Isle of Man': 'ar Ynys Manaw',
}
const nations = (names: readonly string[]) =>
  names
    .map((name) => inNation[name] ?? `yn ${name}`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' ac $1')
const left = (limit: number, places: number) => `${places} o ${limit} lle ar ôl.`

// To be checked by a speaker.
export const cy: Translation<Words> = {
  language: 'cy',
  home: {
    title: 'Mae cadair yma i chi',
    lede: (illness) =>
      `Dewch i gwrdd ag eraill sy’n byw gyda ${illness}, unwaith y mis, wyneb yn wyneb neu ar-lein. Mae am ddim, dan arweiniad therapydd, a gallwch ddod mor aml neu mor anaml ag y mynnwch.`,
    howTitle: 'Sut mae’n gweithio',
    how: [
      ['Dod o hyd i grŵp', 'Yn agos atoch, neu ar-lein yn eich gwlad. Nid oes angen cyfrif nac atgyfeiriad.'],
      [
        'Dewch pan allwch',
        'Arhoswch cyhyd ag y mynnwch, siaradwch neu gwrandewch yn unig. Os na allwch ddod, ni fydd neb yn gofyn pam.',
      ],
      [
        'Siaradwch â ni yn gyntaf, os hoffech',
        'Gallwn eich ffonio cyn i chi ddod. Neu ffoniwch ni gydag unrhyw gwestiwn, mawr neu fach.',
      ],
    ],
    allGroups: 'Gweld pob grŵp',
    ringTitle: 'A fyddai’n well gennych siarad â rhywun?',
    ring: 'Ffoniwch ni ac fe ddown o hyd i grŵp gyda chi, neu ateb cwestiwn.',
    callMe: 'Gofyn i ni eich ffonio',
  },
  finder: {
    title: 'Dod o hyd i grŵp',
    label: 'Ble rydych chi?',
    hint: 'Cod post, hanner cyntaf cod post, tref neu sir',
    button: 'Dod o hyd i grŵp',
    kind: 'Pa grwpiau?',
    kinds: { any: 'Wyneb yn wyneb ac ar-lein', 'in-person': 'Wyneb yn wyneb', online: 'Ar-lein' },
    useMyPlace: 'Defnyddio fy lleoliad',
    placeRefused: 'Ni allem ddarllen ble rydych chi. Teipiwch eich cod post neu’ch tref.',
    around: (name) => `${name} a’r cyffiniau`,
    inNation: (nation) => nations([nation]).replace(/^y/, 'Y'),
    otherNations: 'Mewn mannau eraill yn y DU',
    roughWide: (name) =>
      `Rydym yn gwybod yn fras ble mae ${name}, a dim mwy. Teipiwch god post neu dref i weld pa mor bell yw pob grŵp oddi wrthych.`,
    looked: (name) => `Edrychom yn agos at y lle hwn: ${name}.`,
    unread: (typed, name) =>
      `Ni allem ddarllen y cyfan o “${typed}”, felly edrychom yn agos at y lle hwn: ${name}. Teipiwch ef eto i weld yn well pa mor bell yw pob grŵp.`,
    elsewhere: (name) => `${name}: nid oes yr un o’n grwpiau yn cwrdd yno. Maen nhw yn y DU.`,
    elsewhereNext: 'Gellir ymuno â’r grwpiau ar-lein isod o gartref.',
    elsewhereRing: 'Ffoniwch ni yn gyntaf, ac fe welwn beth sy’n bosibl:',
    allGroups: 'Gweld pob grŵp',
    nearest: (name) => `Agosaf at: ${name}`,
    nearYou: 'ble rydych chi',
    all: 'Pob grŵp',
    inPersonTitle: 'Wyneb yn wyneb',
    onlineTitle: 'Ar-lein',
    onlineFor: (nation) => `Ar-lein, o unrhyw le ${nations([nation])}`,
    onlineWhy: 'Rydych yn ymuno o gartref, drwy fideo neu dros y ffôn.',
    rough: 'Bras yw’r pellteroedd: rydym yn gwybod ble mae’r ardal neu’r dref, nid y stryd.',
    meant: (name) => `Edrychom yn agos at ${name}. Os nad dyna oedd gennych mewn golwg, teipiwch eto.`,
    ended: (name) => `Hen god post nad yw’n cael ei ddefnyddio mwyach yw ${name}. Edrychom ble’r oedd.`,
    choose: 'Pa un sydd gennych mewn golwg?',
    unknown:
      'Nid ydym yn gwybod am y lle hwnnw. Rhowch gynnig ar god post, fel SS6 7EF, ei hanner cyntaf, fel SS6, neu dref fwy gerllaw.',
    didYouMean: (name) => `Ai ${name} oedd gennych mewn golwg?`,
    noSuchPostcode: (name) =>
      `Ni allwn ddod o hyd i’r cod post ${name}. Edrychwch arno eto: efallai fod un llythyren neu rif yn wahanol. Yn y cyfamser edrychom gerllaw.`,
    noneHere: (nation) => `Nid oes grŵp wyneb yn wyneb ${nations([nation])} eto.`,
    noneHereNext:
      'Mae croeso i chi yn y grwpiau ar-lein isod, neu mewn unrhyw grŵp y gallwch ei gyrraedd. Ffoniwch ni ac fe edrychwn gyda chi.',
    noneAtAll: 'Nid oes grwpiau i’w dangos yma eto. Ffoniwch ni: fe ddywedwn wrthych beth sydd ar y gweill.',
    callMe: 'Gofyn i ni eich ffonio, ac fe edrychwn gyda chi',
    more: (count) => `Dangos ${count} grŵp arall, ymhellach i ffwrdd`,
    map: (count, nearest) =>
      `Map o’r DU gyda lleoliad ${count} grŵp${nearest ? `; mae’r agosaf, ${nearest}, wedi’i nodi` : ''}`,
    mapCaption:
      'Mae pob dot yn grŵp sy’n cwrdd wyneb yn wyneb. Mae’r rhestr yn dweud yr un peth mewn geiriau.',
  },
  group: {
    inPerson: 'Wyneb yn wyneb',
    onlineFrom: (where) => `Ar-lein · o unrhyw le ${where}`,
    away: (distance) => `Wyneb yn wyneb · ${distance}`,
    nations,
    anyNation: 'yn y DU',
    meets: (rule, venue, town) => `${rule}, yn ${venue}, ${town}`,
    justCome: 'Nid oes angen dweud wrthym yn gyntaf: dewch.',
    limited: (limit) => `Hyd at ${limit} o bobl ym mhob sesiwn.`,
    places: (limit, free) =>
      free <= 0
        ? `Mae pob un o’r ${limit} lle wedi’i gymryd; gallwch ymuno â’r rhestr aros.`
        : left(limit, free),
    startsOn: (date) => `Yn dechrau ar ${ddydd(date)}.`,
    paused: 'Wedi’i oedi am y tro',
    noDates: 'Nid yw’r dyddiadau nesaf wedi’u pennu eto. Ffoniwch ni, neu ymunwch ac fe rown wybod i chi.',
    nextDates: 'Y dyddiadau nesaf',
    together: 'Amser gyda’n gilydd, heb siaradwr',
    talk: 'Sgwrs',
    speaker: (name) => `, gyda ${name}`,
    longer: 'Sesiwn hirach',
    topics: 'Byddwn yn siarad am',
    notOn: (date) => `Ddim ar ${ddydd(date)}`,
    cancelled: 'Ni fydd y sesiwn hon yn cael ei chynnal.',
    movedFrom: (date) => `Wedi symud o: ${date}`,
    thisTimeAt: (venue) => `Y tro hwn yn: ${venue}`,
    telephone: 'Dros y ffôn',
    ring: 'Bryd hynny ffoniwch ni ar',
    byTelephone: (number) => `Dros y ffôn: ffoniwch ${number}`,
    standsIn: (date) => `Yn lle: ${date}`,
    instead: (on) => `Yn lle hynny: ${on.when}${on.byTelephone ? ', dros y ffôn' : ''}.`,
    addToCalendar: 'Ychwanegu at y calendr',
    subscribe: 'Ychwanegu pob dyddiad at eich calendr',
    subscribeHint: 'Mae eich calendr yn dilyn newidiadau ei hun.',
    print: 'Argraffu’r dudalen hon',
    join: 'Ymuno â’r grŵp hwn',
    orJustCome: 'Neu dewch draw: nid oes rhaid dweud wrthym yn gyntaf.',
    onlineJoin:
      'Rydym yn siarad â phawb cyn eu sesiwn ar-lein gyntaf, fel na fydd neb yn dod i mewn yn ddieithr.',
    where: 'Ble',
    map: 'Map a chyfarwyddiadau',
    gettingIn: 'Mynd i mewn',
    parking: 'Parcio',
    transport: 'Ar fws neu drên',
    toilets: 'Toiledau',
    room: 'Dod o hyd i’r ystafell',
    onlineWhere: 'O gartref, drwy fideo neu dros y ffôn. Rydym yn eich helpu gyda’r dechnoleg.',
    ledBy: 'Dan arweiniad',
    ask: 'Holi',
    free: 'Cost',
    freeWords: 'Am ddim',
    whenSomeoneDies: 'Beth sy’n digwydd pan fydd rhywun yn y grŵp yn marw',
    firstTitle: 'Beth sy’n digwydd y tro cyntaf',
    first:
      'Bydd rhywun yn cwrdd â chi wrth y drws. Mae te. Gallwch siarad, neu wrando yn unig. Os oes angen i chi adael yn gynnar, neu os na allwch ddod ar y diwrnod, ni fydd neb yn gofyn pam.',
    firstOnline:
      'Bydd rhywun o’r elusen yn siarad â chi ymlaen llaw. Yn y sesiwn gallwch gael eich camera ymlaen neu i ffwrdd, siarad, neu wrando yn unig. Os oes angen i chi adael yn gynnar, neu os na allwch ddod ar y diwrnod, ni fydd neb yn gofyn pam.',
    whoTitle: 'I bwy y mae',
    joinTitle: 'Sut i ymuno',
    joinWords:
      'Dywedwch wrthym beth i’ch galw ac un ffordd o gysylltu â chi. Mae’n cymryd rhyw ddau funud. Gallwch hefyd ein ffonio ac fe wnawn hynny gyda chi.',
    callMe: 'Gofyn i ni eich ffonio yn gyntaf',
    welsh: 'Mae’r grŵp hwn yn cwrdd yn Gymraeg.',
    closedTitle: 'Nid yw’r grŵp hwn yn cwrdd mwyach',
    closed: 'Mae croeso i chi mewn grŵp arall. Dewch o hyd i un yn agos atoch, neu ffoniwch ni.',
    directions: (name) => `Sut i gyrraedd ${name}`,
    openMap: 'Agor y lle hwn ar fap (OpenStreetMap, gwefan arall)',
  },
}
