/**
 * Names wider than a town that people type: nations, counties, regions and islands, from general knowledge, as towns are
 * (see towns-england.ts), each by its rough middle: where most people there live, rather than its heart on a map. What is
 * measured from there is said to be rough, and from a nation nothing is measured.
 */
export const nationsByName = {
  England: 'England|52.6|-1.5',
  Scotland: 'Scotland|55.95|-3.8|Alba',
  Wales: 'Wales|51.9|-3.4|Cymru',
  'Northern Ireland': 'Northern Ireland|54.6|-6.4|NI,N Ireland,Ulster,North of Ireland',
} as const

/** Everywhere in the UK: no place to look from, so every group is shown. */
export const everywhere = ['UK', 'United Kingdom', 'Britain', 'Great Britain', 'GB', 'anywhere', 'everywhere']

export const regionsOfEngland = `
Bedfordshire|52.1|-0.45|Beds
Berkshire|51.45|-1.0|Royal Berkshire,Berks
Buckinghamshire|51.8|-0.8|Bucks
Cambridgeshire|52.35|0.0|Cambs
Cheshire|53.2|-2.6
Cornwall|50.4|-4.9|Kernow
Cotswolds|51.8|-1.85
County Durham|54.7|-1.7|Co Durham
Cumbria|54.55|-3.0|Lake District,Lakes,Cumberland,Westmorland
Derbyshire|53.1|-1.5|Peak District
Devon|50.6|-3.75|Devonshire
Dorset|50.75|-2.2
East Anglia|52.45|0.9
East Midlands|52.9|-1.2
East Sussex|50.9|0.2
East Yorkshire|53.8|-0.4|East Riding,East Riding of Yorkshire,Humberside
Essex|51.75|0.55
Gloucestershire|51.8|-2.15|Glos
Greater London|51.51|-0.12
Greater Manchester|53.5|-2.25
Hampshire|51.05|-1.3|Hants
Herefordshire|52.1|-2.75
Hertfordshire|51.8|-0.2|Herts
Isle of Sheppey|51.4|0.8|Sheppey
Isle of Wight|50.69|-1.3|IOW,Wight,Isle of White
Kent|51.25|0.7
Lancashire|53.8|-2.6|Lancs
Leicestershire|52.65|-1.1|Leics
Lincolnshire|53.1|-0.3|Lincs
Merseyside|53.42|-2.93
Middlesex|51.55|-0.4
Norfolk|52.65|1.0
North East England|54.9|-1.6|North East,the North East
North West England|53.6|-2.6|North West,the North West
North Yorkshire|54.1|-1.3
Northamptonshire|52.3|-0.85|Northants
Northumberland|55.15|-1.8
Nottinghamshire|53.05|-1.1|Notts
Oxfordshire|51.8|-1.3|Oxon
Rutland|52.65|-0.63
Shropshire|52.65|-2.7|Salop
Somerset|51.1|-2.8
South East England|51.2|-0.3|South East,the South East
South West England|50.9|-3.2|South West,the South West,West Country
South Yorkshire|53.5|-1.3
Staffordshire|52.85|-2.0|Staffs
Suffolk|52.2|1.0
Surrey|51.25|-0.4
Sussex|50.9|-0.15
Teesside|54.57|-1.25|Cleveland,Tees Valley
Tyneside|54.97|-1.6|Tyne and Wear,Wearside
Warwickshire|52.3|-1.55
West Midlands|52.5|-1.9|Black Country,Midlands
West Sussex|50.9|-0.4
West Yorkshire|53.75|-1.65
Wiltshire|51.35|-1.95|Wilts
Wirral|53.37|-3.08
Worcestershire|52.2|-2.15|Worcs
Yorkshire|53.8|-1.4|Yorks
`

export const regionsOfScotland = `
Aberdeenshire|57.2|-2.4
Angus|56.65|-2.9
Argyll|56.1|-5.3|Argyll and Bute,Argyllshire
Ayrshire|55.5|-4.55|North Ayrshire,East Ayrshire,South Ayrshire
Caithness|58.5|-3.4
Clackmannanshire|56.13|-3.78
Cumbrae|55.77|-4.92|Isle of Cumbrae,Millport
Dumfries and Galloway|55.05|-3.8|Galloway,Dumfriesshire
Dunbartonshire|55.97|-4.4|West Dunbartonshire,East Dunbartonshire
East Lothian|55.95|-2.8
Fife|56.15|-3.2
Highlands|57.45|-4.3|Highland,Scottish Highlands,Highlands and Islands
Inverness-shire|57.4|-4.3
Iona|56.33|-6.4|Isle of Iona
Jura|55.85|-5.97|Isle of Jura
Lanarkshire|55.75|-3.95|North Lanarkshire,South Lanarkshire
Lothian|55.93|-3.2|Lothians
Midlothian|55.87|-3.1
Moray|57.6|-3.3|Morayshire
North Uist|57.6|-7.3|Uist
Perthshire|56.45|-3.5|Perth and Kinross
Renfrewshire|55.84|-4.45|East Renfrewshire
Ross-shire|57.6|-4.5|Ross and Cromarty,Easter Ross,Wester Ross
Scottish Borders|55.6|-2.75|Borders
South Uist|57.25|-7.35
Stirlingshire|56.1|-4.0
Sutherland|58.0|-4.1
Tayside|56.5|-3.1
West Lothian|55.9|-3.55
Western Isles|58.0|-6.7|Outer Hebrides,Hebrides,Na h-Eileanan Siar,Eilean Siar
`

export const regionsOfWales = `
Blaenau Gwent|51.78|-3.2
Carmarthenshire|51.8|-4.2|Sir Gaerfyrddin,Sir Gâr
Ceredigion|52.3|-4.1|Cardiganshire
Clwyd|53.2|-3.3
Denbighshire|53.2|-3.4|Sir Ddinbych
Flintshire|53.2|-3.15|Sir y Fflint
Glamorgan|51.5|-3.4|Vale of Glamorgan,Bro Morgannwg,Morgannwg
Gower|51.6|-4.1|Gŵyr
Gwent|51.65|-3.05
Gwynedd|53.05|-4.1
Mid Wales|52.4|-3.5|Canolbarth Cymru
Monmouthshire|51.75|-2.85|Sir Fynwy
Montgomeryshire|52.6|-3.3|Sir Drefaldwyn
North Wales|53.2|-3.6|Gogledd Cymru
Pembrokeshire|51.8|-4.9|Sir Benfro
Powys|52.3|-3.4
Rhondda|51.65|-3.5|Rhondda Cynon Taf,RCT
South Wales|51.6|-3.4|De Cymru
South Wales Valleys|51.7|-3.3|Valleys,Welsh Valleys
Torfaen|51.7|-3.04
West Wales|51.85|-4.4|Gorllewin Cymru
`

export const regionsOfNorthernIreland = `
Ards Peninsula|54.5|-5.55|Ards
Causeway Coast|55.17|-6.6
County Antrim|54.75|-6.05|Co Antrim
County Armagh|54.4|-6.5|Co Armagh
County Down|54.45|-5.9|Co Down,Down
County Fermanagh|54.35|-7.6|Co Fermanagh,Fermanagh
County Londonderry|55.0|-6.9|Co Londonderry,County Derry,Co Derry
County Tyrone|54.6|-7.1|Co Tyrone,Tyrone
Rathlin Island|55.29|-6.2|Rathlin
`

export const regionsOfCrownDependencies = {
  'Isle of Man': '',
  Jersey: '',
  Guernsey: `
Herm|49.47|-2.45
`,
} as const

/** Where people write to us from although no group meets there: Ireland first, then where many live or winter. */
export const elsewhere = [
  'Ireland',
  'Republic of Ireland',
  'Southern Ireland',
  'Irish Republic',
  'Eire',
  'Éire',
  'ROI',
  ...'Dublin,Cork,Galway,Limerick,Waterford,Donegal,Sligo,Kerry,Tralee,Killarney,Mayo,Wexford,Wicklow,Kildare,Meath,Kilkenny'.split(
    ',',
  ),
  ...'Drogheda,Dundalk,Athlone,Letterkenny,Monaghan,Cavan,Leitrim,Roscommon,Tipperary,Clare,Ennis,Carlow,Laois,Offaly'.split(
    ',',
  ),
  ...'France,Spain,Portugal,Germany,Italy,Netherlands,Belgium,Greece,Cyprus,Malta,Gibraltar,Turkey,Poland,Switzerland'.split(
    ',',
  ),
  ...'USA,United States,America,Canada,Australia,New Zealand,South Africa,India,Paris,Madrid,New York,Sydney'.split(
    ',',
  ),
]
