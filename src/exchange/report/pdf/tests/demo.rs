//! A document with every kind of block, with tables over several pages and all of Vietnamese.

use crate::domain::Language;
use crate::exchange::report::document::{
    Align, Beside, Block, Cell, Document, Paragraph, Picture, Section, Span, Style, Table,
    TableColumn,
};
use jiff::Timestamp;

pub const PROSE: &str = "Ủy ban nhân dân tỉnh giao Sở Lao động - Thương binh và Xã hội chủ trì, phối hợp với các sở, ngành và \
    Ủy ban nhân dân các huyện, thành phố tổ chức thực hiện Kế hoạch số 2228/KH-UBND ngày 09/11/2016; tuyên truyền, quảng bá \
    số điện thoại đường dây nóng về phòng, chống mua bán người 18001567 đến 108 xã, phường, thị trấn, trong đó trọng điểm là \
    23 xã biên giới, 7 thị trấn và 5 phường.";
/// Every vowel with every tone.
pub const TONES: &str = "à á ả ã ạ ằ ắ ẳ ẵ ặ ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ồ ố ổ ỗ ộ ờ ớ ở ỡ ợ ù ú ủ ũ ụ ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ đ";
const MAP: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400" viewBox="0 0 600 400">
<defs><pattern id="h" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#f2a154"/><rect width="3" height="8" fill="#b4480b"/></pattern></defs>
<rect width="600" height="400" fill="#f6f4ef"/><path d="M40 40H300V200L200 360H40Z" fill="#2f6f8f" stroke="#fff"/><path d="M300 40H560V360H200L300 200Z" fill="url(#h)" stroke="#7a1f2b" stroke-width="3" stroke-dasharray="12 4 2 4"/>
<text x="100" y="150" font-size="22" fill="#fff">Mường Tè</text><text x="380" y="250" font-size="22" font-weight="600">Phong Thổ – Ma Lù Thàng</text></svg>"##;

pub fn paragraph(text: &str, style: Style, align: Align) -> Block {
    Block::Paragraph(Paragraph {
        spans: vec![Span::plain(text)],
        align,
        style,
    })
}

pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
    }
}

pub fn cell(text: impl Into<String>) -> Cell {
    Cell {
        spans: vec![Span::plain(text)],
        ..Cell::default()
    }
}

fn column(width: f32, align: Align) -> TableColumn {
    TableColumn { width, align }
}

fn head(texts: &[&str]) -> Vec<Cell> {
    let bold = |text: &&str| Cell {
        spans: vec![Span::bold(*text)],
        ..Cell::default()
    };
    texts.iter().map(bold).collect()
}

fn line(text: &str, make: fn(&str) -> Span) -> Paragraph {
    Paragraph {
        spans: vec![make(text)],
        align: Align::Centre,
        style: Style::Head,
    }
}

fn letter() -> Block {
    let underlined = |text: &str| Span {
        underline: true,
        ..Span::bold(text)
    };
    Block::Beside(vec![
        Beside {
            width: 39,
            paragraphs: vec![
                line("UBND TỈNH LAI CHÂU", |t| Span::plain(t)),
                line("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", |t| {
                    Span::bold(t)
                }),
                line(&"\u{a0}".repeat(16), |t| Span {
                    underline: true,
                    ..Span::plain(t)
                }),
                line("Số: ……/BC-SLĐTBXH", |t| Span::plain(t)),
            ],
        },
        Beside {
            width: 61,
            paragraphs: vec![
                line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", |t| {
                    Span::bold(t)
                }),
                line("Độc lập - Tự do - Hạnh phúc", underlined),
                line("\u{a0}", |t| Span::plain(t)),
                line("Lai Châu, ngày … tháng … năm ……", |t| {
                    Span::italic(t)
                }),
            ],
        },
    ])
}

fn signature() -> Block {
    let recipients = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, BTXH."];
    let left = recipients.map(|text| Paragraph {
        spans: vec![Span::plain(text)],
        align: Align::Left,
        style: Style::Note,
    });
    Block::Beside(vec![
        Beside {
            width: 50,
            paragraphs: left.to_vec(),
        },
        Beside {
            width: 50,
            paragraphs: vec![line("GIÁM ĐỐC", |t| Span::bold(t))],
        },
    ])
}

/// A row for each of the 108, some with a long text.
pub fn communes(rows: u32) -> Block {
    let statuses = [
        ("● Đã phủ", "#2f6f8f"),
        ("◐ Một phần", "#dbecf3"),
        ("○ Chưa đến hạn", "#ecdfc1"),
        ("▲ Trống – quá hạn", "#f2a154"),
        ("– Ngoài phạm vi", "#ffffff"),
    ];
    let row = |ix: u32| {
        let (status, fill) = statuses[ix as usize % statuses.len()];
        vec![
            cell((ix + 1).to_string()),
            Cell {
                names_row: true,
                ..cell(format!("Xã Dào San thứ {}", ix + 1))
            },
            cell(if ix % 9 == 4 {
                PROSE
            } else {
                "Phát 420 tờ rơi"
            }),
            cell("1.234"),
            Cell {
                fill: Some(fill),
                ..cell(status)
            },
        ]
    };
    Block::Table(Table {
        name: "Xã".to_owned(),
        caption: "Bảng 1. Kết quả theo từng xã, phường, thị trấn".to_owned(),
        columns: vec![
            column(1.0, Align::Centre),
            column(4.0, Align::Left),
            column(6.0, Align::Justify),
            column(2.0, Align::Right),
            column(3.5, Align::Left),
        ],
        head: vec![
            vec![
                Cell {
                    columns: 2,
                    ..head(&["Địa bàn"]).remove(0)
                },
                Cell {
                    columns: 3,
                    ..head(&["Kết quả"]).remove(0)
                },
            ],
            head(&["TT", "Xã", "Nội dung", "Số lượng", "Tình trạng"]),
        ],
        rows: (0..rows).map(row).collect(),
    })
}

pub fn document() -> Document {
    let mut first = vec![
        letter(),
        paragraph("BÁO CÁO", Style::Title, Align::Centre),
        paragraph(
            "Kết quả thực hiện Kế hoạch số 2228/KH-UBND 6 tháng đầu năm 2018",
            Style::Title,
            Align::Centre,
        ),
        heading(1, "I. TÌNH HÌNH CHUNG"),
        paragraph(PROSE, Style::Body, Align::Justify),
        paragraph(TONES, Style::Body, Align::Justify),
        paragraph(&TONES.to_uppercase(), Style::Body, Align::Left),
        paragraph(
            "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t phân rã; 漢 và 😀 không có trong phông chữ.",
            Style::Body,
            Align::Justify,
        ),
        heading(2, "1. Công tác tuyên truyền"),
        heading(3, "a) Tờ rơi"),
    ];
    for _ in 0..6 {
        first.push(paragraph(PROSE, Style::Body, Align::Justify));
    }
    first.extend([
        heading(1, "II. KẾT QUẢ THEO ĐỊA BÀN"),
        communes(108),
        paragraph("Nguồn: số liệu của hệ thống.", Style::Note, Align::Left),
        Block::Picture(Picture {
            svg: MAP.to_owned(),
            png: Vec::new(),
            ratio: 1.5,
            alt: "Bản đồ hai huyện: Mường Tè đã phủ, Phong Thổ còn trống".to_owned(),
            caption: "Hình 1. Độ phủ của đường dây nóng".to_owned(),
        }),
        signature(),
    ]);
    let mut giant = communes(3);
    if let Block::Table(table) = &mut giant {
        table.rows[1][2] = cell(PROSE.repeat(16));
    }
    Document {
        title: "Báo cáo kết quả thực hiện Kế hoạch 2228/KH-UBND".to_owned(),
        author: "Sở Lao động - Thương binh và Xã hội tỉnh Lai Châu".to_owned(),
        language: Language::Vi,
        time: Timestamp::constant(1_530_520_200, 0),
        sections: vec![
            Section {
                landscape: false,
                blocks: first,
            },
            Section {
                landscape: true,
                blocks: vec![heading(1, "PHỤ LỤC"), communes(40), giant],
            },
        ],
    }
}
