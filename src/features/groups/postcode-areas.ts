import type { Nation } from './clashes.ts'

/** A postcode area: its one or two letters, main town, nation (the one most of it lies in) and rough middle. */
export type PostcodeArea = { area: string; town: string; nation: Nation; lat: number; lon: number }

// Typed from general knowledge, to a few miles: enough to say which groups are nearest, roughly.
const typed = `
AB Aberdeen|S|57.2|-2.3
AL St Albans|E|51.77|-0.3
B Birmingham|E|52.45|-1.9
BA Bath|E|51.2|-2.45
BB Blackburn|E|53.77|-2.38
BD Bradford|E|53.85|-1.85
BH Bournemouth|E|50.76|-1.9
BL Bolton|E|53.58|-2.4
BN Brighton|E|50.85|-0.1
BR Bromley|E|51.39|0.04
BS Bristol|E|51.43|-2.65
BT Belfast|N|54.6|-6.2
CA Carlisle|E|54.75|-3.1
CB Cambridge|E|52.2|0.25
CF Cardiff|W|51.58|-3.3
CH Chester|E|53.28|-3.03
CM Chelmsford|E|51.75|0.4
CO Colchester|E|51.92|0.95
CR Croydon|E|51.36|-0.09
CT Canterbury|E|51.26|1.2
CV Coventry|E|52.38|-1.5
CW Crewe|E|53.14|-2.5
DA Dartford|E|51.44|0.22
DD Dundee|S|56.53|-2.85
DE Derby|E|52.95|-1.55
DG Dumfries|S|55.02|-3.85
DH Durham|E|54.82|-1.65
DL Darlington|E|54.45|-1.75
DN Doncaster|E|53.55|-0.75
DT Dorchester|E|50.75|-2.45
DY Dudley|E|52.45|-2.18
E London (East)|E|51.54|-0.03
EC London (City)|E|51.52|-0.1
EH Edinburgh|S|55.9|-3.25
EN Enfield|E|51.68|-0.06
EX Exeter|E|50.8|-3.75
FK Falkirk|S|56.1|-3.9
FY Blackpool|E|53.83|-3.02
G Glasgow|S|55.87|-4.27
GL Gloucester|E|51.83|-2.2
GU Guildford|E|51.22|-0.7
GY Guernsey|G|49.45|-2.58
HA Harrow|E|51.59|-0.36
HD Huddersfield|E|53.63|-1.8
HG Harrogate|E|54.03|-1.55
HP Hemel Hempstead|E|51.7|-0.65
HR Hereford|E|52.1|-2.75
HS Stornoway|S|57.9|-6.95
HU Hull|E|53.78|-0.33
HX Halifax|E|53.72|-1.9
IG Ilford|E|51.59|0.08
IM Douglas, Isle of Man|I|54.2|-4.55
IP Ipswich|E|52.2|1.15
IV Inverness|S|57.5|-4.75
JE Jersey|J|49.2|-2.12
KA Kilmarnock|S|55.58|-4.6
KT Kingston upon Thames|E|51.37|-0.33
KW Kirkwall|S|58.65|-3.3
KY Kirkcaldy|S|56.2|-3.15
L Liverpool|E|53.45|-2.93
LA Lancaster|E|54.2|-2.9
LD Llandrindod Wells|W|52.2|-3.38
LE Leicester|E|52.65|-1.13
LL Llandudno|W|53.1|-3.75
LN Lincoln|E|53.25|-0.3
LS Leeds|E|53.83|-1.52
LU Luton|E|51.9|-0.46
M Manchester|E|53.47|-2.28
ME Medway|E|51.35|0.58
MK Milton Keynes|E|52.07|-0.68
ML Motherwell|S|55.75|-3.9
N London (North)|E|51.57|-0.12
NE Newcastle upon Tyne|E|55.1|-1.75
NG Nottingham|E|52.97|-1.1
NN Northampton|E|52.28|-0.85
NP Newport|W|51.68|-3.05
NR Norwich|E|52.7|1.3
NW London (North West)|E|51.56|-0.2
OL Oldham|E|53.56|-2.1
OX Oxford|E|51.78|-1.32
PA Paisley|S|55.95|-5.3
PE Peterborough|E|52.7|0.05
PH Perth|S|56.65|-4.2
PL Plymouth|E|50.42|-4.4
PO Portsmouth|E|50.78|-1.05
PR Preston|E|53.73|-2.75
RG Reading|E|51.4|-1.1
RH Redhill|E|51.13|-0.18
RM Romford|E|51.55|0.22
S Sheffield|E|53.38|-1.4
SA Swansea|W|51.85|-4.3
SE London (South East)|E|51.47|-0.05
SG Stevenage|E|51.93|-0.2
SK Stockport|E|53.35|-2.1
SL Slough|E|51.53|-0.65
SM Sutton|E|51.37|-0.18
SN Swindon|E|51.5|-1.9
SO Southampton|E|50.95|-1.4
SP Salisbury|E|51.1|-1.75
SR Sunderland|E|54.88|-1.38
SS Southend-on-Sea|E|51.57|0.6
ST Stoke-on-Trent|E|52.95|-2.1
SW London (South West)|E|51.46|-0.17
SY Shrewsbury|E|52.55|-3.1
TA Taunton|E|51.05|-3.1
TD Galashiels|S|55.65|-2.5
TF Telford|E|52.7|-2.47
TN Tonbridge|E|51.1|0.42
TQ Torquay|E|50.43|-3.65
TR Truro|E|50.2|-5.2
TS Teesside (Middlesbrough)|E|54.58|-1.22
TW Twickenham|E|51.44|-0.37
UB Southall|E|51.53|-0.42
W London (West)|E|51.51|-0.2
WA Warrington|E|53.4|-2.58
WC London (West Central)|E|51.52|-0.12
WD Watford|E|51.66|-0.36
WF Wakefield|E|53.68|-1.48
WN Wigan|E|53.53|-2.63
WR Worcester|E|52.18|-2.17
WS Walsall|E|52.63|-1.95
WV Wolverhampton|E|52.58|-2.15
YO York|E|54.05|-0.95
ZE Lerwick|S|60.3|-1.25
`

const nationsOfLetters: Readonly<Record<string, Nation>> = {
  E: 'England',
  S: 'Scotland',
  W: 'Wales',
  N: 'Northern Ireland',
  I: 'Isle of Man',
  J: 'Jersey',
  G: 'Guernsey',
}

function readLine(line: string): PostcodeArea {
  const [head = '', letter = '', lat, lon] = line.split('|')
  const space = head.indexOf(' ')
  const nation = nationsOfLetters[letter]
  if (space < 1 || nation === undefined) throw new Error(`Postcode area badly typed: ${line}`)
  return {
    area: head.slice(0, space),
    town: head.slice(space + 1),
    nation,
    lat: Number(lat),
    lon: Number(lon),
  }
}

/** All 124 postcode areas: 121 of the UK, and those of Guernsey, Jersey and the Isle of Man. */
export const postcodeAreas: ReadonlyMap<string, PostcodeArea> = new Map(
  typed
    .trim()
    .split('\n')
    .map(readLine)
    .map((area) => [area.area, area]),
)
