/** The shapes the server answers with, as far as this page reads them. */
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Point, Polygon } from 'geojson';
import type { Status } from '../lib/status';

export type Kind = 'xa' | 'thi_tran' | 'phuong';
export type DistrictKind = 'huyen' | 'thanh_pho';
export type Level = 'commune' | 'district' | 'province' | 'site';
export type LineKind =
  | 'document' | 'meeting' | 'pano' | 'leaflet' | 'event'
  | 'training' | 'press' | 'broadcast' | 'conference' | 'report';

export interface Unit {
  code: string;
  name: string;
  kind: Kind;
  district_code: string;
  district: string;
  border: boolean;
}

export interface CommuneProperties extends Unit {
  priority?: boolean;
  area_km2: number | null;
  population_2019?: number | null;
  lon?: number | null;
  lat?: number | null;
  aliases?: string | null;
}
export type Communes = FeatureCollection<Polygon | MultiPolygon | null, CommuneProperties>;

export interface DistrictProperties {
  code: string;
  name: string;
  kind: DistrictKind;
  communes: number;
  border_communes: number;
  lon: number;
  lat: number;
}
export type Districts = FeatureCollection<Geometry | null, DistrictProperties>;

export interface CoverageRow extends Unit {
  line: string | null;
  quota: number | null;
  achieved: number | null;
  gap: number | null;
  status: Status;
  late: boolean;
  share: number | null;
  nearest_pano_km: number | null;
  lines_applicable?: number | null;
  lines_reached?: number | null;
}
export interface Coverage {
  version: number | string;
  numberMatched: number;
  features: Feature<Geometry | null, CoverageRow>[];
}

export interface Counts {
  total: number;
  by_status: Record<Status, number>;
}
export interface SummaryLine {
  id: string;
  paragraph: string;
  kind: LineKind;
  year: number;
  title_vi: string;
  title_en: string;
  due: string;
  target: number;
  achieved: number;
  undistributed: number;
  status: Status;
  late: boolean;
  units?: Counts & { level: Level };
}
export interface Summary {
  version: number | string;
  as_of: string;
  line: string | null;
  activities: number;
  sample_activities: number;
  communes: Counts;
  border_communes: Counts;
  panos: { total: number; built: number; planned: number; overdue: number };
  leaflets: { target: number; achieved: number; undistributed: number };
  lines_late: number;
  lines: SummaryLine[];
}

/** Whom a line is about. */
export type Scope =
  | 'province'
  | { communes: 'all' | 'border' | string[] }
  | { districts: string[] }
  | { sites: string[] };

export interface PlanLine extends Omit<SummaryLine, 'undistributed' | 'units'> {
  quote: string;
  short_vi: string;
  short_en: string;
  level: Level;
  scope?: Scope;
  measure: 'sum' | 'count';
  unit: string;
  unit_en: string;
  parameters: { weights?: Record<string, number>; assumptions: { vi: string; en: string }[] };
}
export interface Plan {
  version: number | string;
  as_of: string;
  document: {
    number: string;
    title_vi: string;
    title_en: string;
    issuer_vi?: string;
    issuer_en?: string;
    issued_on: string;
    starts_on: string;
    ends_on: string;
    hotline: string;
  };
  pano: { reach_km: number; assumption_vi?: string; assumption_en?: string };
  lines: PlanLine[];
}

export interface Cell {
  line: string;
  status: Status;
  quota: number | null;
  achieved: number | null;
  late: boolean;
}
export interface MatrixRow extends Unit {
  overall?: { status: Status; lines_applicable: number; lines_reached: number; late: boolean };
  cells: Cell[];
}
export interface Matrix {
  version: number | string;
  as_of: string;
  lines: string[];
  rows: MatrixRow[];
}

export interface PanoProperties {
  slug: string;
  name_vi: string;
  name_en: string;
  year: number;
  commune_code: string;
  commune?: string;
  district?: string;
  status: 'built' | 'planned' | 'overdue';
  built_on: string | null;
  accuracy_m: number | null;
}
export type PanoSites = FeatureCollection<Point, PanoProperties>;

export interface PanoReach extends FeatureCollection<Polygon | MultiPolygon, { slug: string; radius_km: number }> {
  radius_km: number;
  communes: { code: string; nearest_pano_km: number | null; share_within: number | null }[];
}
export type Lines = FeatureCollection<Geometry, { name_vi?: string; name_en?: string }>;
