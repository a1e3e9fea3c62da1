/** Calendar days as ISO text and as whole days since 1970, without time zones. */
const DAY_MS = 86_400_000;

export function toDay(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

export function fromDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    fromDay(toDay(text)) === text;
}

/** The last days of the months after `from` up to `to`, and `to` itself: the steps of the player. */
export function monthEnds(from: string, to: string): string[] {
  const steps: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (;;) {
    const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    if (end >= to) break;
    if (end > from) steps.push(end);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return [...steps, to];
}
