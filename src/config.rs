//! Settings of the whole program: flags, each with an environment variable `VUNGPHU_…`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// Where the data lives; every command takes it.
#[derive(Args, Clone, Debug)]
pub struct DataDir {
    /// Directory of the database, and of reference files that replace the built-in ones
    #[arg(
        long = "data-dir",
        env = "VUNGPHU_DATA_DIR",
        default_value = "./data/local",
        value_name = "DIR",
        global = true
    )]
    pub data_dir: PathBuf,
}

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Address to listen at; port 0 takes any free one
    #[arg(
        long,
        env = "VUNGPHU_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDR"
    )]
    pub listen: SocketAddr,
    /// Address by which users reach the service, for links [default: the one they asked by]
    #[arg(long, env = "VUNGPHU_PUBLIC_URL", value_name = "URL", value_parser = http_url)]
    pub public_url: Option<String>,
    /// Fill an empty database with clearly marked sample activities
    #[arg(long, env = "VUNGPHU_DEMO")]
    pub demo: bool,
    /// Show nothing to those who have not signed in
    #[arg(long, env = "VUNGPHU_PRIVATE")]
    pub private: bool,
    /// Sign out whoever did nothing for so long
    #[arg(long, env = "VUNGPHU_SESSION_IDLE", default_value = "8h", value_name = "TIME", value_parser = time)]
    pub session_idle: i64,
    /// Sign out everybody after so long
    #[arg(long, env = "VUNGPHU_SESSION_MAX", default_value = "7d", value_name = "TIME", value_parser = time)]
    pub session_max: i64,
    /// A proxy stands before the service and says in X-Forwarded-For who asks
    #[arg(long, env = "VUNGPHU_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

fn http_url(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains([' ', '"', '<', '>', '?', '#']) => {
            Ok(text.to_owned())
        }
        _ => Err("want an address such as https://vungphu.example.vn".to_owned()),
    }
}

/// Seconds in `30m`, `8h` or `7d`.
fn time(text: &str) -> Result<i64, String> {
    let want = || format!("`{text}`: want a time such as 30m, 8h or 7d");
    let span: jiff::Span = text.parse().map_err(|_| want())?;
    let of = jiff::SpanRelativeTo::days_are_24_hours();
    let time = span.to_duration(of).map_err(|_| want())?;
    Some(time.as_secs()).filter(|s| *s > 0).ok_or_else(want)
}
