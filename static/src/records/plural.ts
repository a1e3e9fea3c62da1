/** English units as the plan has them, in the number the quantity asks for. Pure. */
export function counted(value: number, unit: string): string {
  const single = /(s|x|ch|sh)es$/.test(unit) ? unit.slice(0, -2) : /[^s]s$/.test(unit) ? unit.slice(0, -1) : unit;
  if (value === 1) return single;
  return single !== unit ? unit : /(s|x|ch|sh)$/.test(unit) ? `${unit}es` : `${unit}s`;
}
