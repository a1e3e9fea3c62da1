# What there is
ogrinfo -ro -so "OAPIF:{base}/api" coverage

# Everything in one GeoPackage, in VN-2000 / UTM zone 48N
ogr2ogr -f GPKG -t_srs EPSG:3405 lai-chau.gpkg "OAPIF:{base}/api"

# The overdue communes of one line as a spreadsheet without geometry
ogr2ogr -f CSV -select code,name,district,gap -where "status = 'overdue'" \
  overdue.csv "{base}/data/coverage.geojson?line=2018-leaflets"
