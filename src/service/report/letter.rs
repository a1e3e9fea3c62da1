//! The form of the letter (Decree 30/2020/NĐ-CP): who issues it, the national motto, number and date to fill in, the subject,
//! the grounds; at the end the recipients and the signature.

use super::pen::Pen;
use super::scene::{Scene, capital};
use crate::domain::words;
use crate::exchange::report::document::{Align, Beside, Block, Paragraph, Span, Style};
use crate::service::clock;

/// The focal agency of the plan (IV.1).
const DEPARTMENT: (&str, &str) = (
    "Sở Lao động - Thương binh và Xã hội",
    "Department of Labour, Invalids and Social Affairs",
);

/// The bodies above and of the issuer, as the head of the letter writes them, and the mark of its reports.
struct Issuer {
    above: String,
    body: String,
    mark: &'static str,
}

fn issuer(scene: &Scene<'_>) -> Issuer {
    let province = scene.province();
    let committee = if scene.is_vi() {
        format!("UBND tỉnh {province}")
    } else {
        format!("People’s Committee of {province} province")
    };
    match scene.district {
        None => Issuer {
            above: committee,
            body: scene.t(DEPARTMENT.0, DEPARTMENT.1).to_owned(),
            mark: "BC-SLĐTBXH",
        },
        Some(district) => Issuer {
            above: committee,
            body: if scene.is_vi() {
                format!("UBND {}", scene.district_name(district))
            } else {
                format!("People’s Committee of {}", scene.district_name(district))
            },
            mark: "BC-UBND",
        },
    }
}

/// Who issues the report, in running text.
pub(super) fn author(scene: &Scene<'_>) -> String {
    match scene.district {
        Some(district) if scene.is_vi() => {
            format!("Ủy ban nhân dân {}", scene.district_name(district))
        }
        Some(_) => issuer(scene).body,
        None if scene.is_vi() => format!("{} tỉnh {}", DEPARTMENT.0, scene.province()),
        None => format!("{} of {} province", DEPARTMENT.1, scene.province()),
    }
}

/// What annexes refer to: the report with its number and date to fill in.
pub(super) fn reference(scene: &Scene<'_>) -> String {
    let (mark, author) = (issuer(scene).mark, author(scene));
    if scene.is_vi() {
        format!("(Kèm theo Báo cáo số ……/{mark} ngày … tháng … năm …… của {author})")
    } else {
        format!("(Annex to Report No. ……/{mark} of …… by {author})")
    }
}

fn head_line(text: impl Into<String>, make: fn(String) -> Span) -> Paragraph {
    Paragraph {
        spans: vec![make(text.into())],
        align: Align::Centre,
        style: Style::Head,
    }
}

/// A line below a name, a third of it long.
fn rule() -> Paragraph {
    let mut span = Span::plain("\u{a0}".repeat(16));
    span.underline = true;
    Paragraph {
        spans: vec![span],
        align: Align::Centre,
        style: Style::Head,
    }
}

fn underlined(text: String) -> Span {
    Span {
        underline: true,
        ..Span::bold(text)
    }
}

pub(super) fn head(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let issuer = issuer(scene);
    let place = scene.district.map_or_else(
        || scene.province(),
        |district| &scene.reference.units.districts[district].name,
    );
    let left = vec![
        head_line(issuer.above.to_uppercase(), Span::plain),
        head_line(issuer.body.to_uppercase(), Span::bold),
        rule(),
        head_line(
            format!("{} ……/{}", scene.t("Số:", "No."), issuer.mark),
            Span::plain,
        ),
    ];
    let date = if scene.is_vi() {
        format!("{place}, ngày … tháng … năm ……")
    } else {
        format!("{place}, ……………………")
    };
    let country = scene.t(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SOCIALIST REPUBLIC OF VIET NAM",
    );
    let motto = scene.t(
        "Độc lập - Tự do - Hạnh phúc",
        "Independence - Freedom - Happiness",
    );
    let right = vec![
        head_line(country, Span::bold),
        head_line(motto, underlined),
        head_line("\u{a0}", Span::plain),
        head_line(date, Span::italic),
        head_line("\u{a0}", Span::plain),
    ];
    pen.blocks.push(Block::Beside(vec![
        Beside {
            width: 39,
            paragraphs: left,
        },
        Beside {
            width: 61,
            paragraphs: right,
        },
    ]));
    samples(pen);
    subject(pen);
    grounds(pen);
}

/// Sample data are told at the very top.
pub(super) fn samples(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    if !scene.has_samples() {
        return;
    }
    let n = scene.n(scene.ledger.samples);
    let text = if scene.is_vi() {
        format!("DỮ LIỆU MẪU – KHÔNG PHẢI SỐ LIỆU THẬT ({n} hoạt động mẫu)")
    } else {
        format!("SAMPLE DATA – NOT REAL FIGURES ({n} sample activities)")
    };
    pen.blocks.push(Block::Paragraph(Paragraph {
        spans: vec![Span::bold(text)],
        align: Align::Centre,
        style: Style::Plain,
    }));
}

fn subject(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let plan = &scene.reference.plan.document;
    let title = |text: String| {
        Block::Paragraph(Paragraph {
            spans: vec![Span::bold(text)],
            align: Align::Centre,
            style: Style::Title,
        })
    };
    let (issued, period) = (scene.day_in_words(plan.issued_on), scene.period_name());
    let subject = if scene.is_vi() {
        let place = match scene.district {
            Some(district) => format!(" trên địa bàn {}", scene.district_name(district)),
            None => String::new(),
        };
        format!(
            "Kết quả thực hiện Kế hoạch số {} {issued} của {}{place} trong {period}",
            plan.number, plan.issuer_vi
        )
    } else {
        format!(
            "Results of Plan No. {} of {issued} of the {}, {}, in {}",
            plan.number,
            plan.issuer_en,
            scene.whose(),
            english(&period)
        )
    };
    pen.blocks
        .push(title(scene.t("BÁO CÁO", "REPORT").to_owned()));
    pen.blocks.push(title(subject));
    let to = match (scene.district, scene.is_vi()) {
        (None, true) => format!("Kính gửi: {}", plan.issuer_vi),
        (None, false) => format!("To: {}", plan.issuer_en),
        (Some(_), true) => format!("Kính gửi: {} tỉnh {}", DEPARTMENT.0, scene.province()),
        (Some(_), false) => format!("To: {} of {} province", DEPARTMENT.1, scene.province()),
    };
    pen.blocks.push(Block::Paragraph(Paragraph {
        spans: vec![Span::plain(to)],
        align: Align::Centre,
        style: Style::Plain,
    }));
}

/// `the year 2018`, `the first half of 2018`
pub(super) fn english(period: &str) -> String {
    format!("the {period}")
}

fn grounds(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let plan = &scene.reference.plan.document;
    let (issued, period) = (scene.day_in_words(plan.issued_on), scene.period_name());
    let author = author(scene);
    let text = if scene.is_vi() {
        let about = plan
            .title_vi
            .strip_prefix("Kế hoạch ")
            .unwrap_or(&plan.title_vi);
        format!(
            "Thực hiện Kế hoạch số {} {issued} của {} về {about} (sau đây gọi là Kế hoạch) và chế độ báo cáo định kỳ 6 tháng, 01 năm tại mục IV.3 của Kế hoạch, {author} báo cáo kết quả thực hiện trong {period} như sau:",
            plan.number, plan.issuer_vi
        )
    } else {
        format!(
            "Under Plan No. {} of {issued} of the {}, “{}” (“the Plan”), whose paragraph IV.3 wants a report every six months and every year, the {author} reports the results of {} as follows:",
            plan.number,
            plan.issuer_en,
            plan.title_en,
            english(&period)
        )
    };
    pen.paragraph(text);
    data(pen);
}

/// Which data the figures are of.
fn data(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let (version, until) = (scene.snapshot.version, scene.day(scene.period.last));
    let changed = clock::local(scene.snapshot.time);
    let text = match (version, scene.is_vi()) {
        (0, true) => "Số liệu: hệ thống Vùng phủ chưa ghi nhận hoạt động nào.".to_owned(),
        (0, false) => "Figures: no activity has been recorded in Vùng phủ yet.".to_owned(),
        (version, true) => format!(
            "Số liệu tính đến hết ngày {until}, tổng hợp từ các hoạt động đã ghi trong hệ thống Vùng phủ (phiên bản dữ liệu {}, cập nhật lần cuối ngày {} lúc {:02}:{:02}); không tính hoạt động bị trả lại.",
            scene.n(version),
            scene.day(changed.date()),
            changed.hour(),
            changed.minute(),
        ),
        (version, false) => format!(
            "Figures up to the end of {until}, from the activities recorded in Vùng phủ (version {} of the data, last changed on {} in Viet Nam); those sent back do not count.",
            scene.n(version),
            words::moment(changed, scene.language)
        ),
    };
    pen.note(text);
}

pub(super) fn foot(pen: &mut Pen<'_, '_>) {
    let scene = pen.scene;
    let (author, period) = (author(scene), scene.period_name());
    pen.paragraph(if scene.is_vi() {
        format!("Trên đây là báo cáo kết quả thực hiện Kế hoạch trong {period} của {author}./.")
    } else {
        format!(
            "This is the report of the {author} on {}.",
            english(&period)
        )
    });
    let note = |span| Paragraph {
        spans: vec![span],
        align: Align::Left,
        style: Style::Note,
    };
    let mut recipients = Span::bold(scene.t("Nơi nhận:", "Recipients:"));
    recipients.italic = true;
    let mut left = vec![note(recipients)];
    left.extend(to(scene).into_iter().map(|to| note(Span::plain(to))));
    let mut right: Vec<Paragraph> = signatory(scene)
        .into_iter()
        .map(|text| head_line(text, Span::bold))
        .collect();
    right.push(head_line(
        scene.t("(Ký tên, đóng dấu)", "(Signature, seal)"),
        Span::italic,
    ));
    right.extend((0..5).map(|_| head_line("\u{a0}", Span::plain)));
    pen.blocks.push(Block::Beside(vec![
        Beside {
            width: 50,
            paragraphs: left,
        },
        Beside {
            width: 50,
            paragraphs: right,
        },
    ]));
}

fn to(scene: &Scene<'_>) -> Vec<String> {
    let province = scene.province();
    let lines: Vec<String> = match (scene.district, scene.is_vi()) {
        (None, true) => vec![
            format!("UBND tỉnh {province} (để báo cáo)"),
            "Các sở, ngành liên quan".into(),
            "UBMTTQ tỉnh và các đoàn thể tỉnh".into(),
            "UBND các huyện, thành phố".into(),
            "Lưu: VT".into(),
        ],
        (None, false) => vec![
            format!("People’s Committee of {province} province (to report)"),
            "Departments concerned".into(),
            "Fatherland Front and mass organisations of the province".into(),
            "People’s Committees of the districts and the city".into(),
            "Archive".into(),
        ],
        (Some(_), true) => vec!["Sở Lao động - TBXH (để tổng hợp)".into(), "Lưu: VT".into()],
        (Some(_), false) => vec![format!("{} (to sum up)", DEPARTMENT.1), "Archive".into()],
    };
    let last = lines.len() - 1;
    let ended = |(ix, line): (usize, String)| {
        let end = if ix == last { "." } else { ";" };
        format!("- {line}{end}")
    };
    lines.into_iter().enumerate().map(ended).collect()
}

fn signatory(scene: &Scene<'_>) -> Vec<&'static str> {
    if scene.district.is_none() {
        return vec![scene.t("GIÁM ĐỐC", "DIRECTOR")];
    }
    vec![
        scene.t("TM. ỦY BAN NHÂN DÂN", "FOR THE PEOPLE’S COMMITTEE"),
        scene.t("CHỦ TỊCH", "CHAIRMAN"),
    ]
}

/// Above an annex: its name, and which report it belongs to.
pub(super) fn annex(pen: &mut Pen<'_, '_>, name: &str, about: &str) {
    pen.heading(1, format!("{name}. {}", capital(about)));
    let reference = reference(pen.scene);
    pen.blocks.push(Block::Paragraph(Paragraph {
        spans: vec![Span::italic(reference)],
        align: Align::Centre,
        style: Style::Plain,
    }));
    samples(pen);
}
