/**
 * The map itself: takes answers and selections, gives clicks and movements. It knows nothing of
 * the page's stores, and it computes no coverage; it draws the statuses it is handed.
 */
import { GeoJSONSource, Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { GeoJSON } from 'geojson';
import type { Communes, CoverageRow, Districts, Lines, PanoReach, PanoSites } from '../api/types';
import type { Lang } from '../lib/format';
import type { MapPosition } from '../state/url';
import { drawnCounts } from './drawn';
import { communeLabels, districtLabels, drawnCommunes, extent } from './features';
import { images, PIXEL_RATIO } from './images';
import { districtLines } from './mesh';
import { readPalette } from './palette';
import { FILL, PANO, style } from './style';

setWorkerUrl(new URL(workerUrl, location.href).href);

export interface Hover {
  code: string;
  x: number;
  y: number;
}
export interface Events {
  hover: (hover: Hover | null) => void;
  pano: (pano: { slug: string; x: number; y: number } | null) => void;
  select: (code: string | null) => void;
  move: (position: MapPosition) => void;
}
export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export class MapController {
  readonly #map: MapLibre;
  readonly #ready: Promise<void>;
  #communes: Communes | null = null;
  #hovered = '';
  #userMoved = false;
  #dataSet = false;
  /** What the map shows until somebody moves it; nothing means the whole province. */
  #home: ReadonlySet<string> | undefined;

  constructor(container: HTMLElement, position: MapPosition | null, private readonly events: Events) {
    const colours = readPalette();
    this.#userMoved = position !== null;
    this.#map = new MapLibre({
      container,
      style: style(colours),
      center: position ? [position.lon, position.lat] : [103.15, 22.25],
      zoom: position?.zoom ?? 8,
      minZoom: 6,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // Printing takes the pixels from the canvas.
      canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true },
      fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right');
    this.#ready = new Promise((resolve) => {
      this.#map.once('load', () => resolve());
    });
    this.#map.on('style.load', () => {
      for (const [name, image] of Object.entries(images(readPalette()))) {
        if (!this.#map.hasImage(name)) this.#map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
      }
    });
    this.#listen();
  }

  #listen(): void {
    const map = this.#map;
    map.on('mousemove', (event) => {
      const pano = map.queryRenderedFeatures(event.point, { layers: [PANO] })[0];
      const slug: unknown = pano?.properties['slug'];
      this.events.pano(typeof slug === 'string' ? { slug, ...event.point } : null);
      const code = this.#codeAt(event.point);
      this.#setHover(code);
      this.events.hover(code ? { code, x: event.point.x, y: event.point.y } : null);
      map.getCanvas().style.cursor = code ? 'pointer' : '';
    });
    map.on('mouseout', () => {
      this.#setHover('');
      this.events.hover(null);
      this.events.pano(null);
    });
    map.on('click', (event) => this.events.select(this.#codeAt(event.point) || null));
    map.on('moveend', (event) => {
      if (!this.#userMoved && !event.originalEvent) return;
      this.#userMoved = true;
      const { lat, lng } = map.getCenter();
      this.events.move({ zoom: map.getZoom(), lat, lon: lng });
    });
    map.on('idle', () => {
      if (!this.#dataSet) return;
      const { dataset } = document.documentElement;
      dataset['drawn'] = drawnCounts(map.queryRenderedFeatures({ layers: [FILL] }));
      dataset['mapReady'] = 'true';
    });
  }

  #codeAt(point: { x: number; y: number }): string {
    const found = this.#map.queryRenderedFeatures([point.x, point.y], { layers: [FILL] })[0];
    const code: unknown = found?.properties['code'];
    return typeof code === 'string' ? code : '';
  }

  #setHover(code: string): void {
    if (code === this.#hovered) return;
    this.#hovered = code;
    if (this.#map.getLayer('hover-line')) this.#map.setFilter('hover-line', ['==', ['get', 'code'], code]);
  }

  async #set(source: string, data: GeoJSON): Promise<void> {
    await this.#ready;
    const found = this.#map.getSource(source);
    if (found instanceof GeoJSONSource) await found.setData(data);
  }

  setReference(
    communes: Communes,
    districts: Districts,
    border: Lines,
    padding: Padding,
    home?: ReadonlySet<string>,
  ): void {
    this.#communes = communes;
    this.#home = home;
    const { between, outside } = districtLines(communes);
    void this.#set('district-lines', between);
    void this.#set('outside', outside);
    void this.#set('district-labels', districtLabels(districts));
    void this.#set('national-border', border);
    if (!this.#userMoved) this.fit(padding, home);
  }

  setCoverage(communes: Communes, rows: readonly CoverageRow[]): void {
    delete document.documentElement.dataset['drawn'];
    void this.#set('commune-labels', communeLabels(communes, rows));
    void this.#set('communes', drawnCommunes(communes, rows)).then(() => {
      this.#dataSet = true;
      this.#map.triggerRepaint();
    });
  }

  setPanos(sites: PanoSites): void {
    void this.#set('panos', sites);
  }

  setReach(reach: PanoReach | null): void {
    void this.#set('reach', reach ?? { type: 'FeatureCollection', features: [] });
  }

  setSelected(code: string | null): Promise<void> {
    return this.setOutlined(code === null ? [] : [code]);
  }

  async setOutlined(codes: readonly string[]): Promise<void> {
    await this.#ready;
    for (const layer of ['selected-casing', 'selected-line']) {
      this.#map.setFilter(layer, ['in', ['get', 'code'], ['literal', [...codes]]]);
    }
  }

  async setLanguage(lang: Lang, title: string): Promise<void> {
    this.#map.getCanvas().setAttribute('aria-label', title);
    await this.#ready;
    this.#map.setLayoutProperty('national-label', 'text-field', ['get', `name_${lang}`]);
  }

  /** The whole province, or the given communes, inside what the cards leave free. */
  fit(padding: Padding, codes?: ReadonlySet<string>, animate = false): void {
    const box = this.#communes && extent(this.#communes, codes);
    if (!box) return;
    const [west, south, east, north] = box;
    this.#map.fitBounds([[west, south], [east, north]], {
      padding: this.#fitting(padding),
      maxZoom: codes ? 10.5 : 12,
      animate,
      duration: animate ? 500 : 0,
      essential: false,
    });
  }

  /** Padding that would leave nothing of a small map is given up. */
  #fitting(padding: Padding): Padding {
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const narrow = clientWidth - padding.left - padding.right < 160;
    const low = clientHeight - padding.top - padding.bottom < 160;
    return {
      left: narrow ? 8 : padding.left,
      right: narrow ? 8 : padding.right,
      top: low ? 8 : padding.top,
      bottom: low ? 8 : padding.bottom,
    };
  }

  jump(position: MapPosition): void {
    this.#userMoved = true;
    this.#map.jumpTo({ center: [position.lon, position.lat], zoom: position.zoom });
  }

  /** Moving from the page's own buttons counts as the user's doing. */
  touch(): void {
    this.#userMoved = true;
  }

  reset(): void {
    this.#userMoved = false;
    this.#home = undefined;
  }

  zoomBy(step: number): void {
    this.touch();
    this.#map.zoomTo(this.#map.getZoom() + step, { duration: 200, essential: false });
  }

  resize(padding: Padding, beside: Padding): void {
    this.#map.resize();
    if (!this.#userMoved) this.fit(this.#home ? beside : padding, this.#home);
  }

  destroy(): void {
    this.#map.remove();
  }
}
