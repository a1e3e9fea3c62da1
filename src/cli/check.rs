//! `vungphu check`

use clap::Args;

use super::{Ending, atlas, open_store, output};
use crate::config::DataDir;
use crate::service::check;
use crate::store;

#[derive(Args, Debug)]
pub(super) struct Check {}

pub(super) fn run(data: &DataDir, _check: &Check) -> anyhow::Result<Ending> {
    let atlas = atlas(data)?;
    let mut findings = check::reference(&atlas);
    // Looking must not make a database where there is none.
    if data.data_dir.join(store::FILE_NAME).exists() {
        findings.extend(check::ledger(&atlas, &open_store(data)?)?);
    }
    let mut ending = Ending::Done;
    for finding in findings {
        output::line(&format!(
            "{} {}",
            if finding.faults.is_empty() {
                "ok   "
            } else {
                "FAULT"
            },
            finding.what
        ));
        for fault in &finding.faults {
            output::line(&format!("      {fault}"));
            ending = Ending::Failed;
        }
    }
    Ok(ending)
}
