//! `vungphu template`: the workbook that districts fill in

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{Ending, atlas, output};
use crate::config::DataDir;
use crate::exchange::export::template::template;
use crate::exchange::whole_file;

#[derive(Args, Debug)]
pub(super) struct Template {
    /// File to write
    #[arg(value_name = "OUT.xlsx", env = "VUNGPHU_TEMPLATE_OUTPUT")]
    output: PathBuf,
}

pub(super) fn run(data: &DataDir, asked: &Template) -> anyhow::Result<Ending> {
    let atlas = atlas(data)?;
    let workbook = template(&atlas.reference)?;
    let file = asked.output.display();
    whole_file::write(&asked.output, &workbook)
        .with_context(|| format!("cannot write `{file}`"))?;
    output::line(&format!(
        "Đã ghi mẫu vào `{file}`. / Wrote the template to `{file}`."
    ));
    Ok(Ending::Done)
}
