"""Runs a snippet from standard input as QGIS's Python console would, without a window, and tells of every layer it adds.

For the Python that QGIS is installed for: it has `qgis.core`, and may lack everything else. Prints one JSON object a layer.
"""

import json
import os
import sys

from qgis.core import QgsApplication, QgsVectorLayer


class Iface:
    """What the console has as `iface`: the part of it that adds layers."""

    def __init__(self) -> None:
        self.layers: list[QgsVectorLayer] = []

    def addVectorLayer(self, source: str, name: str, provider: str) -> QgsVectorLayer:  # noqa: N802 (QGIS's name)
        layer = QgsVectorLayer(source, name, provider)
        self.layers.append(layer)
        return layer


application = QgsApplication([], False)
application.initQgis()
iface = Iface()
exec(compile(sys.stdin.read(), "example", "exec"), {"iface": iface})  # noqa: S102 (that is what it is for)
for layer in iface.layers:
    extent = layer.extent()
    features = list(layer.getFeatures())
    told = {
        "name": layer.name(),
        "valid": layer.isValid(),
        "count": len(features),
        "placed": sum(feature.hasGeometry() for feature in features),
        "crs": layer.crs().authid(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
    }
    print(json.dumps(told), flush=True)
# QGIS tears down what Python still holds, and may crash on it: there is nothing left to lose.
sys.stdout.flush()
os._exit(0)
