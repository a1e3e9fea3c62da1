// All recorded conferences, page by page
let next = "{base}/api/collections/activities/items?plan_line=2018-border-conferences&limit=10&skip_geometry=true";
const conferences = [];
while (next) {
  const answer = await fetch(next);
  const page = await answer.json();
  if (!answer.ok) throw new Error(page.detail);
  conferences.push(...page.features);
  next = page.links.find((link) => link.rel === "next")?.href;
}
console.log(conferences.length, "conferences");

// The leadership's figures
const summary = await (await fetch("{base}/api/summary?line=2018-border-conferences")).json();
const { total, by_status } = summary.border_communes;
console.log(by_status.reached, "of", total, "border communes reached");
