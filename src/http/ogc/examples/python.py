import geopandas

# Which border communes still wait for their conference of 2018?
conferences = geopandas.read_file("{base}/data/coverage.geojson?line=2018-border-conferences")
waiting = conferences[conferences.status == "overdue"]
print(waiting[["code", "name", "district"]].to_string(index=False))
waiting.to_file("waiting.gpkg")

# Area by district in square kilometres, from coordinates in metres (VN-2000 / UTM zone 48N)
communes = geopandas.read_file("{base}/api/collections/communes/items?f=json&crs=EPSG:3405")
print((communes.area / 1e6).groupby(communes.district).sum().round(1).to_string())
