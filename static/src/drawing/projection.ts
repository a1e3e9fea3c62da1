/**
 * Degrees to a flat drawing, and the window on it. At the size of a province a plate carrée, squeezed by the cosine of its
 * middle latitude, is true to shape within a thousandth. Pure.
 */
import type { Geometry, Position } from 'geojson';

export type Box = [west: number, south: number, east: number, north: number];

/** A place on the drawing, in kilometres east and south of its north-western corner. */
export interface At {
  x: number;
  y: number;
}

export interface Projection {
  width: number;
  height: number;
  place: (lon: number, lat: number) => At;
}

const KM_PER_DEGREE = 111.32;

export function projection([west, south, east, north]: Box): Projection {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const place = (lon: number, lat: number): At => ({
    x: (lon - west) * KM_PER_DEGREE * squeeze,
    y: (north - lat) * KM_PER_DEGREE,
  });
  return { width: place(east, south).x, height: place(east, south).y, place };
}

const METRES = 100;

/** A path to ten metres. */
function line(points: readonly Position[], { place }: Projection): string {
  return points
    .map(([lon = 0, lat = 0], index) => {
      const { x, y } = place(lon, lat);
      return `${index === 0 ? 'M' : 'L'}${Math.round(x * METRES) / METRES} ${Math.round(y * METRES) / METRES}`;
    })
    .join('');
}

export function path(geometry: Geometry, by: Projection): string {
  switch (geometry.type) {
    case 'LineString': return line(geometry.coordinates, by);
    case 'MultiLineString': return geometry.coordinates.map((part) => line(part, by)).join('');
    case 'Polygon': return geometry.coordinates.map((ring) => `${line(ring, by)}Z`).join('');
    case 'MultiPolygon': return geometry.coordinates.flat().map((ring) => `${line(ring, by)}Z`).join('');
    default: return '';
  }
}

/** How the drawing lies in its frame: pixels per kilometre, and where its corner is. */
export interface Frame {
  scale: number;
  left: number;
  top: number;
}

export interface Room {
  width: number;
  height: number;
  /** What cards on the map cover. */
  free: { left: number; top: number; right: number; bottom: number };
}

/** The frame in which a part of the drawing is as large as the room allows. */
export function fitting(from: At, to: At, { width, height, free }: Room, largest = Infinity): Frame {
  const across = Math.max(width - free.left - free.right, 40);
  const down = Math.max(height - free.top - free.bottom, 40);
  const scale = Math.min(across / Math.max(to.x - from.x, 1), down / Math.max(to.y - from.y, 1), largest);
  return {
    scale,
    left: free.left + (across - scale * (to.x - from.x)) / 2 - scale * from.x,
    top: free.top + (down - scale * (to.y - from.y)) / 2 - scale * from.y,
  };
}

/** The same, larger by a factor around a point of the screen. */
export function zoomed(frame: Frame, by: number, at: At, least: number): Frame {
  const scale = Math.min(Math.max(frame.scale * by, least), least * 24);
  const factor = scale / frame.scale;
  return { scale, left: at.x - factor * (at.x - frame.left), top: at.y - factor * (at.y - frame.top) };
}

/** A round length for the scale bar, at most so many pixels long. */
export function scaleBar(scale: number, pixels: number): { km: number; width: number } {
  const longest = pixels / scale;
  const power = 10 ** Math.floor(Math.log10(longest));
  const km = [5, 2, 1].map((digit) => digit * power).find((length) => length <= longest) ?? power;
  return { km, width: km * scale };
}
