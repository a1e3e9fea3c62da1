//! `vungphu import boundaries`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{Ending, atlas, output};
use crate::config::DataDir;
use crate::service::boundaries::{self, Comparison, Outcome};

#[derive(Args, Debug)]
pub(super) struct Boundaries {
    /// GeoJSON file (WGS 84) with one outline for every commune, named by code or by name and district
    file: PathBuf,
    /// Only say what would happen
    #[arg(long, env = "VUNGPHU_IMPORT_DRY_RUN")]
    dry_run: bool,
    /// Take outlines that overlap or leave gaps
    #[arg(long, env = "VUNGPHU_IMPORT_ACCEPT_UNFIT")]
    accept_unfit: bool,
}

pub(super) fn run(data: &DataDir, asked: &Boundaries) -> anyhow::Result<Ending> {
    let atlas = atlas(data)?;
    let file = asked.file.display();
    let bytes = std::fs::read(&asked.file).with_context(|| format!("cannot read `{file}`"))?;
    let outcome = boundaries::import(
        &bytes,
        &data.data_dir,
        asked.dry_run,
        asked.accept_unfit,
        &atlas.reference,
    )
    .with_context(|| format!("cannot write to `{}`", data.data_dir.display()))?;
    match outcome {
        Outcome::Refused(faults) => {
            for fault in &faults {
                let feature = if fault.feature == 0 {
                    String::new()
                } else {
                    format!("{}:", fault.feature)
                };
                output::line(&format!(
                    "{file}:{feature} {} / {}",
                    fault.kind.vi(),
                    fault.kind.en()
                ));
            }
            output::line(&format!(
                "Không thay gì: {0} lỗi. / Nothing was replaced: {0} faults.",
                faults.len()
            ));
            Ok(Ending::Failed)
        }
        Outcome::Unfit(faults) => {
            for fault in faults {
                output::line(&format!("{file}: {fault}"));
            }
            output::line(
                "Không thay gì: các ranh giới không khớp nhau (--accept-unfit để vẫn dùng). / \
                 Nothing was replaced: the outlines do not fit together (--accept-unfit takes them all the same).",
            );
            Ok(Ending::Failed)
        }
        Outcome::Fine(comparison) => {
            tell(&comparison, asked.dry_run);
            Ok(Ending::Done)
        }
    }
}

fn tell(comparison: &Comparison, dry_run: bool) {
    let Comparison {
        outlines,
        area_km2,
        area_before_km2,
        most_changed,
        accepted,
    } = comparison;
    for fault in accepted {
        output::line(&format!("chấp nhận / accepted: {fault}"));
    }
    output::line(&format!(
        "{outlines} ranh giới / outlines: {area_km2:.2} km² (trước / before: {area_before_km2:.2} km²)"
    ));
    if let Some((commune, part)) = most_changed {
        output::line(&format!(
            "thay đổi lớn nhất / largest change: {commune}, {:.2} %",
            part * 100.0
        ));
    }
    output::line(if dry_run {
        "Chạy thử: chưa thay gì. / Dry run: nothing was replaced."
    } else {
        "Đã thay; có hiệu lực khi khởi động lại. `vungphu check` kiểm tra toàn bộ. / \
         Replaced; in force after a restart. `vungphu check` looks at the whole."
    });
}
