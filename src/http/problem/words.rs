//! What each problem is called and how it is explained, in both languages.

use super::Problem;
use crate::domain::Language;

impl Problem {
    /// Stable, for programs.
    pub(in crate::http) const fn code(&self) -> &'static str {
        match self {
            Self::Parameter(fault) => fault.code(),
            Self::NoSuchPage => "no_such_page",
            Self::NoSuchCollection { .. } => "no_such_collection",
            Self::NoSuchFeature { .. } => "no_such_feature",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::SignInNeeded => "sign_in_needed",
            Self::WrongToken => "wrong_token",
            Self::NotAllowed { .. } => "not_allowed",
            Self::OtherDistrict { .. } => "other_district",
            Self::WrongOrigin => "wrong_origin",
            Self::WrongCredentials => "wrong_credentials",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::WrongMediaType { .. } => "wrong_media_type",
            Self::NotJson { .. } => "not_json",
            Self::TooLarge { .. } => "too_large",
            Self::OversizedFile(fault) => fault.kind.code(),
            Self::Broken => "broken_body",
            Self::Invalid(_) => "invalid",
            Self::InvalidActivity(_) => "invalid_activity",
            Self::FaultyFile(_) => "faulty_file",
            Self::NotAWorkbook => "not_a_table",
            Self::NoSuchReport(_) => "no_such_report",
            Self::NoSuchActivity { .. } => "no_such_activity",
            Self::NoSuchAccount { .. } => "no_such_account",
            Self::NoSuchToken { .. } => "no_such_token",
            Self::NameTaken { .. } => "name_taken",
            Self::LastAdmin => "last_admin",
            Self::PreconditionRequired => "precondition_required",
            Self::ChangedMeanwhile(_) => "changed_meanwhile",
            Self::Deleted => "deleted",
            Self::AlreadySo => "already_so",
            Self::Busy => "busy",
            Self::DiskFull => "disk_full",
            Self::NotReady => "not_ready",
            Self::Internal => "internal",
        }
    }

    pub(in crate::http) fn title(&self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Parameter(_) => ("Tham số không dùng được", "Unusable parameter"),
            Self::NoSuchPage => ("Không có trang này", "No such page"),
            Self::NoSuchCollection { .. } => ("Không có lớp dữ liệu này", "No such collection"),
            Self::NoSuchFeature { .. } => ("Không có đối tượng này", "No such feature"),
            Self::MethodNotAllowed => ("Không dùng được phương thức này", "Method not allowed"),
            Self::SignInNeeded => ("Cần đăng nhập", "Sign-in needed"),
            Self::WrongToken => ("Mã truy cập không còn hiệu lực", "Token not valid"),
            Self::NotAllowed { .. } => ("Không đủ quyền", "Not allowed"),
            Self::OtherDistrict { .. } => ("Ngoài địa bàn được giao", "Outside your districts"),
            Self::WrongOrigin => ("Yêu cầu từ trang khác", "Request from another site"),
            Self::WrongCredentials => ("Sai tên hoặc mật khẩu", "Wrong name or password"),
            Self::TooManyAttempts { .. } => ("Thử quá nhiều lần", "Too many attempts"),
            Self::WrongMediaType { .. } => ("Sai kiểu nội dung", "Wrong content type"),
            Self::NotJson { .. } => ("Không đọc được JSON", "Not readable as JSON"),
            Self::TooLarge { .. } | Self::OversizedFile(_) => ("Quá lớn", "Too large"),
            Self::Broken => ("Nội dung gửi lên không trọn vẹn", "Body broken off"),
            Self::Invalid(_) => ("Nội dung chưa hợp lệ", "Content not valid"),
            Self::InvalidActivity(_) => ("Hoạt động chưa hợp lệ", "Activity not valid"),
            Self::FaultyFile(_) => (
                "Tệp có lỗi, chưa ghi gì",
                "The file has faults; nothing was recorded",
            ),
            Self::NotAWorkbook => ("Không đọc được bảng", "No table in the file"),
            Self::NoSuchReport(_) => ("Không có báo cáo này", "No such report"),
            Self::NoSuchActivity { .. } => ("Không có hoạt động này", "No such activity"),
            Self::NoSuchAccount { .. } => ("Không có tài khoản này", "No such account"),
            Self::NoSuchToken { .. } => ("Không có mã truy cập này", "No such token"),
            Self::NameTaken { .. } => ("Tên đã được dùng", "Name taken"),
            Self::LastAdmin => ("Quản trị viên cuối cùng", "The last admin"),
            Self::PreconditionRequired => ("Thiếu phiên bản", "Version missing"),
            Self::ChangedMeanwhile(_) => ("Đã có người sửa trước", "Changed meanwhile"),
            Self::Deleted => ("Đã bị xóa", "Deleted"),
            Self::AlreadySo => ("Không có gì để thay đổi", "Already so"),
            Self::Busy => ("Máy chủ đang bận", "Busy"),
            Self::DiskFull => ("Máy chủ hết chỗ lưu", "The disk is full"),
            Self::NotReady => ("Chưa sẵn sàng", "Not ready"),
            Self::Internal => ("Máy chủ gặp lỗi", "Internal error"),
        };
        language.choose(vi, en)
    }

    pub(in crate::http) fn detail(&self, language: Language) -> String {
        match language {
            Language::Vi => self.vi(),
            Language::En => self.en(),
        }
    }

    fn vi(&self) -> String {
        match self {
            Self::Parameter(fault) | Self::NoSuchReport(fault) => fault.vi(),
            Self::NoSuchPage => "địa chỉ không đúng; xem /api".into(),
            Self::NoSuchCollection { id } => {
                format!("không có lớp dữ liệu `{id}`; xem /api/collections")
            }
            Self::NoSuchFeature { collection, id } => {
                format!("lớp `{collection}` không có đối tượng `{id}`")
            }
            Self::MethodNotAllowed => {
                "địa chỉ này không nhận phương thức đó; xem tiêu đề Allow".into()
            }
            Self::SignInNeeded => {
                "hãy đăng nhập, hoặc gửi mã truy cập (Authorization: Bearer …)".into()
            }
            Self::WrongToken => "mã truy cập sai, đã hết hạn hoặc đã bị thu hồi".into(),
            Self::NotAllowed { role, .. } => {
                format!("vai trò `{}` không được làm việc này", role.as_str())
            }
            Self::OtherDistrict { districts, places } => format!(
                "các địa bàn {} không thuộc huyện của tài khoản này ({})",
                quoted(places),
                districts
                    .iter()
                    .map(|d| d.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            Self::WrongOrigin => "chỉ nhận thay đổi gửi từ chính trang này".into(),
            Self::WrongCredentials => {
                "tên hoặc mật khẩu không đúng, hoặc tài khoản đã bị khóa".into()
            }
            Self::TooManyAttempts { wait } => {
                format!("hãy thử lại sau {} giây", wait.as_secs() + 1)
            }
            Self::WrongMediaType { want } => format!("cần Content-Type: {want}"),
            Self::NotJson { why } => format!("nội dung không phải JSON đúng: {why}"),
            Self::TooLarge { most } => format!("nhiều nhất {} MB", megabytes(*most)),
            Self::OversizedFile(fault) => fault.kind.vi(),
            Self::Broken => "kết nối bị ngắt hoặc nội dung không đúng dạng".into(),
            Self::Invalid(faults) | Self::InvalidActivity(faults) => faults
                .iter()
                .map(|fault| format!("{}: {}", fault.field, fault.kind.vi()))
                .collect::<Vec<_>>()
                .join("; "),
            Self::FaultyFile(_) => "xem từng lỗi trong `faults`; sửa rồi gửi lại".into(),
            Self::NotAWorkbook => {
                "tệp không phải bảng CSV hay XLSX đọc được; xem báo cáo kiểm tra thử".into()
            }
            Self::NoSuchActivity { id } => format!("không có hoạt động `{id}`"),
            Self::NoSuchAccount { name } => format!("không có tài khoản `{name}`"),
            Self::NoSuchToken { id } => format!("không có mã truy cập số `{id}`"),
            Self::NameTaken { name } => format!("đã có tài khoản `{name}`"),
            Self::LastAdmin => {
                "đây là tài khoản quản trị cuối cùng; hãy tạo quản trị viên khác trước".into()
            }
            Self::PreconditionRequired => {
                "cần tiêu đề If-Match với ETag của bản ghi đang sửa, ví dụ \"3\"".into()
            }
            Self::ChangedMeanwhile(_) => {
                "bản ghi đã thay đổi sau khi mở; xem bản hiện hành trong `current`".into()
            }
            Self::Deleted => "hoạt động này đã bị xóa; hãy khôi phục trước".into(),
            Self::AlreadySo => "bản ghi đã ở đúng trạng thái đó".into(),
            Self::Busy => "đang có nhiều thay đổi chờ ghi; hãy thử lại ngay sau đây".into(),
            Self::DiskFull => "ổ đĩa của máy chủ đã đầy hoặc không ghi được; chưa ghi gì".into(),
            Self::NotReady => "cơ sở dữ liệu chưa đọc được; hãy thử lại sau".into(),
            Self::Internal => "lỗi đã được ghi vào nhật ký; hãy thử lại sau".into(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Parameter(fault) | Self::NoSuchReport(fault) => fault.en(),
            Self::NoSuchPage => "there is nothing at this address; see /api".into(),
            Self::NoSuchCollection { id } => {
                format!("there is no collection `{id}`; see /api/collections")
            }
            Self::NoSuchFeature { collection, id } => {
                format!("collection `{collection}` has no feature `{id}`")
            }
            Self::MethodNotAllowed => {
                "this address does not take that method; see the header Allow".into()
            }
            Self::SignInNeeded => "sign in, or send a token (Authorization: Bearer …)".into(),
            Self::WrongToken => "the token is wrong, has expired or was withdrawn".into(),
            Self::NotAllowed { role, .. } => {
                format!("the role `{}` may not do this", role.as_str())
            }
            Self::OtherDistrict { districts, places } => format!(
                "the places {} are not in this account's districts ({})",
                quoted(places),
                districts
                    .iter()
                    .map(|d| d.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            Self::WrongOrigin => "changes are only taken from this site itself".into(),
            Self::WrongCredentials => {
                "the name or the password is wrong, or the account is disabled".into()
            }
            Self::TooManyAttempts { wait } => {
                format!("try again in {} seconds", wait.as_secs() + 1)
            }
            Self::WrongMediaType { want } => format!("want Content-Type: {want}"),
            Self::NotJson { why } => format!("the body is not proper JSON: {why}"),
            Self::TooLarge { most } => format!("at most {} MB", megabytes(*most)),
            Self::OversizedFile(fault) => fault.kind.en(),
            Self::Broken => {
                "the connection broke off, or the body is not of its declared form".into()
            }
            Self::Invalid(faults) | Self::InvalidActivity(faults) => faults
                .iter()
                .map(|fault| format!("{}: {}", fault.field, fault.kind.en()))
                .collect::<Vec<_>>()
                .join("; "),
            Self::FaultyFile(_) => {
                "see each fault in `faults`; put it right and send it again".into()
            }
            Self::NotAWorkbook => {
                "the file is no readable CSV or XLSX table; see the report of the dry run".into()
            }
            Self::NoSuchActivity { id } => format!("there is no activity `{id}`"),
            Self::NoSuchAccount { name } => format!("there is no account `{name}`"),
            Self::NoSuchToken { id } => format!("there is no token `{id}`"),
            Self::NameTaken { name } => format!("there is an account `{name}` already"),
            Self::LastAdmin => {
                "this is the last account that can manage accounts; make another admin first".into()
            }
            Self::PreconditionRequired => {
                "a header If-Match with the ETag of the record is needed, such as \"3\"".into()
            }
            Self::ChangedMeanwhile(_) => {
                "the record was changed after it was opened; `current` is what is in force".into()
            }
            Self::Deleted => "this activity is deleted; restore it first".into(),
            Self::AlreadySo => "the record is so already".into(),
            Self::Busy => "many changes are waiting to be written; try again in a moment".into(),
            Self::DiskFull => {
                "the disk of the server is full or cannot be written; nothing was written".into()
            }
            Self::NotReady => "the database cannot be read; try again later".into(),
            Self::Internal => "the error was logged; try again later".into(),
        }
    }
}

fn quoted(places: &[String]) -> String {
    let quoted: Vec<String> = places.iter().take(5).map(|p| format!("`{p}`")).collect();
    let more = if places.len() > 5 { ", …" } else { "" };
    format!("{}{more}", quoted.join(", "))
}

const fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}
