# A whole layer as a file, under the name that the service gives it
curl -sOJ "{base}/data/coverage.geojson?line=2018-border-conferences&download=true"

# A condition in CQL2: border communes without a conference whose names begin with Mu, whatever the accents
curl -s -G "{base}/api/collections/coverage/items" \
  --data-urlencode "line=2018-border-conferences" \
  --data-urlencode "filter=ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('mu%')) AND status = 'overdue'" \
  --data-urlencode "sortby=district,name" \
  --data-urlencode "properties=name,district,status" \
  --data-urlencode "skip_geometry=true"

# Which communes lie within 10 km of a point?
curl -s -G "{base}/api/collections/communes/items" \
  --data-urlencode "filter=S_DWITHIN(geometry, POINT(103.46 22.39), 10, kilometers)" \
  --data-urlencode "skip_geometry=true"

# Only if something changed since the last time
curl -s --etag-save tag.txt --etag-compare tag.txt -o summary.json "{base}/api/summary"
