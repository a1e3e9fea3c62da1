//! Readers while something is being recorded: each answer is of one version, whole, and none goes back in time.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{Server, Table};

/// Activities that each make one revision, so that there are as many as the version says.
fn table(day: u32) -> Table {
    let start = format!("2018-03-{day:02}");
    (0..50).fold(Table::new(), |table, n| {
        let place = ["03386", "03571", "03442", "toàn tỉnh"][n % 4];
        table.done("2018-loudspeaker", &start, place, "1")
    })
}

/// Ends the readers, even if the imports fail.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn readers_see_one_version_or_the_next_and_never_a_mixture() {
    let server = Server::empty();
    let ended = AtomicBool::new(false);
    let read = || {
        let (mut last, mut answers) = (0, 0);
        while !ended.load(Ordering::Relaxed) {
            let path = "/api/summary?as_of=2018-12-31&line=2018-loudspeaker";
            let summary = server.json(path);
            let version = summary["version"].as_u64().unwrap();
            assert_eq!(summary["activities"], version);
            let lines = summary["lines"].as_array().unwrap();
            let line = lines.iter().find(|l| l["id"] == "2018-loudspeaker");
            assert_eq!(line.unwrap()["achieved"], version);
            assert_eq!(version % 50, 0, "half a file is seen");
            assert!(version >= last, "{version} after {last}");
            (last, answers) = (version, answers + 1);
        }
        (last, answers)
    };
    let seen: Vec<(u64, u64)> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        let end = End(&ended);
        for day in 1..=4 {
            server.import(&table(day));
        }
        drop(end);
        readers.into_iter().map(|r| r.join().unwrap()).collect()
    });
    for (_, answers) in seen {
        assert!(answers > 10);
    }
    assert_eq!(server.version(), 200);
}
