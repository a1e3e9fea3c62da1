"""samples/activities-sample.csv: invented activities for trying the service out. Nothing in it happened.

The gaps are made on purpose: from 2019 on the map shows every status but `pending`, and on a day within the period that one too.
"""

import csv
import io
import random
from collections import defaultdict
from datetime import date, timedelta

from common import read_data, replace_table, write_text
from plan import load, quotas

SEED = 2228
NOTE = "DỮ LIỆU MẪU – không phải số liệu thật"
HEADER = [
    "Mã hoạt động", "Mã nhiệm vụ", "Nội dung", "Ngày bắt đầu", "Ngày kết thúc", "Huyện", "Địa bàn",
    "Số lượng", "Số người tham gia", "Nữ", "Số văn bản", "Ghi chú",
]  # fmt: skip
SUFFIX = {
    "document": "KH", "meeting": "TB", "pano": "BBNT", "leaflet": "BBGN", "event": "KH",
    "training": "KH", "press": "HĐ", "broadcast": "BC", "conference": "KH", "report": "BC",
}  # fmt: skip
WHOLE_DISTRICT, WHOLE_PROVINCE = "toàn huyện", "toàn tỉnh"
UNION = (0.94, 1.0)  # the share of women where the plan invites the women’s unions
PREFIX = {"xa": ("Xã", "X."), "phuong": ("Phường", "P."), "thi_tran": ("Thị trấn", "TT.")}


class Sample:
    def __init__(self):
        self.random = random.Random(SEED)
        self.plan = load()
        self.lines = {line["id"]: line for line in self.plan["line"]}
        units = read_data("units.csv")
        self.units = {u["code"]: u for u in units}
        self.communes = sorted(u["code"] for u in units if u["border"])
        self.border = [c for c in self.communes if self.units[c]["border"] == "1"]
        self.districts = sorted(u["code"] for u in units if u["parent"] == "12")
        self.sites = {s["slug"]: s for s in read_data("pano-sites.csv")}
        self.activities = []  # (start, code, rows)
        self.shares = []  # (line, code, unit, quantity), for the totals

    # ── what rows are made of ──

    def day(self, first, last):
        """A weekday between two days."""
        first, last = date.fromisoformat(first), date.fromisoformat(last)
        while True:
            day = first + timedelta(self.random.randint(0, (last - first).days))
            if day.weekday() < 5:
                return day

    def district_text(self, code):
        """People write a district in several ways; all of them can be told apart."""
        name = self.units[code]["name"]
        if code == "105":
            return self.random.choice(["TP. Lai Châu", "Thành phố Lai Châu"])
        return self.random.choices([name, f"huyện {name}", f"H. {name}", code], [85, 7, 5, 3])[0]

    def commune_text(self, code):
        unit = self.units[code]
        name, (long, short) = unit["name"], PREFIX[unit["kind"]]
        if unit["kind"] == "thi_tran":  # six towns are called like their district
            return self.random.choices([f"{short} {name}", f"{long} {name}"], [80, 20])[0]
        if code == "03445":  # Mường Tè is also a town of the same district
            return self.random.choice([f"{long} {name}", f"{short} {name}"])
        spellings = [name, f"{long} {name}", f"{short} {name}", code]
        if unit["aliases"] and self.random.random() < 0.3:
            return self.random.choice(unit["aliases"].split("|"))
        return self.random.choices(spellings, [78, 9, 8, 5])[0]

    def place(self, unit):
        """(Huyện, Địa bàn) of a share."""
        if unit == "12":
            return "", WHOLE_PROVINCE
        if unit in self.sites:
            site = self.sites[unit]
            return self.units[self.units[site["commune_code"]]["parent"]]["name"], site["name_vi"]
        if unit in self.districts:
            return self.district_text(unit), WHOLE_DISTRICT
        return self.district_text(self.units[unit]["parent"]), self.commune_text(unit)

    def add(self, line, code, title, start, shares, *, end=None, people=None, women=(0.35, 0.7), note=""):
        """One activity. `shares` is [(unit, quantity)]; the participants stand in the first row only, they are the activity's."""
        women = round(people * self.random.uniform(*women)) if people else ""
        reference = f"MẪU-{len(self.activities) + 1:03}/{SUFFIX[self.lines[line]['kind']]}"
        rows = []
        for index, (unit, quantity) in enumerate(shares):
            self.shares.append((line, code, unit, quantity))
            district, place = self.place(unit)
            first = index == 0
            rows.append([
                code, line, f"[MẪU] {title}", start, end or "", district, place, quantity,
                (people or "") if first else "", women if first else "", reference, NOTE + (f"; {note}" if note else ""),
            ])  # fmt: skip
        self.activities.append((start, code, rows))

    def name(self, code):
        unit = self.units[code]
        kind = {"huyen": "huyện", "thanh_pho": "thành phố", "xa": "xã", "phuong": "phường", "thi_tran": "thị trấn"}[unit["kind"]]
        return f"{kind} {unit['name']}"

    def of_district(self, district, codes):
        return [c for c in codes if self.units[c]["parent"] == district]

    # ── the lines of the plan, in its order ──

    def year_2016(self):
        for d in self.districts:
            late = d == "112"
            start = self.day("2017-01-05", "2017-01-13") if late else self.day("2016-11-21", "2016-12-27")
            self.add("2016-guidance", f"HD16-{d}", f"Ban hành kế hoạch tuyên truyền đường dây nóng 18001567, {self.name(d)}", start, [(d, 1)])
        self.add("2016-meetings", "HN16-1", "Giới thiệu đường dây nóng tại hội nghị tổng kết năm 2016", date(2016, 12, 20), [("12", 1)], people=118)
        self.add("2016-meetings", "HN16-2", "Giới thiệu đường dây nóng tại hội nghị triển khai năm 2017", date(2017, 1, 12), [("12", 1)], people=124)

    def budgets_and_press(self):
        for year, sent, column in ((2017, "2017-02-20", "2017-04-10"), (2018, "2018-01-22", "2018-03-12")):
            self.add(f"{year}-budget", f"DT{year % 100}", f"Gửi dự toán kinh phí năm {year} để thẩm định", date.fromisoformat(sent), [("12", 1)])
            self.add(f"{year}-press", f"BAO{year % 100}", f"Mở chuyên mục năm {year} trên Báo Lai Châu", date.fromisoformat(column), [("12", 1)])

    def panos(self):
        built = {
            "ma-lu-thang": "2017-09-14", "phong-tho": "2017-09-22", "dao-san": "2018-01-18",  # the third one late
            "lai-chau": "2018-06-19", "than-uyen": "2018-07-11", "tan-uyen": "2018-07-13", "tam-duong": "2018-08-02", "muong-te": "2018-10-30",
        }  # fmt: skip
        for slug, day in built.items():
            site = self.sites[slug]
            place = site["name_vi"][0].lower() + site["name_vi"][1:]
            self.add(site["plan_line"], f"PN-{slug}", f"Nghiệm thu pano tại {place}", date.fromisoformat(day), [(slug, 1)])

    def leaflets(self, year, round_, first, last, given):
        """A round of leaflets: in each district one activity with a row per commune."""
        for d in self.districts:
            shares = [(c, given[c]) for c in self.of_district(d, self.communes) if given.get(c)]
            if shares:
                start = self.day(first, last)
                title = f"Phát tờ rơi năm {year} đợt {round_}, {self.name(d)}"
                self.add(f"{year}-leaflets", f"TR{year % 100}-{round_}-{d}", title, start, shares, end=start + timedelta(self.random.randint(4, 17)))

    def leaflets_2017(self):
        """All 30 000 handed out: the priority units in two rounds, a dozen communes short and the rest of theirs given to others."""
        due = quotas(self.lines["2017-leaflets"], list(self.units.values()))
        given, spare = dict(due), 0
        for c in self.random.sample(self.communes, 12):
            short = round(due[c] * self.random.uniform(0.05, 0.4))
            given[c] -= short
            spare += short
        others = self.random.sample([c for c in self.communes if given[c] == due[c]], 15)
        for index, c in enumerate(others):
            given[c] += spare // len(others) + (index < spare % len(others))
        assert sum(given.values()) == self.lines["2017-leaflets"]["target"]
        second = {c: q * 2 // 5 // 10 * 10 for c, q in given.items() if due[c] > 300}
        first = {c: q - second.get(c, 0) for c, q in given.items()}
        self.leaflets(2017, 1, "2017-04-10", "2017-05-19", first)
        self.leaflets(2017, 2, "2017-09-11", "2017-10-20", second)

    def leaflets_2018(self):
        """Cut short: Nậm Nhùn's stay with the district, some communes get part of theirs or nothing."""
        due = quotas(self.lines["2018-leaflets"], list(self.units.values()))
        waiting = self.of_district("112", self.communes)
        rest = [c for c in self.communes if c not in waiting]
        unlucky = self.random.sample(rest, 30)
        given = {c: due[c] for c in rest}
        given |= {c: 0 for c in unlucky[:14]}
        given |= {c: round(due[c] * self.random.uniform(0.3, 0.8) / 10) * 10 for c in unlucky[14:]}
        self.leaflets(2018, 1, "2018-05-07", "2018-06-22", given)
        self.add(
            "2018-leaflets", "TR18-1-112", "Giao tờ rơi năm 2018 cho huyện Nậm Nhùn", date(2018, 6, 14),
            [("112", sum(due[c] for c in waiting))], note="giao cho huyện, chưa phân bổ về xã",
        )  # fmt: skip

    def events_and_training(self):
        self.add("2017-event", "TT17", "Cuộc truyền thông phòng, chống mua bán người", date(2017, 10, 18), [("109", 1)], people=236, women=UNION)
        self.add("2018-event", "TT18", "Cuộc truyền thông phòng, chống mua bán người", date(2018, 9, 19), [("108", 1)], people=214, women=UNION)

        classes = [["105", "106"], ["107"], ["108"], ["109"], ["110"], ["111"], ["112"]]  # 7 classes for 8 districts
        for index, districts in enumerate(classes, 1):
            start = self.day("2017-06-05", "2017-08-25")
            title = f"Lớp tập huấn nâng cao năng lực số {index}: " + " và ".join(self.name(d) for d in districts)
            shares = [(d, 1) for d in districts]
            self.add("2017-capacity", f"TH17-{index}", title, start, shares, end=start + timedelta(1), people=self.random.randint(42, 68))
        title = "Lớp tập huấn nâng cao nhận thức cho hội phụ nữ huyện Mường Tè và huyện Nậm Nhùn"
        self.add(
            "2017-awareness", "NT17", title, date(2017, 11, 14), [("107", 1), ("112", 1)],
            end=date(2017, 11, 15), people=75, women=UNION,
        )  # fmt: skip
        for index, (d, start) in enumerate((("109", date(2018, 4, 17)), ("107", date(2018, 5, 22))), 1):  # the third class never held
            self.add("2018-training", f"TH18-{index}", f"Lớp tập huấn tại {self.name(d)}", start, [(d, 1)], end=start + timedelta(1), people=64 - index)

    def border_conferences(self):
        held = [c for d, n in (("107", 3), ("108", 1), ("109", 9), ("112", 1)) for c in self.random.sample(self.of_district(d, self.border), n)]
        for c in sorted(held):
            start = self.day("2018-03-12", "2018-11-23")
            self.add("2018-border-conferences", f"HNBG-{c}", f"Hội nghị truyền thông tại {self.name(c)}", start, [(c, 1)], people=self.random.randint(58, 132))

    def loudspeakers(self):
        first = self.random.sample(self.communes, 80)
        again = self.random.sample(first, 22)
        for batch, codes, (start, end) in ((1, first, ("2018-03-05", "2018-08-31")), (2, again, ("2018-09-10", "2018-12-14"))):
            for c in sorted(codes):
                self.add("2018-loudspeaker", f"LOA-{c}-{batch}", f"Phát bài tuyên truyền số {batch} trên loa truyền thanh {self.name(c)}", self.day(start, end), [(c, 1)])

    def reports(self):
        periods = {
            "report-2016": ("năm 2016", "2016-12-12", "2016-12-30", []),
            "report-2017-h1": ("6 tháng đầu năm 2017", "2017-06-12", "2017-06-30", []),
            "report-2017": ("năm 2017", "2017-12-11", "2017-12-29", []),
            "report-2018-h1": ("6 tháng đầu năm 2018", "2018-06-11", "2018-06-29", ["107"]),
            "report-2018": ("năm 2018", "2018-12-10", "2018-12-31", ["108", "112"]),
        }
        for line, (period, first, last, missing) in periods.items():
            for d in self.districts:
                if d not in missing:
                    self.add(line, f"BC{line.removeprefix('report-')}-{d}", f"Báo cáo kết quả thực hiện {period}, {self.name(d)}", self.day(first, last), [(d, 1)])

    # ── files ──

    def make(self):
        self.year_2016()
        self.budgets_and_press()
        self.panos()
        self.leaflets_2017()
        self.leaflets_2018()
        self.events_and_training()
        self.border_conferences()
        self.loudspeakers()
        self.reports()

    def csv(self):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        for _, _, rows in sorted(self.activities, key=lambda a: a[:2]):
            writer.writerows(rows)
        return out.getvalue()

    def totals(self):
        """A Markdown table: what each line comes to, counted as the plan's rules say."""
        yield "| Mã nhiệm vụ | dòng | hoạt động | tổng | chỉ tiêu | đơn vị được nêu tên |"
        yield "|---|---:|---:|---:|---:|---|"
        for line in self.lines.values():
            shares = [s for s in self.shares if s[0] == line["id"]]
            by_activity = defaultdict(list)
            for _, code, _, quantity in shares:
                by_activity[code].append(quantity)
            merge = sum if line["measure"] == "sum" else max
            total = sum(merge(quantities) for quantities in by_activity.values())
            yield f"| {line['id']} | {len(shares)} | {len(by_activity)} | {total} | {line['target']} {line['unit_vi']} | {self.named(line, shares)} |"
        yield f"| **cộng** | **{len(self.shares)}** | **{len(self.activities)}** | | | |"

    def named(self, line, shares):
        got = defaultdict(int)
        for _, _, unit, quantity in shares:
            got[unit] += quantity
        scope = line["scope"]
        if scope == "province":
            return "toàn tỉnh"
        ((noun, members),) = scope.items()
        members = {"all": self.communes, "border": self.border}[members] if noun == "communes" else members
        text = f"{sum(m in got for m in members)}/{len(members)}"
        if line["measure"] == "sum":
            due = quotas(line, list(self.units.values()))
            full = sum(got[c] >= due[c] for c in members)
            part = sum(0 < got[c] < due[c] for c in members)
            text += f": đủ {full}, một phần {part}, chưa có {len(members) - full - part}"
            text += f"; chưa phân bổ {got['112']}" if got["112"] else ""
        return text


def main():
    sample = Sample()
    sample.make()
    write_text("samples/activities-sample.csv", sample.csv())
    replace_table("samples/README.md", "totals", list(sample.totals()))


if __name__ == "__main__":
    main()
