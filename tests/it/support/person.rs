//! People with accounts, made as the operator of the machine makes them, and how their requests show who they are.

use serde_json::json;

use super::{Client, DataDir, Reply, Server};

/// Everybody's.
pub const PASSWORD: &str = "ruộng bậc thang xanh";

#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    data: DataDir,
}

impl DataDir {
    /// Makes an account; its districts with commas.
    pub fn person(&self, name: &str, role: &str, districts: &str) -> Person {
        let mut args = vec!["user", "add", name, "--role", role, "--password-stdin"];
        if !districts.is_empty() {
            args.extend(["--district", districts]);
        }
        self.run_with(&args, PASSWORD).done();
        Person {
            name: name.to_owned(),
            data: self.clone(),
        }
    }

    pub fn viewer(&self) -> Person {
        self.person("khách", "viewer", "")
    }

    /// Who records for Phong Thổ.
    pub fn editor(&self) -> Person {
        self.person("phong-thổ", "editor", "109")
    }

    pub fn verifier(&self) -> Person {
        self.person("thẩm.tra", "verifier", "")
    }

    pub fn admin(&self) -> Person {
        self.person("quản.trị", "admin", "")
    }
}

impl Person {
    /// Signed in, as a browser is.
    pub fn by_cookie<'a>(&self, server: &'a Server) -> Client<'a> {
        let reply = server.sign_in(&self.name, PASSWORD).ok();
        server.anybody().with("cookie", &reply.cookie())
    }

    /// With a token of their own, as a program.
    pub fn by_token<'a>(&self, server: &'a Server) -> Client<'a> {
        server.bearer(&self.token(&[]))
    }

    pub fn token(&self, flags: &[&str]) -> String {
        let mut args = vec!["user", "token", &self.name];
        args.extend(flags);
        self.data.run(&args).done().out.trim().to_owned()
    }
}

impl Server {
    pub fn sign_in(&self, name: &str, password: &str) -> Reply {
        let body = json!({"name": name, "password": password});
        self.anybody().post("/api/session", &body)
    }

    pub fn bearer(&self, token: &str) -> Client<'_> {
        self.anybody()
            .with("authorization", &format!("Bearer {token}"))
    }
}

impl Reply {
    /// The cookie that was given, as a browser sends it back.
    pub fn cookie(&self) -> String {
        let given = self.header("set-cookie");
        given.split(';').next().unwrap_or_default().to_owned()
    }
}
