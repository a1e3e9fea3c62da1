//! The examples of OGC 21-065r2.

use super::*;

/// Examples of the standard for the classes that are declared, with their property names replaced by ours.
#[test]
fn reads_the_examples_of_the_standard() {
    for example in [
        "name='Toronto'",
        "share-150.0 > 0",
        "recorded_at >= date('1970-01-01')",
        "geometry IS NOT NULL",
        "name LIKE 'Smith%'",
        "share BETWEEN 100.0 and 150.0",
        "name IN ('Toronto','Frankfurt','Tokyo','New York')",
        "count NOT IN (1,2,3,4)",
        "CASEI(name) IN (CASEI('Οδος'),CASEI('Straße'))",
        "ACCENTI(name) = ACCENTI('débárquér')",
        "S_INTERSECTS(geometry,POINT(36.319836 32.288087))",
        "S_CROSSES(geometry,POLYGON((43.7286 -79.2986, 43.7311 -79.2996, 43.7323 -79.2972,\n  43.7326 -79.2971, 43.7350 -79.2981, \
         43.7350 -79.2982,\n  43.7352 -79.2982, 43.7357 -79.2956, 43.7337 -79.2948,\n 43.7343 -79.2933, 43.7339 -79.2923, 43.7327 -79.2947,\n \
         43.7320 -79.2942, 43.7322 -79.2937, 43.7306 -79.2930,\n 43.7303 -79.2930, 43.7299 -79.2928, 43.7286 -79.2986)))",
        "T_INTERSECTS(recorded_at, INTERVAL('1969-07-16T05:32:00Z', '1969-07-24T16:50:35Z'))",
        "T_DURING(INTERVAL(start, end), INTERVAL('1969-07-16T13:32:00Z', '1969-07-24T16:50:35Z'))",
        "    share >= 0.1\nAND share <= 0.2\nAND count=28\nAND quota=203",
        "name='HH+VV+HV+VH'\nAND s_intersects(geometry,POLYGON((-77.117938 38.936860,\n -77.040604 39.995648,\n -76.910536 38.892912,\n \
         -77.039359 38.791753,\n -77.047906 38.841462,\n -77.034183 38.840655,\n -77.033142 38.857490,\n -77.117938 38.936860)))",
        "border=true AND (count>5 OR name LIKE 'mat%' OR share BETWEEN 4 AND 5)",
        "\"name\" = 'fa7e1920-9107-422d-a3db-c468cbc5d6df'",
        "\"count\" > 10",
        "NOT \"name\" LIKE 'foo%'",
        "\"count\" IS NOT NULL",
        "T_AFTER(\"recorded_at\", DATE('2010-02-10'))",
        "T_CONTAINS(INTERVAL('2000-01-01T00:00:00.000000Z', '2005-01-10T01:01:01.393216Z'), INTERVAL(start, end))",
        "T_FINISHES(INTERVAL(start, end), INTERVAL('1991-10-07', '2010-02-10T05:29:20.073225Z'))",
        "T_STARTS(INTERVAL(start, end), INTERVAL('1991-10-07T08:21:06.393262Z', '..'))",
        "((NOT border AND late) OR (count = 1 and NOT share > 2) or not (border AND late))",
        "count>=1038290-2*2^0",
        "count>1038290-21 div 10",
        "count>1038290-5%2",
        "count in (1000000+38288,1000000+600000+11692,3*1000000+13258)",
        "name like '\\%\\_'",
        "name = '\u{7}\\a\\b\\t\\n\\v\\f\\r'",
        "S_INTERSECTS(geometry,BBOX(150,-90,-150,90))",
    ] {
        if let Err(fault) = parse(example) {
            unreachable!("{example}: {} at {}", fault.en(), fault.at);
        }
    }
}
