//! The workbook that districts fill in: headers, lists to choose from, formats, an example and instructions, in
//! Vietnamese.
//!
//! What is chosen from its lists is what the importer reads; its example row the importer passes over. The same
//! reference makes the same bytes.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use crate::domain::plan::Level;
use crate::domain::{Reference, names};
use crate::exchange::import::Field;

const DATA: &str = "Hoạt động";
const HELP: &str = "Hướng dẫn";
const LISTS: &str = "Danh mục";
/// Rows that the lists and formats are laid over.
const ROWS: u32 = 5000;
/// What says that a row is the example.
const EXAMPLE: &str = "VÍ DỤ";
/// In front of the title, in the list of plan lines: the importer takes the word before it.
const SEPARATOR: &str = " · ";

/// The template as an XLSX file.
///
/// # Errors
/// If a text of the reference does not fit into a cell.
pub fn template(reference: &Reference) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("Mẫu nhập hoạt động")?);
    let (lines, places) = (plan_lines(reference), places(reference));
    data(workbook.add_worksheet(), reference, &lines, &places)?;
    help(workbook.add_worksheet(), reference)?;
    lists(workbook.add_worksheet(), reference, &lines, &places)?;
    workbook.save_to_buffer()
}

/// A document's properties with a fixed day, so that bytes do not depend on the clock.
pub(super) fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(2016, 11, 9)?;
    Ok(DocProperties::new()
        .set_title(title)
        .set_author("Vùng phủ")
        .set_creation_datetime(&day))
}

/// `2017-leaflets · Tờ rơi 2017`
fn plan_lines(reference: &Reference) -> Vec<String> {
    let lines = reference.plan.lines.iter();
    lines
        .map(|line| format!("{}{SEPARATOR}{}", line.id, line.short_vi))
        .collect()
}

/// By district: its name, and the places to choose from, the whole district first.
fn places(reference: &Reference) -> Vec<(String, Vec<String>)> {
    let units = &reference.units;
    let districts = units.districts.iter().enumerate();
    districts
        .map(|(ix, district)| {
            let communes = district.communes.iter().map(|&c| {
                let commune = &units.communes[c];
                format!("{} {}", commune.kind.vi(), commune.name)
            });
            let mut places: Vec<String> = std::iter::once("toàn huyện".to_owned())
                .chain(communes)
                .collect();
            for site in &reference.sites {
                let here = units.communes[site.commune].district == ix;
                let listed = places
                    .iter()
                    .any(|place| names::fold(place) == names::fold(&site.name_vi));
                if here && !listed {
                    places.push(site.name_vi.clone());
                }
            }
            (district.name.clone(), places)
        })
        .collect()
}

fn column(field: Field) -> u16 {
    field as u16
}

fn width(field: Field) -> f64 {
    match field {
        Field::PlanLine => 34.0,
        Field::Title => 48.0,
        Field::District => 18.0,
        Field::Place | Field::Note => 28.0,
        Field::Reference => 20.0,
        _ => 14.0,
    }
}

fn header_format() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn cell_format(field: Field) -> Format {
    match field {
        Field::Start | Field::End => Format::new().set_num_format("dd/mm/yyyy"),
        Field::Quantity => Format::new().set_num_format("#,##0.###"),
        Field::Participants | Field::Women => Format::new().set_num_format("#,##0"),
        // Codes keep their leading zeros.
        _ => Format::new().set_num_format("@"),
    }
}

fn data(
    sheet: &mut Worksheet,
    reference: &Reference,
    lines: &[String],
    places: &[(String, Vec<String>)],
) -> Result<(), XlsxError> {
    sheet.set_name(DATA)?;
    on_paper(sheet);
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 32)?;
    for field in Field::all() {
        let column = column(field);
        sheet.set_column_width(column, width(field))?;
        sheet.set_column_format(column, &cell_format(field))?;
        let star = if field.required() { " *" } else { "" };
        let header = format!("{}{star}", field.vi());
        sheet.write_string_with_format(0, column, header, &header_format())?;
    }
    example(sheet, lines)?;
    validations(sheet, reference, lines.len(), places)
}

/// A row that shows how; it may stay.
fn example(sheet: &mut Worksheet, lines: &[String]) -> Result<(), XlsxError> {
    let line = lines.iter().find(|line| line.starts_with("2017-leaflets"));
    let line = line.or(lines.first()).map_or("", String::as_str);
    let day = ExcelDateTime::from_ymd(2017, 5, 10)?;
    let grey = |field| cell_format(field).set_italic().set_font_color(Color::Gray);
    for (field, text) in [
        (Field::Activity, EXAMPLE),
        (Field::PlanLine, line),
        (
            Field::Title,
            "Phát tờ rơi tại chợ phiên (dòng này không được đọc)",
        ),
        (Field::District, "Phong Thổ"),
        (Field::Place, "xã Dào San"),
        (Field::Reference, "12/BC-UBND"),
        (Field::Note, "Ví dụ: có thể xóa hoặc ghi đè dòng này"),
    ] {
        sheet.write_string_with_format(1, column(field), text, &grey(field))?;
    }
    for (field, number) in [
        (Field::Quantity, 350.0),
        (Field::Participants, 120.0),
        (Field::Women, 65.0),
    ] {
        sheet.write_number_with_format(1, column(field), number, &grey(field))?;
    }
    sheet.write_datetime_with_format(1, column(Field::Start), &day, &grey(Field::Start))?;
    Ok(())
}

/// Lists to choose from. They warn and do not forbid: a code or another spelling is as good.
fn validations(
    sheet: &mut Worksheet,
    reference: &Reference,
    lines: usize,
    places: &[(String, Vec<String>)],
) -> Result<(), XlsxError> {
    let all: usize = places.iter().map(|(_, places)| places.len()).sum();
    let choice = |formula: String, what: &str| {
        DataValidation::new()
            .allow_list_formula(Formula::new(formula))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Không có trong danh mục")?
            .set_error_message(format!("Nên chọn {what} trong danh sách. Vẫn ghi?"))
    };
    let (district, last) = (places.len() + 1, all + 1);
    // Only the places of the district that the row names; all where it names none.
    let of_district = format!(
        "=IF($F2=\"\",'{LISTS}'!$H$2:$H${},OFFSET('{LISTS}'!$H$1,MATCH($F2,'{LISTS}'!$G$1:$G${last},0)-1,0,COUNTIF('{LISTS}'!$G$1:$G${last},$F2),1))",
        last + 1
    );
    let lists = [
        (
            Field::PlanLine,
            format!("='{LISTS}'!$A$2:$A${}", lines + 1),
            "nhiệm vụ",
        ),
        (
            Field::District,
            format!("='{LISTS}'!$E$2:$E${district}"),
            "huyện, thành phố",
        ),
        (Field::Place, of_district, "địa bàn"),
    ];
    for (field, formula, what) in lists {
        let column = column(field);
        sheet.add_data_validation(1, column, ROWS, column, &choice(formula, what)?)?;
    }
    let starts_on = reference.plan.document.starts_on;
    let first = ExcelDateTime::from_ymd(
        u16::try_from(starts_on.year()).unwrap_or(1900),
        u8::try_from(starts_on.month()).unwrap_or(1),
        u8::try_from(starts_on.day()).unwrap_or(1),
    )?;
    let days = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(first))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message("Ghi ngày như 15/3/2018, từ ngày kế hoạch bắt đầu.")?;
    let numbers = DataValidation::new()
        .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        .set_error_message("Ghi một số không âm, ví dụ 350.")?;
    let counts = DataValidation::new()
        .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        .set_error_message("Ghi một số nguyên không âm, ví dụ 45.")?;
    for (field, validation) in [
        (Field::Start, &days),
        (Field::End, &days),
        (Field::Quantity, &numbers),
        (Field::Participants, &counts),
        (Field::Women, &counts),
    ] {
        let column = column(field);
        sheet.add_data_validation(1, column, ROWS, column, validation)?;
    }
    Ok(())
}

/// Printed on A4 across, as wide as the page.
pub(super) fn on_paper(sheet: &mut Worksheet) {
    const A4: u8 = 9;
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0);
}

fn help(sheet: &mut Worksheet, reference: &Reference) -> Result<(), XlsxError> {
    sheet.set_name(HELP)?;
    on_paper(sheet);
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 100)?;
    let title = Format::new().set_bold().set_font_size(14);
    let number = &reference.plan.document.number;
    let heading = format!("Hướng dẫn ghi hoạt động theo Kế hoạch {number}");
    sheet.write_string_with_format(0, 0, heading, &title)?;
    let (bold, wrap) = (
        Format::new().set_bold().set_align(FormatAlign::Top),
        Format::new().set_text_wrap().set_align(FormatAlign::Top),
    );
    let hotline = &reference.plan.document.hotline;
    let personal = format!(
        "Không ghi tên, số căn cước, số điện thoại của bất kỳ ai; chỉ ghi số người. Số đường dây nóng {hotline} thì được."
    );
    let rows = [
        (
            "Mỗi dòng",
            "một địa bàn. Nhiều dòng cùng Mã hoạt động là một hoạt động ở nhiều nơi; các cột khác chỉ cần ghi ở dòng đầu.",
        ),
        (
            "Cột có dấu *",
            "bắt buộc. Thứ tự các cột có thể đổi; có thể thêm dòng tiêu đề phía trên.",
        ),
        (
            "Mã nhiệm vụ",
            "chọn trong danh sách; trang “Danh mục” có tên đầy đủ và chỉ tiêu.",
        ),
        (
            "Ngày",
            "ghi như 15/3/2018. Chỉ biết tháng thì ghi 3/2018: tính từ ngày đầu (bắt đầu) đến ngày cuối tháng (kết thúc).",
        ),
        (
            "Huyện, Địa bàn",
            "chọn huyện trước thì danh sách địa bàn chỉ còn của huyện ấy. Cả huyện: “toàn huyện”; cả tỉnh: “toàn tỉnh”, để trống huyện. Có thể ghi mã đơn vị hành chính.",
        ),
        (
            "Số lượng",
            "theo đơn vị của nhiệm vụ (tờ rơi, hội nghị, lớp…). Để trống là 1, riêng tờ rơi phải ghi.",
        ),
        ("Dữ liệu cá nhân", personal.as_str()),
        (
            "Dòng ví dụ",
            "dòng có mã “VÍ DỤ” không được đọc; có thể xóa hoặc ghi đè.",
        ),
        (
            "Gửi lại",
            "tệp có lỗi thì không ghi gì; tải bản đã đánh dấu, sửa các ô tô màu rồi gửi lại.",
        ),
    ];
    for ((name, text), row) in rows.into_iter().zip(2..) {
        sheet.write_string_with_format(row, 0, name, &bold)?;
        sheet.write_string_with_format(row, 1, text, &wrap)?;
    }
    Ok(())
}

/// What the lists of the first sheet show: plan lines in A–C, districts in E, places by district in G–H.
fn lists(
    sheet: &mut Worksheet,
    reference: &Reference,
    lines: &[String],
    places: &[(String, Vec<String>)],
) -> Result<(), XlsxError> {
    sheet.set_name(LISTS)?;
    on_paper(sheet);
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in [
        (0, 34.0),
        (1, 80.0),
        (2, 16.0),
        (4, 18.0),
        (6, 18.0),
        (7, 28.0),
    ] {
        sheet.set_column_width(column, width)?;
    }
    for (column, header) in [
        (0, "Chọn"),
        (1, "Tên đầy đủ"),
        (2, "Mục tiêu"),
        (4, "Huyện, thành phố"),
        (6, "Thuộc huyện"),
        (7, "Tên địa bàn"),
    ] {
        sheet.write_string_with_format(0, column, header, &header_format())?;
    }
    for ((line, chosen), row) in reference.plan.lines.iter().zip(lines).zip(1..) {
        sheet.write_string(row, 0, chosen)?;
        sheet.write_string(row, 1, &line.title_vi)?;
        let target = match line.level {
            Level::Province => String::new(),
            _ => format!("{} {}", line.target, line.unit_vi),
        };
        sheet.write_string(row, 2, target)?;
    }
    let mut row = 1;
    for ((district, places), at) in places.iter().zip(1..) {
        sheet.write_string(at, 4, district)?;
        for place in places {
            sheet.write_string(row, 6, district)?;
            sheet.write_string(row, 7, place)?;
            row += 1;
        }
    }
    sheet.write_string(row, 7, "toàn tỉnh")?;
    Ok(())
}
