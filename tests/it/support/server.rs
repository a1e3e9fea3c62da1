//! The real server on a free port. It must stop cleanly, with a clean log, or the test fails.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use serde_json::Value;

use super::{Client, DataDir, Reply, Table, address, until};

/// What a demonstration has to say in its log.
const SAMPLE_NOTICE: &str = "SAMPLE data";

pub struct Server {
    pub data: DataDir,
    /// `http://127.0.0.1:PORT`
    pub base: String,
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
    agent: ureq::Agent,
    /// Warnings that belong to the test.
    expected: Vec<&'static str>,
    stopped: bool,
}

impl Server {
    /// On an empty data directory.
    pub fn empty() -> Self {
        Self::on(&DataDir::new())
    }

    /// With the sample activities.
    pub fn demo() -> Self {
        Self::with(&DataDir::new(), &["--demo"]).expecting(SAMPLE_NOTICE)
    }

    pub fn on(data: &DataDir) -> Self {
        Self::with(data, &[])
    }

    pub fn with(data: &DataDir, flags: &[&str]) -> Self {
        let mut command = data.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.args(flags);
        Self::spawn(data, command)
    }

    /// Starts a command that serves, and waits until it says where.
    pub fn spawn(data: &DataDir, mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let kept = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        let mut server = Self {
            data: data.clone(),
            base: String::new(),
            child,
            log,
            reader: Some(reader),
            agent: ureq::Agent::config_builder()
                .http_status_as_error(false)
                // A connection is not used again: the server may close it after a refusal, before it has read the body.
                .max_idle_connections(0)
                .build()
                .into(),
            expected: Vec::new(),
            stopped: false,
        };
        server.base = until("the server listens", || {
            if let Some(status) = server.child.try_wait().unwrap() {
                panic!("the server ended with {status}: {:?}", server.log());
            }
            let said = |line: &String| Some(line.split_once("Listening at ")?.1.trim().to_owned());
            server.log().iter().find_map(said)
        });
        server
    }

    /// A warning that contains these words is no fault.
    pub fn expecting(mut self, words: &'static str) -> Self {
        self.expected.push(words);
        self
    }

    /// `127.0.0.1:PORT`
    pub fn host(&self) -> &str {
        self.base.strip_prefix("http://").unwrap()
    }

    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.ask("GET", path, headers)
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let body = ["POST", "PUT", "PATCH"].contains(&method).then_some("{}");
        let asked = headers
            .iter()
            .fold(self.anybody(), |client, (name, value)| {
                client.with(name, value)
            });
        asked.raw(method, path, body.map(str::as_bytes))
    }

    /// Somebody who does not say who they are.
    pub fn anybody(&self) -> Client<'_> {
        Client::new(&self.base, &self.agent)
    }

    /// The JSON of a path that must be there.
    pub fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    /// The features of a collection, without their outlines.
    pub fn items(&self, collection: &str, parameters: &[(&str, &str)]) -> Value {
        let mut all = vec![("skip_geometry", "true")];
        all.extend(parameters);
        self.json(&address(
            &format!("/api/collections/{collection}/items"),
            &all,
        ))
    }

    /// Coverage of one line on a day.
    pub fn coverage(&self, line: &str, as_of: &str) -> Value {
        self.items("coverage", &[("line", line), ("as_of", as_of)])
    }

    /// The figures of one line in the summary of a day.
    pub fn line_figures(&self, line: &str, as_of: &str) -> Value {
        let summary = self.json(&format!("/api/summary?as_of={as_of}"));
        let lines = summary["lines"].as_array().unwrap();
        let found = lines.iter().find(|l| l["id"] == line);
        found.unwrap_or_else(|| panic!("no line `{line}`")).clone()
    }

    pub fn version(&self) -> i64 {
        self.json("/api/summary")["version"].as_i64().unwrap()
    }

    /// Imports by the command line beside the running server, and waits until the server knows.
    pub fn import(&self, table: &Table) {
        let before = self.version();
        self.data.import(table).done();
        until("the server sees the import", || {
            (self.version() > before).then_some(())
        });
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(&mut self) -> ExitStatus {
        self.signal("-TERM")
    }

    pub fn signal(&mut self, signal: &str) -> ExitStatus {
        let process = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &process]).status();
        assert!(sent.unwrap().success());
        let status = until("the server stops", || self.child.try_wait().unwrap());
        self.stopped = true;
        self.reader.take().map(JoinHandle::join);
        status
    }

    /// Ends it without a word while others still speak to it; [`Server::gone`] then waits for the end.
    pub fn kill(&self) {
        let process = self.child.id().to_string();
        let sent = Command::new("kill").args(["-KILL", &process]).status();
        assert!(sent.unwrap().success());
    }

    pub fn gone(mut self) {
        until("the server is gone", || self.child.try_wait().unwrap());
        self.stopped = true;
    }

    /// The lines of the log that speak of trouble.
    pub fn trouble(&self) -> Vec<String> {
        let bad = |line: &String| ["WARN", "ERROR", "panic"].iter().any(|w| line.contains(w));
        let mine = |line: &String| self.expected.iter().any(|words| line.contains(words));
        let log = self.log();
        log.into_iter().filter(|l| bad(l) && !mine(l)).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("log of the server: {:#?}", self.log());
            let _ = self.child.kill();
            let _ = self.child.wait();
        } else if !self.stopped {
            let status = self.terminate();
            assert_eq!(status.code(), Some(0), "{:#?}", self.log());
            assert_eq!(self.trouble(), Vec::<String>::new());
        }
    }
}
