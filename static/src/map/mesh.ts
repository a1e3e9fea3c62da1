/**
 * District lines out of commune polygons. The polygons are a coverage (neighbours share their
 * vertices), so an edge between two communes of different districts occurs in both of them:
 * nothing more has to be sent over the wire.
 */
import type { MultiLineString, Position } from 'geojson';
import type { Communes } from '../api/types';

interface Edge {
  from: Position;
  to: Position;
  district: string;
  /** Between two districts, or on the outside. */
  boundary: boolean;
  inner: boolean;
}

const key = (point: Position): string => `${point[0]},${point[1]}`;

function edges(communes: Communes): Map<string, Edge> {
  const found = new Map<string, Edge>();
  for (const { geometry, properties } of communes.features) {
    if (!geometry) continue;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const ring of polygons.flat()) {
      for (let i = 1; i < ring.length; i += 1) {
        const from = ring[i - 1];
        const to = ring[i];
        if (!from || !to) continue;
        const [a, b] = [key(from), key(to)];
        const id = a < b ? `${a} ${b}` : `${b} ${a}`;
        const known = found.get(id);
        if (known) {
          known.inner = true;
          known.boundary = known.district !== properties.district_code;
        } else {
          found.set(id, { from, to, district: properties.district_code, boundary: true, inner: false });
        }
      }
    }
  }
  return found;
}

/** Chains edges into long lines, so that dashes run on and do not restart at each vertex. */
function chain(parts: Edge[]): Position[][] {
  const at = new Map<string, Edge[]>();
  for (const edge of parts) {
    for (const end of [key(edge.from), key(edge.to)]) {
      const list = at.get(end);
      if (list) list.push(edge);
      else at.set(end, [edge]);
    }
  }
  const used = new Set<Edge>();
  const walk = (start: Position): Position[] => {
    const line = [start];
    for (let here = start; ; ) {
      const edge = at.get(key(here))?.find((candidate) => !used.has(candidate));
      if (!edge) return line;
      used.add(edge);
      here = key(edge.from) === key(here) ? edge.to : edge.from;
      line.push(here);
      if (at.get(key(here))?.length !== 2) return line;
    }
  };
  const lines: Position[][] = [];
  // Junctions and loose ends first; what is left then are closed rings.
  for (const junctionsOnly of [true, false]) {
    for (const edge of parts) {
      for (const end of [edge.from, edge.to]) {
        if (junctionsOnly && at.get(key(end))?.length === 2) continue;
        while (at.get(key(end))?.some((candidate) => !used.has(candidate))) lines.push(walk(end));
      }
    }
  }
  return lines;
}

export function districtLines(communes: Communes): { between: MultiLineString; outside: MultiLineString } {
  const all = [...edges(communes).values()].filter((edge) => edge.boundary);
  return {
    between: { type: 'MultiLineString', coordinates: chain(all.filter((edge) => edge.inner)) },
    outside: { type: 'MultiLineString', coordinates: chain(all.filter((edge) => !edge.inner)) },
  };
}
