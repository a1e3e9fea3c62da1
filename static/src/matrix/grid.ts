/** Moving in a grid by keyboard, as the ARIA grid pattern has it. */
export interface Place {
  row: number;
  column: number;
}

const PAGE = 10;

export function step(key: string, { row, column }: Place, rows: number, columns: number): Place | null {
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  switch (key) {
    case 'ArrowRight': return { row, column: Math.min(column + 1, lastColumn) };
    case 'ArrowLeft': return { row, column: Math.max(column - 1, 0) };
    case 'ArrowDown': return { row: Math.min(row + 1, lastRow), column };
    case 'ArrowUp': return { row: Math.max(row - 1, 0), column };
    case 'Home': return { row, column: 0 };
    case 'End': return { row, column: lastColumn };
    case 'PageDown': return { row: Math.min(row + PAGE, lastRow), column };
    case 'PageUp': return { row: Math.max(row - PAGE, 0), column };
    default: return null;
  }
}
