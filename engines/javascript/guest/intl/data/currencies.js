// Written by tools/intl/main.ts.

export const CURRENCIES =
  `AED||||UAE dirhams|UAE dirhams|United Arab Emirates Dirham
AFN|0||؋|Afghan Afghani|Afghan Afghanis|Afghan Afghani
ALL|0|||Albanian lek|Albanian lekë|Albanian Lek
AMD|||֏|Armenian drams|Armenian drams|Armenian Dram
ANG||||Netherlands Antillean guilders|Netherlands Antillean guilders|Netherlands Antillean Guilder
AOA|||Kz|Angolan kwanzas|Angolan kwanzas|Angolan Kwanza
ARS|||\$|Argentine pesos|Argentine pesos|Argentine Peso
AUD||A\$|\$|Australian dollars|Australian dollars|Australian Dollar
AWG||||Aruban florin|Aruban florin|Aruban Florin
AZN|||₼|Azerbaijani manats|Azerbaijani manats|Azerbaijani Manat
BAM|||KM|Bosnia-Herzegovina convertible marks|Bosnia-Herzegovina convertible marks|Bosnia-Herzegovina Convertible Mark
BBD|||\$|Barbadian dollars|Barbadian dollars|Barbadian Dollar
BDT|||৳|Bangladeshi takas|Bangladeshi takas|Bangladeshi Taka
BGN||||Bulgarian leva|Bulgarian leva|Bulgarian Lev
BHD|3|||Bahraini dinars|Bahraini dinars|Bahraini Dinar
BIF|0|||Burundian franc|Burundian francs|Burundian Franc
BMD|||\$|Bermudan dollars|Bermudan dollars|Bermudan Dollar
BND|||\$|Brunei dollars|Brunei dollars|Brunei Dollar
BOB|||Bs|Bolivian bolivianos|Bolivian bolivianos|Bolivian Boliviano
BRL||R\$||Brazilian reals|Brazilian reals|Brazilian Real
BSD|||\$|Bahamian dollars|Bahamian dollars|Bahamian Dollar
BTN||||Bhutanese ngultrums|Bhutanese ngultrums|Bhutanese Ngultrum
BWP|||P|Botswanan pulas|Botswanan pulas|Botswanan Pula
BYN||||Belarusian rubles|Belarusian rubles|Belarusian Ruble
BZD|||\$|Belize dollars|Belize dollars|Belize Dollar
CAD||CA\$|\$|Canadian dollars|Canadian dollars|Canadian Dollar
CDF||||Congolese francs|Congolese francs|Congolese Franc
CHF||||Swiss francs|Swiss francs|Swiss Franc
CLP|0||\$|Chilean peso|Chilean pesos|Chilean Peso
CNY||CN¥|¥|Chinese yuan|Chinese yuan|Chinese Yuan
COP|||\$|Colombian pesos|Colombian pesos|Colombian Peso
CRC|||₡|Costa Rican colóns|Costa Rican colóns|Costa Rican Colón
CUC|||\$|Cuban convertible pesos|Cuban convertible pesos|Cuban Convertible Peso
CUP|||\$|Cuban pesos|Cuban pesos|Cuban Peso
CVE||||Cape Verdean escudos|Cape Verdean escudos|Cape Verdean Escudo
CZK|||Kč|Czech korunas|Czech korunas|Czech Koruna
DJF|0|||Djiboutian franc|Djiboutian francs|Djiboutian Franc
DKK|||kr|Danish kroner|Danish kroner|Danish Krone
DOP|||\$|Dominican pesos|Dominican pesos|Dominican Peso
DZD||||Algerian dinars|Algerian dinars|Algerian Dinar
EGP|||E£|Egyptian pounds|Egyptian pounds|Egyptian Pound
ERN||||Eritrean nakfas|Eritrean nakfas|Eritrean Nakfa
ETB||||Ethiopian birrs|Ethiopian birrs|Ethiopian Birr
EUR||€||euros|euros|Euro
FJD|||\$|Fijian dollars|Fijian dollars|Fijian Dollar
FKP|||£|Falkland Islands pounds|Falkland Islands pounds|Falkland Islands Pound
GBP||£||British pounds|British pounds|British Pound
GEL|||₾|Georgian laris|Georgian laris|Georgian Lari
GHS|||GH₵|Ghanaian cedis|Ghanaian cedis|Ghanaian Cedi
GIP|||£|Gibraltar pounds|Gibraltar pounds|Gibraltar Pound
GMD||||Gambian dalasis|Gambian dalasis|Gambian Dalasi
GNF|0||FG|Guinean franc|Guinean francs|Guinean Franc
GTQ|||Q|Guatemalan quetzals|Guatemalan quetzals|Guatemalan Quetzal
GYD|||\$|Guyanaese dollars|Guyanaese dollars|Guyanaese Dollar
HKD||HK\$|\$|Hong Kong dollars|Hong Kong dollars|Hong Kong Dollar
HNL|||L|Honduran lempiras|Honduran lempiras|Honduran Lempira
HRK|||kn|Croatian kunas|Croatian kunas|Croatian Kuna
HTG||||Haitian gourdes|Haitian gourdes|Haitian Gourde
HUF|||Ft|Hungarian forints|Hungarian forints|Hungarian Forint
IDR|||Rp|Indonesian rupiahs|Indonesian rupiahs|Indonesian Rupiah
ILS||₪||Israeli new shekels|Israeli new shekels|Israeli New Shekel
INR||₹||Indian rupees|Indian rupees|Indian Rupee
IQD|0|||Iraqi dinar|Iraqi dinars|Iraqi Dinar
IRR|0|||Iranian rial|Iranian rials|Iranian Rial
ISK|0||kr|Icelandic króna|Icelandic krónur|Icelandic Króna
JMD|||\$|Jamaican dollars|Jamaican dollars|Jamaican Dollar
JOD|3|||Jordanian dinars|Jordanian dinars|Jordanian Dinar
JPY|0|¥||Japanese yen|Japanese yen|Japanese Yen
KES||||Kenyan shillings|Kenyan shillings|Kenyan Shilling
KGS|||⃀|Kyrgystani soms|Kyrgystani soms|Kyrgystani Som
KHR|||៛|Cambodian riels|Cambodian riels|Cambodian Riel
KMF|0||CF|Comorian franc|Comorian francs|Comorian Franc
KPW|0||₩|North Korean won|North Korean won|North Korean Won
KRW|0|₩||South Korean won|South Korean won|South Korean Won
KWD|3|||Kuwaiti dinars|Kuwaiti dinars|Kuwaiti Dinar
KYD|||\$|Cayman Islands dollars|Cayman Islands dollars|Cayman Islands Dollar
KZT|||₸|Kazakhstani tenges|Kazakhstani tenges|Kazakhstani Tenge
LAK|0||₭|Laotian kip|Laotian kips|Laotian Kip
LBP|0||L£|Lebanese pound|Lebanese pounds|Lebanese Pound
LKR|||Rs|Sri Lankan rupees|Sri Lankan rupees|Sri Lankan Rupee
LRD|||\$|Liberian dollars|Liberian dollars|Liberian Dollar
LSL||||Lesotho lotis|Lesotho lotis|Lesotho Loti
LYD|3|||Libyan dinars|Libyan dinars|Libyan Dinar
MAD||||Moroccan dirhams|Moroccan dirhams|Moroccan Dirham
MDL||||Moldovan lei|Moldovan lei|Moldovan Leu
MGA|0||Ar|Malagasy ariary|Malagasy ariaries|Malagasy Ariary
MKD||||Macedonian denari|Macedonian denari|Macedonian Denar
MMK|0||K|Myanmar kyat|Myanmar kyats|Myanmar Kyat
MNT|||₮|Mongolian tugriks|Mongolian tugriks|Mongolian Tugrik
MOP||||Macanese patacas|Macanese patacas|Macanese Pataca
MRU||||Mauritanian ouguiyas|Mauritanian ouguiyas|Mauritanian Ouguiya
MUR|||Rs|Mauritian rupees|Mauritian rupees|Mauritian Rupee
MVR||||Maldivian rufiyaas|Maldivian rufiyaas|Maldivian Rufiyaa
MWK||||Malawian kwachas|Malawian kwachas|Malawian Kwacha
MXN||MX\$|\$|Mexican pesos|Mexican pesos|Mexican Peso
MYR|||RM|Malaysian ringgits|Malaysian ringgits|Malaysian Ringgit
MZN||||Mozambican meticals|Mozambican meticals|Mozambican Metical
NAD|||\$|Namibian dollars|Namibian dollars|Namibian Dollar
NGN|||₦|Nigerian nairas|Nigerian nairas|Nigerian Naira
NIO|||C\$|Nicaraguan córdobas|Nicaraguan córdobas|Nicaraguan Córdoba
NOK|||kr|Norwegian kroner|Norwegian kroner|Norwegian Krone
NPR|||Rs|Nepalese rupees|Nepalese rupees|Nepalese Rupee
NZD||NZ\$|\$|New Zealand dollars|New Zealand dollars|New Zealand Dollar
OMR|3|||Omani rials|Omani rials|Omani Rial
PAB||||Panamanian balboas|Panamanian balboas|Panamanian Balboa
PEN||||Peruvian soles|Peruvian soles|Peruvian Sol
PGK||||Papua New Guinean kina|Papua New Guinean kina|Papua New Guinean Kina
PHP||₱||Philippine pesos|Philippine pesos|Philippine Peso
PKR|||Rs|Pakistani rupees|Pakistani rupees|Pakistani Rupee
PLN|||zł|Polish zlotys|Polish zlotys|Polish Zloty
PYG|0||₲|Paraguayan guarani|Paraguayan guaranis|Paraguayan Guarani
QAR||||Qatari riyals|Qatari riyals|Qatari Riyal
RON|||lei|Romanian lei|Romanian lei|Romanian Leu
RSD|0|||Serbian dinar|Serbian dinars|Serbian Dinar
RUB|||₽|Russian rubles|Russian rubles|Russian Ruble
RWF|0||RF|Rwandan franc|Rwandan francs|Rwandan Franc
SAR||||Saudi riyals|Saudi riyals|Saudi Riyal
SBD|||\$|Solomon Islands dollars|Solomon Islands dollars|Solomon Islands Dollar
SCR||||Seychellois rupees|Seychellois rupees|Seychellois Rupee
SDG||||Sudanese pounds|Sudanese pounds|Sudanese Pound
SEK|||kr|Swedish kronor|Swedish kronor|Swedish Krona
SGD|||\$|Singapore dollars|Singapore dollars|Singapore Dollar
SHP|||£|St. Helena pounds|St. Helena pounds|St. Helena Pound
SLL|0|||Sierra Leonean leone (1964—2022)|Sierra Leonean leones (1964—2022)|Sierra Leonean Leone (1964—2022)
SOS|0|||Somali shilling|Somali shillings|Somali Shilling
SRD|||\$|Surinamese dollars|Surinamese dollars|Surinamese Dollar
SSP|||£|South Sudanese pounds|South Sudanese pounds|South Sudanese Pound
STN|||Db|São Tomé & Príncipe dobras|São Tomé & Príncipe dobras|São Tomé & Príncipe Dobra
SVC||||Salvadoran colones|Salvadoran colones|Salvadoran Colón
SYP|0||£|Syrian pound|Syrian pounds|Syrian Pound
SZL||||Swazi emalangeni|Swazi emalangeni|Swazi Lilangeni
THB|||฿|Thai baht|Thai baht|Thai Baht
TJS||||Tajikistani somonis|Tajikistani somonis|Tajikistani Somoni
TMT||||Turkmenistani manat|Turkmenistani manat|Turkmenistani Manat
TND|3|||Tunisian dinars|Tunisian dinars|Tunisian Dinar
TOP|||T\$|Tongan paʻanga|Tongan paʻanga|Tongan Paʻanga
TRY|||₺|Turkish Lira|Turkish Lira|Turkish Lira
TTD|||\$|Trinidad & Tobago dollars|Trinidad & Tobago dollars|Trinidad & Tobago Dollar
TWD||NT\$|\$|New Taiwan dollars|New Taiwan dollars|New Taiwan Dollar
TZS||||Tanzanian shillings|Tanzanian shillings|Tanzanian Shilling
UAH|||₴|Ukrainian hryvnias|Ukrainian hryvnias|Ukrainian Hryvnia
UGX|0|||Ugandan shilling|Ugandan shillings|Ugandan Shilling
USD||\$||US dollars|US dollars|US Dollar
UYU|||\$|Uruguayan pesos|Uruguayan pesos|Uruguayan Peso
UZS||||Uzbekistani som|Uzbekistani som|Uzbekistani Som
VES||||Venezuelan bolívars|Venezuelan bolívars|Venezuelan Bolívar
VND|0|₫||Vietnamese dong|Vietnamese dong|Vietnamese Dong
VUV|0|||Vanuatu vatu|Vanuatu vatus|Vanuatu Vatu
WST||||Samoan tala|Samoan tala|Samoan Tala
XAF|0|FCFA||Central African CFA franc|Central African CFA francs|Central African CFA Franc
XCD||EC\$|\$|East Caribbean dollars|East Caribbean dollars|East Caribbean Dollar
XDR||||special drawing rights|special drawing rights|Special Drawing Rights
XOF|0|F CFA||West African CFA franc|West African CFA francs|West African CFA Franc
XPF|0|CFPF||CFP franc|CFP francs|CFP Franc
XSU||||Sucres|Sucres|Sucre
YER|0|||Yemeni rial|Yemeni rials|Yemeni Rial
ZAR|||R|South African rand|South African rand|South African Rand
ZMW|||ZK|Zambian kwachas|Zambian kwachas|Zambian Kwacha
ZWL||||Zimbabwean dollars (2009–2024)|Zimbabwean dollars (2009–2024)|Zimbabwean Dollar (2009–2024)`;
