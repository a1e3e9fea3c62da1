# Plugins > Python Console
iface.addVectorLayer("url='{base}/api' typename='communes'", "Communes", "OAPIF")
activities = iface.addVectorLayer("url='{base}/api' typename='activities'", "Activities", "OAPIF")
activities.setSubsetString("start >= '2018-01-01'")
iface.addVectorLayer("{base}/data/coverage.geojson?line=2018-border-conferences", "Conferences", "ogr")
# In metres: VN-2000, the province's own zone
iface.addVectorLayer("{base}/api/collections/pano-sites/items?f=json&crs=EPSG:9205", "Panos", "ogr")
