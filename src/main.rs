//! The program `vungphu`; see the library's tour.

use std::process::ExitCode;

fn main() -> ExitCode {
    vungphu::telemetry::start();
    vungphu::cli::run()
}
