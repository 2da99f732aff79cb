// Written by tools/intl/main.ts.

export const UNITS = `acre| ac| ac|ac|ac| acre| acres|/ac|/ac
bit| bit| bit|bit|bit| bit| bits|/bit|/bit
byte| byte| byte|B|B| byte| bytes|/byte|/B
celsius|°C|°C|°C|°C| degree Celsius| degrees Celsius|/°C|/°C
centimeter| cm| cm|cm|cm| centimeter| centimeters|/cm|/cm
day| day| days|d|d| day| days|/d|/d
degree| deg| deg|°|°| degree| degrees|/deg|/°
fahrenheit|°F|°F|°|°| degree Fahrenheit| degrees Fahrenheit|/°F|/°
fluid-ounce| fl oz| fl oz|fl oz|fl oz| fluid ounce| fluid ounces|/fl oz|/fl oz
foot| ft| ft|′|′| foot| feet|/ft|/ft
gallon| gal| gal|gal|gal| gallon| gallons|/gal US|/gal
gigabit| Gb| Gb|Gb|Gb| gigabit| gigabits|/Gb|/Gb
gigabyte| GB| GB|GB|GB| gigabyte| gigabytes|/GB|/GB
gram| g| g|g|g| gram| grams|/g|/g
hectare| ha| ha|ha|ha| hectare| hectares|/ha|/ha
hour| hr| hr|h|h| hour| hours|/h|/h
inch| in| in|″|″| inch| inches|/in|/in
kilobit| kb| kb|kb|kb| kilobit| kilobits|/kb|/kb
kilobyte| kB| kB|kB|kB| kilobyte| kilobytes|/kB|/kB
kilogram| kg| kg|kg|kg| kilogram| kilograms|/kg|/kg
kilometer| km| km|km|km| kilometer| kilometers|/km|/km
liter| L| L|L|L| liter| liters|/L|/L
megabit| Mb| Mb|Mb|Mb| megabit| megabits|/Mb|/Mb
megabyte| MB| MB|MB|MB| megabyte| megabytes|/MB|/MB
meter| m| m|m|m| meter| meters|/m|/m
microsecond| μs| μs|μs|μs| microsecond| microseconds|/μs|/μs
mile| mi| mi|mi|mi| mile| miles|/mi|/mi
mile-scandinavian| smi| smi|smi|smi| mile-scandinavian| miles-scandinavian|/smi|/smi
milliliter| mL| mL|mL|mL| milliliter| milliliters|/mL|/mL
millimeter| mm| mm|mm|mm| millimeter| millimeters|/mm|/mm
millisecond| ms| ms|ms|ms| millisecond| milliseconds|/ms|/ms
minute| min| min|m|m| minute| minutes|/min|/min
month| mth| mths|m|m| month| months|/m|/m
nanosecond| ns| ns|ns|ns| nanosecond| nanoseconds|/ns|/ns
ounce| oz| oz|oz|oz| ounce| ounces|/oz|/oz
percent|%|%|%|%| percent| percent|/%|/%
petabyte| PB| PB|PB|PB| petabyte| petabytes|/PB|/PB
pound| lb| lb|#|#| pound| pounds|/lb|/lb
second| sec| sec|s|s| second| seconds|/s|/s
stone| st| st|st|st| stone| stones|/st|/st
terabit| Tb| Tb|Tb|Tb| terabit| terabits|/Tb|/Tb
terabyte| TB| TB|TB|TB| terabyte| terabytes|/TB|/TB
week| wk| wks|w|w| week| weeks|/w|/w
yard| yd| yd|yd|yd| yard| yards|/yd|/yd
year| yr| yrs|y|y| year| years|/y|/y
mile-per-gallon| mpg| mpg|mpg|mpg| mile per gallon| miles per gallon
mile-per-hour| mph| mph|mph|mph| mile per hour| miles per hour
percent-per-acre|%|%|%|%| percent per acre| percent per acre
percent-per-bit|%|%|%|%| percent per bit| percent per bit
percent-per-byte|%|%|%|%| percent per byte| percent per byte
percent-per-celsius|%|%|%|%| percent per degree Celsius| percent per degree Celsius
percent-per-centimeter|%|%|%|%| percent per centimeter| percent per centimeter
percent-per-day|%|%|%|%| percent per day| percent per day
percent-per-degree|%|%|%|%| percent per degree| percent per degree
percent-per-fahrenheit|%|%|%|%| percent per degree Fahrenheit| percent per degree Fahrenheit
percent-per-fluid-ounce|%|%|%|%| percent per fluid ounce| percent per fluid ounce
percent-per-foot|%|%|%|%| percent per foot| percent per foot
percent-per-gallon|%|%|%|%| percent per gallon| percent per gallon
percent-per-gigabit|%|%|%|%| percent per gigabit| percent per gigabit
percent-per-gigabyte|%|%|%|%| percent per gigabyte| percent per gigabyte
percent-per-gram|%|%|%|%| percent per gram| percent per gram
percent-per-hectare|%|%|%|%| percent per hectare| percent per hectare
percent-per-hour|%|%|%|%| percent per hour| percent per hour
percent-per-inch|%|%|%|%| percent per inch| percent per inch
percent-per-kilobit|%|%|%|%| percent per kilobit| percent per kilobit
percent-per-kilobyte|%|%|%|%| percent per kilobyte| percent per kilobyte
percent-per-kilogram|%|%|%|%| percent per kilogram| percent per kilogram
percent-per-kilometer|%|%|%|%| percent per kilometer| percent per kilometer
percent-per-liter|%|%|%|%| percent per liter| percent per liter
percent-per-megabit|%|%|%|%| percent per megabit| percent per megabit
percent-per-megabyte|%|%|%|%| percent per megabyte| percent per megabyte
percent-per-meter|%|%|%|%| percent per meter| percent per meter
percent-per-microsecond|%|%|%|%| percent per microsecond| percent per microsecond
percent-per-mile|%|%|%|%| percent per mile| percent per mile
percent-per-mile-scandinavian|%|%|%|%| percent per mile-scandinavian| percent per mile-scandinavian
percent-per-milliliter|%|%|%|%| percent per milliliter| percent per milliliter
percent-per-millimeter|%|%|%|%| percent per millimeter| percent per millimeter
percent-per-millisecond|%|%|%|%| percent per millisecond| percent per millisecond
percent-per-minute|%|%|%|%| percent per minute| percent per minute
percent-per-month|%|%|%|%| percent per month| percent per month
percent-per-nanosecond|%|%|%|%| percent per nanosecond| percent per nanosecond
percent-per-ounce|%|%|%|%| percent per ounce| percent per ounce
percent-per-percent|%|%|%|%| percent per percent| percent per percent
percent-per-petabyte|%|%|%|%| percent per petabyte| percent per petabyte
percent-per-pound|%|%|%|%| percent per pound| percent per pound
percent-per-second|%|%|%|%| percent per second| percent per second
percent-per-stone|%|%|%|%| percent per stone| percent per stone
percent-per-terabit|%|%|%|%| percent per terabit| percent per terabit
percent-per-terabyte|%|%|%|%| percent per terabyte| percent per terabyte
percent-per-week|%|%|%|%| percent per week| percent per week
percent-per-yard|%|%|%|%| percent per yard| percent per yard
percent-per-year|%|%|%|%| percent per year| percent per year`;
