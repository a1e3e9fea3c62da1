"""Check plan.toml by itself and against its text: quotes verbatim, sums, labels. It writes nothing; the plan is kept by hand."""

import tomllib
import unicodedata

from common import DATA, read_data

KINDS = {"document", "meeting", "pano", "leaflet", "event", "training", "press", "broadcast", "conference", "report"}


def load():
    return tomllib.loads((DATA / "plan.toml").read_text(encoding="utf-8"))


def problems(plan):
    raw = (DATA / "plan.toml").read_text(encoding="utf-8")
    text = (DATA / plan["document"]["text"]).read_text(encoding="utf-8")
    paragraphs = text.splitlines()
    sites = {s["slug"]: s for s in read_data("pano-sites.csv")}
    units = read_data("units.csv")
    expect = plan["expect"]
    sizes = {"all": 108, "border": sum(u["border"] == "1" for u in units)}
    lines = plan["line"]

    if not unicodedata.is_normalized("NFC", raw + text):
        yield "not in Unicode form NFC"
    if len(lines) != expect["lines"] or len({line["id"] for line in lines}) != len(lines):
        yield f"{len(lines)} lines"
    if sizes["border"] != expect["border"] or len(sites) != expect["sites"]:
        yield "border communes or sites"
    for line in lines:
        name = line["id"]
        if not any(line["quote"] in paragraph for paragraph in paragraphs):
            yield f"{name}: the quote is not in one paragraph of the text"
        if line["kind"] not in KINDS:
            yield f"{name}: kind"
        for short in (line["short_vi"], line["short_en"]):
            if len(short) > 16:
                yield f"{name}: `{short}` has {len(short)} characters"
        if not line.get("assumption"):
            yield f"{name}: no assumption stated"
        scope = line["scope"]
        if scope == "province":
            level = "province"
        else:
            ((noun, members),) = scope.items()
            level = noun.removesuffix("s")
            if noun == "sites" and (len(members) != line["target"] or any(sites[m]["plan_line"] != name for m in members)):
                yield f"{name}: sites"
            if noun == "districts" and not set(members) <= {u["code"] for u in units if u["parent"] == "12"}:
                yield f"{name}: districts"
            if noun == "communes" and line["measure"] == "count" and line["target"] != sizes[members]:
                yield f"{name}: target"
        if level != line["level"]:
            yield f"{name}: level"
        if (line["measure"] == "sum") != ("weights" in line):
            yield f"{name}: weights"
        if not line["id"].endswith("-h1") and (line["due"].month, line["due"].day, line["due"].year) != (12, 31, line["year"]):
            yield f"{name}: due"


def quotas(line, units):
    """{code: quota} of a `sum` line over all communes: largest remainder, ties to the smaller code."""
    communes = sorted((u for u in units if u["border"]), key=lambda u: u["code"])
    weight = {u["code"]: line["weights"]["priority" if u["border"] == "1" or u["kind"] != "xa" else "other"] for u in communes}
    total = sum(weight.values())
    share = {code: divmod(line["target"] * w, total) for code, w in weight.items()}
    left = line["target"] - sum(whole for whole, _ in share.values())
    lucky = sorted(share, key=lambda code: (-share[code][1], code))[:left]
    return {code: whole + (code in lucky) for code, (whole, _) in share.items()}


def main():
    found = list(problems(load()))
    if found:
        raise SystemExit("plan.toml: " + "; ".join(found))
    print("plan.toml: 22 lines, every quote stands in the text")


if __name__ == "__main__":
    main()
