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
