/** Puts what the file knows where the page's parts look for it, as if the server had just answered. */
import { data } from '../state/data.svelte';
import type { View } from '../state/url';
import { matrixOf, rowsOf, shownRows, summaryOf, type Contents } from './contents';

export function showReference(contents: Contents): void {
  Object.assign(data, {
    plan: contents.plan,
    communes: contents.communes,
    districts: contents.districts,
    nationalBorder: contents.national_border,
    sites: contents.sites,
  });
}

export function show(contents: Contents, view: View): void {
  const rows = rowsOf(contents, view.line);
  data.summary = summaryOf(contents, rows, view);
  data.coverage = shownRows(rows, view);
  data.matrix = matrixOf(contents, view.scope, view.district);
  const row = contents.matrix.rows.find(({ code }) => code === view.commune);
  data.detail = row ? { row, coverage: rows.find(({ code }) => code === row.code) ?? null } : null;
}
