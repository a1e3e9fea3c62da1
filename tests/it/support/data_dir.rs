//! A data directory of a test's own, and the program's commands on it.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use tempfile::TempDir;

use super::{Table, until};

/// A directory that goes when the last of its users does.
#[derive(Clone, Debug)]
pub struct DataDir(Arc<TempDir>);

/// How a command ended and what it said.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The program, untouched by the settings of whoever runs the tests.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vungphu"));
    let settings = std::env::vars_os().map(|(name, _)| name);
    for name in settings.filter(|name| name.to_string_lossy().starts_with("VUNGPHU_")) {
        command.env_remove(name);
    }
    command
        .env_remove("RUST_LOG")
        .args(args)
        .stdin(Stdio::null());
    command
}

impl DataDir {
    pub fn new() -> Self {
        Self(Arc::new(TempDir::new().unwrap()))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The directory as an argument.
    pub fn arg(&self) -> &str {
        self.path().to_str().unwrap()
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Puts bytes under a name that no other file has.
    pub fn put_new(&self, bytes: impl AsRef<[u8]>) -> String {
        static NUMBER: AtomicUsize = AtomicUsize::new(1);
        let name = format!("input-{}.csv", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.put(&name, bytes).to_str().unwrap().to_owned()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = command(args);
        command.args(["--data-dir", self.arg()]);
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Started::new(self.command(args)).end()
    }

    /// Runs a command that reads this from its standard input.
    pub fn run_with(&self, args: &[&str], input: &str) -> Run {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(input.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut command = self.command(args);
        command.stdin(file);
        Started::new(command).end()
    }

    /// The database, for looking inside and for tampering.
    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.join("vungphu.sqlite3")).unwrap()
    }

    pub fn import(&self, table: &Table) -> Run {
        self.import_bytes(table.text())
    }

    pub fn import_bytes(&self, bytes: impl AsRef<[u8]>) -> Run {
        self.run(&["import", "activities", &self.put_new(bytes)])
    }

    /// The import report of a dry run, and the exit status.
    pub fn report(&self, bytes: impl AsRef<[u8]>) -> (Option<i32>, Value) {
        let file = self.put_new(bytes);
        let run = self.run(&[
            "import",
            "activities",
            &file,
            "--dry-run",
            "--format",
            "json",
        ]);
        (run.code, run.json())
    }

    /// The only fault of a file that has one.
    pub fn only_fault(&self, bytes: impl AsRef<[u8]>) -> Value {
        let (code, report) = self.report(bytes);
        let faults = report["faults"].as_array().unwrap();
        assert_eq!((code, faults.len()), (Some(1), 1), "{report}");
        faults[0].clone()
    }

    /// What the ledger holds, as `export` writes it.
    pub fn export(&self, collection: &str, flags: &[&str]) -> Value {
        let file = self.join("export.geojson");
        let mut args = vec!["export", collection, "--output", file.to_str().unwrap()];
        args.extend(flags);
        self.run(&args).done();
        serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
    }

    pub fn recorded(&self) -> usize {
        super::features(&self.export("activities", &[])).len()
    }
}

impl Run {
    /// The same, if it ended well.
    pub fn done(self) -> Self {
        assert_eq!(
            self.code,
            Some(0),
            "stdout: {}\nstderr: {}",
            self.out,
            self.err
        );
        self
    }

    /// The same, if it ended with this exit status and said each of these words on standard error.
    pub fn failed(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout: {}\nstderr: {}",
            self.out,
            self.err
        );
        for word in words {
            assert!(
                self.err.contains(word),
                "`{word}` is missing in: {}",
                self.err
            );
        }
        self
    }

    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.out) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {}\n{}", self.out, self.err),
        }
    }
}

/// A command under way, which is not left behind if its test fails.
#[derive(Debug)]
pub struct Started {
    pub child: Child,
    // Files, not pipes: whoever says much must not wait for us to read.
    out: File,
    err: File,
}

impl Started {
    pub fn new(mut command: Command) -> Self {
        let [out, err] = [(); 2].map(|()| tempfile::tempfile().unwrap());
        command.stdout(out.try_clone().unwrap());
        command.stderr(err.try_clone().unwrap());
        let child = command.spawn().unwrap();
        Self { child, out, err }
    }

    /// Waits until it ends by itself.
    pub fn end(mut self) -> Run {
        let status = until("the command ends", || self.child.try_wait().unwrap());
        let [out, err] = [&mut self.out, &mut self.err].map(|file| {
            let mut text = String::new();
            file.rewind().unwrap();
            file.read_to_string(&mut text).unwrap();
            text
        });
        let code = status.code();
        Run { code, out, err }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
