# Plugins > Python Console
iface.addVectorLayer("url='{base}/api' typename='communes'", "Communes", "OAPIF")
iface.addVectorLayer("url='{base}/api' typename='activities' filter='start >= ''2018-01-01'''", "Activities", "OAPIF")
iface.addVectorLayer("{base}/data/coverage.geojson?line=2018-border-conferences", "Conferences", "ogr")
# In metres: VN-2000, the province's own zone
iface.addVectorLayer("{base}/data/pano-sites.geojson?crs=EPSG:9205", "Panos", "ogr")
