library(sf)

# Which border communes still wait for their conference of 2018?
conferences <- st_read("{base}/data/coverage.geojson?line=2018-border-conferences", quiet = TRUE)
waiting <- conferences[conferences$status == "overdue", ]
print(st_drop_geometry(waiting)[c("code", "name", "district")], row.names = FALSE)

# Area by district in square kilometres, from coordinates in metres (VN-2000 / UTM zone 48N)
communes <- st_read("{base}/api/collections/communes/items?f=json&crs=EPSG:3405", quiet = TRUE)
areas <- tapply(as.numeric(st_area(communes)) / 1e6, communes$district, sum)
print(round(areas, 1))
