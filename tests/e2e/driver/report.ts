/** Reports of imports as the server would send them, for what no real file brings about quickly. */
import type { Page, Route } from '@playwright/test';

interface Fault {
  row: number;
  column: string;
  value: string;
  code: string;
  message_vi: string;
  message_en: string;
  candidates: { code: string; name: string; district: string }[];
}

export function report(faults: number): Record<string, unknown> {
  const listed: Fault[] = Array.from({ length: faults }, (_, index) => ({
    row: index + 2,
    column: index % 2 ? 'Số lượng' : 'Ngày bắt đầu',
    value: index % 2 ? 'ba trăm' : '31/2/2018',
    code: index % 2 ? 'bad_quantity' : 'bad_date',
    message_vi: index % 2 ? 'số lượng phải là số không âm' : 'không phải ngày; hãy ghi như 15/3/2018',
    message_en: index % 2 ? 'the quantity must be a number, zero or more' : 'not a date; write 2018-03-15',
    candidates: [],
  }));
  const candidates = [
    { code: '03433', name: 'Mường Tè', district: 'Mường Tè' },
    { code: '03445', name: 'Mường Tè', district: 'Mường Tè' },
  ];
  if (faults > 0) {
    listed.push({
      row: faults + 2, column: 'Địa bàn', value: 'Mường Tè', code: 'ambiguous_place', candidates,
      message_vi: 'tên này ứng với nhiều nơi', message_en: 'the name fits several places',
    });
  }
  return {
    rows: faults + 20, accepted: 20, faulty: listed.length, warnings: 1, activities: 12, faults: listed, faults_total: listed.length,
    notices: [{
      row: 5, column: 'Ngày bắt đầu', value: '12/1/2019', code: 'after_plan', candidates: [],
      message_vi: 'sau ngày kế hoạch kết thúc', message_en: 'after the plan ends',
    }],
    file: { name: 'bao-cao.csv', kind: 'csv', encoding: 'UTF-8', sheet: null, sheets: [], header_row: 1 },
    columns: [
      { header: 'Mã nhiệm vụ', field: 'plan_line', samples: ['2018-leaflets'] },
      { header: 'Xã', field: 'place', samples: ['Mường Tè'] },
      { header: 'Cán bộ', field: null, samples: ['–'] },
    ],
    fields: [
      { field: 'plan_line', vi: 'Mã nhiệm vụ', en: 'Plan line', required: true },
      { field: 'place', vi: 'Địa bàn', en: 'Place', required: true },
      { field: 'note', vi: 'Ghi chú', en: 'Note', required: false },
    ],
    changes: [
      { code: '03571', name: 'Dào San', district: 'Phong Thổ', border: true, line: '2018-leaflets', before: 'overdue', after: 'reached' },
      { code: '03436', name: 'Mường Tè', district: 'Mường Tè', border: false, line: '2018-leaflets', before: 'partial', after: 'reached' },
    ],
    changes_total: 2,
  };
}

/** Answers every import with this report, and counts the options it was sent with. */
export async function answerImports(page: Page, faults: () => number): Promise<{ bodies: string[] }> {
  const bodies: string[] = [];
  await page.route('**/api/imports?*', (route: Route) => {
    bodies.push(route.request().postData() ?? '');
    const last = JSON.stringify({ status: 200, report: report(faults()) });
    const lines = [JSON.stringify({ progress: { stage: 'matching', rows: 10, total: 20 } }), last, ''];
    return route.fulfill({ status: 200, contentType: 'application/x-ndjson', body: lines.join('\n') });
  });
  await page.route('**/api/imports', (route: Route) => route.fulfill({ json: { imports: [] } }));
  return { bodies };
}
