/** The map's style: sources, and layers from the ground up. Labels use the page's own font files. */
import latin400 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2?url';
import latin600 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2?url';
import vietnamese400 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2?url';
import vietnamese600 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2?url';
import type {
  ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification, StyleSpecification,
} from 'maplibre-gl';
import type { Palette } from './palette';

const VIETNAMESE = [
  'U+0102-0103', 'U+0110-0111', 'U+0128-0129', 'U+0168-0169', 'U+01A0-01A1', 'U+01AF-01B0',
  'U+0300-0301', 'U+0303', 'U+0309', 'U+0323', 'U+1EA0-1EF9',
];
const LATIN = ['U+0000-00FF', 'U+2000-206F'];

const absolute = (path: string): string => new URL(path, location.href).href;
const face = (vietnamese: string, latin: string) => [
  { url: absolute(vietnamese), 'unicode-range': VIETNAMESE },
  { url: absolute(latin), 'unicode-range': LATIN },
];

const EMPTY: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
};

const byZoom = (...stops: [number, number][]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as ExpressionSpecification;

const status: ExpressionSpecification = ['get', 'status'];

export const FILL = 'commune-fill';
export const PANO = 'pano';

function fills(c: Palette): LayerSpecification[] {
  const pattern = (name: string): LayerSpecification => ({
    id: `commune-${name}`,
    type: 'fill',
    source: 'communes',
    filter: ['==', status, name],
    paint: { 'fill-pattern': `fill-${name}` },
  });
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': c['map-ground'] } },
    {
      id: FILL,
      type: 'fill',
      source: 'communes',
      paint: {
        'fill-color': [
          'match', status,
          'reached', c.reached,
          'partial', c['partial-b'],
          'pending', c.pending,
          'overdue', c['overdue-a'],
          'not_targeted', c['not-targeted-a'],
          c.hidden,
        ],
        'fill-antialias': false,
      },
    },
    pattern('partial'),
    pattern('overdue'),
    pattern('not_targeted'),
  ];
}

function lines(c: Palette): LayerSpecification[] {
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  return [
    {
      id: 'late-edge',
      type: 'line',
      source: 'communes',
      filter: ['all', ['==', status, 'partial'], ['==', ['get', 'late'], true]],
      layout: { 'line-join': 'round' },
      paint: { 'line-pattern': 'edge-late', 'line-width': 4, 'line-offset': 2.6 },
    },
    {
      id: 'commune-line',
      type: 'line',
      source: 'communes',
      layout: round,
      paint: { 'line-color': c['map-line'], 'line-width': byZoom([7, 0.7], [11, 1.6]) },
    },
    {
      id: 'reach-fill',
      type: 'fill',
      source: 'reach',
      paint: { 'fill-color': c.action, 'fill-opacity': 0.16 },
    },
    {
      id: 'reach-line',
      type: 'line',
      source: 'reach',
      paint: { 'line-color': c.action, 'line-width': 1.4, 'line-dasharray': [3, 2] },
    },
    {
      id: 'outside-line',
      type: 'line',
      source: 'outside',
      layout: round,
      paint: { 'line-color': c['map-district'], 'line-width': byZoom([7, 0.8], [11, 1.6]) },
    },
    {
      id: 'district-line',
      type: 'line',
      source: 'district-lines',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c['map-district'],
        'line-width': byZoom([7, 1.1], [11, 2]),
        'line-dasharray': [4, 2.2],
      },
    },
    {
      id: 'border-commune-line',
      type: 'line',
      source: 'communes',
      filter: ['==', ['get', 'border'], true],
      layout: round,
      paint: { 'line-color': c['border-line'], 'line-width': byZoom([7, 1.2], [11, 2.4]) },
    },
    {
      id: 'national-halo',
      type: 'line',
      source: 'national-border',
      layout: round,
      paint: { 'line-color': c['border-line'], 'line-width': byZoom([7, 9], [11, 16]), 'line-opacity': 0.16 },
    },
    {
      id: 'national-line',
      type: 'line',
      source: 'national-border',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c['border-line'],
        'line-width': byZoom([7, 2.2], [11, 3.4]),
        'line-dasharray': [5, 1.6, 0.9, 1.6],
      },
    },
    {
      id: 'hover-line',
      type: 'line',
      source: 'communes',
      filter: ['==', ['get', 'code'], ''],
      layout: round,
      paint: { 'line-color': c.ink, 'line-width': 2.2 },
    },
    {
      id: 'selected-casing',
      type: 'line',
      source: 'communes',
      filter: ['==', ['get', 'code'], ''],
      layout: round,
      paint: { 'line-color': c['map-halo'], 'line-width': 7 },
    },
    {
      id: 'selected-line',
      type: 'line',
      source: 'communes',
      filter: ['==', ['get', 'code'], ''],
      layout: round,
      paint: { 'line-color': c.ink, 'line-width': 3 },
    },
  ];
}

function labels(c: Palette): LayerSpecification[] {
  const halo = { 'text-color': c['map-label'], 'text-halo-color': c['map-halo'] };
  return [
    {
      id: 'commune-label',
      type: 'symbol',
      source: 'commune-labels',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Vung phu regular'],
        'text-size': byZoom([7, 9.5], [8.5, 11.5], [11, 14.5]),
        'text-max-width': 6,
        'text-line-height': 1.1,
        'text-padding': 3,
        'text-variable-anchor': ['center', 'top', 'bottom'],
        'text-radial-offset': 0.4,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: {
        'text-color': ['case', ['get', 'light'], c['label-light'], c['map-label']],
        'text-halo-color': ['case', ['get', 'light'], c.reached, c['map-halo']],
        'text-halo-width': 1.4,
      },
    },
    {
      id: 'national-label',
      type: 'symbol',
      source: 'national-border',
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': ['get', 'name_vi'],
        'text-font': ['Vung phu semibold'],
        'text-size': byZoom([7, 10], [11, 13]),
        'text-letter-spacing': 0.06,
        'text-offset': [0, -1.2],
        'text-max-angle': 38,
      },
      paint: { 'text-color': c['border-line'], 'text-halo-color': c['map-halo'], 'text-halo-width': 1.4 },
    },
    {
      id: 'district-label',
      type: 'symbol',
      source: 'district-labels',
      maxzoom: 11.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Vung phu semibold'],
        'text-size': byZoom([7, 12], [8.5, 15], [11, 20]),
        'text-letter-spacing': 0.04,
        'text-max-width': 20,
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.8,
      },
      paint: { ...halo, 'text-halo-width': 1.8 },
    },
    {
      id: PANO,
      type: 'symbol',
      source: 'panos',
      layout: {
        'icon-image': ['concat', 'pano-', ['get', 'status']],
        'icon-anchor': 'bottom',
        'icon-size': byZoom([7, 0.62], [9, 0.85], [12, 1.1]),
        'icon-allow-overlap': true,
      },
    },
  ];
}

export function style(colours: Palette): StyleSpecification {
  return {
    version: 8,
    'font-faces': {
      'Vung phu regular': face(vietnamese400, latin400),
      'Vung phu semibold': face(vietnamese600, latin600),
    },
    transition: { duration: 0, delay: 0 },
    sources: {
      // A fine tolerance keeps shared borders shared when the outlines are simplified per tile.
      communes: { ...EMPTY, promoteId: 'code', tolerance: 0.1 },
      'commune-labels': EMPTY,
      'district-lines': { ...EMPTY, tolerance: 0.1 },
      outside: { ...EMPTY, tolerance: 0.1 },
      'district-labels': EMPTY,
      // The surveyed line is finer than the screen: simplified until its dashes can be told apart.
      'national-border': { ...EMPTY, tolerance: 2.5 },
      reach: EMPTY,
      panos: { ...EMPTY, promoteId: 'slug' },
    },
    layers: [...fills(colours), ...lines(colours), ...labels(colours)],
  };
}
