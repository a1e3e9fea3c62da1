//! Slowing down those who guess passwords: failures are counted per account and per address, in memory.

use std::time::{Duration, Instant};

use quick_cache::sync::Cache;

/// After this many failures within [`WINDOW`] the next attempt has to wait until the window ends.
const MOST_PER_ACCOUNT: u32 = 8;
const MOST_PER_ADDRESS: u32 = 40;
const WINDOW: Duration = Duration::from_mins(10);

/// Counters kept at once; whoever sends more names than this only pushes out older ones of their own kind.
const KEPT: usize = 20_000;

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    since: Instant,
}

/// Failures of late.
#[derive(Debug)]
pub struct Throttle {
    accounts: Cache<String, Failures>,
    addresses: Cache<String, Failures>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            accounts: Cache::new(KEPT),
            addresses: Cache::new(KEPT),
        }
    }
}

impl Throttle {
    /// How long to wait before the next attempt; `None`: go on.
    pub fn wait(&self, account: &str, address: &str, now: Instant) -> Option<Duration> {
        let account = left(&self.accounts, account, MOST_PER_ACCOUNT, now);
        let address = left(&self.addresses, address, MOST_PER_ADDRESS, now);
        account.max(address)
    }

    pub fn failed(&self, account: &str, address: &str, now: Instant) {
        count(&self.accounts, account, now);
        count(&self.addresses, address, now);
    }

    /// The right password clears the account, not the address: one account of one's own is no licence to guess at others.
    pub fn succeeded(&self, account: &str) {
        self.accounts.remove(account);
    }
}

fn left(
    counters: &Cache<String, Failures>,
    key: &str,
    most: u32,
    now: Instant,
) -> Option<Duration> {
    let failures = counters.get(key)?;
    let passed = now.saturating_duration_since(failures.since);
    let rest = WINDOW.saturating_sub(passed);
    (failures.count >= most && !rest.is_zero()).then_some(rest)
}

fn count(counters: &Cache<String, Failures>, key: &str, now: Instant) {
    let going_on = counters
        .get(key)
        .filter(|failures| now.saturating_duration_since(failures.since) < WINDOW);
    let (count, since) = going_on.map_or((1, now), |f| (f.count.saturating_add(1), f.since));
    counters.insert(key.to_owned(), Failures { count, since });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_the_ninth_guess_wait_and_forgets_after_the_window() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..MOST_PER_ACCOUNT {
            assert_eq!(throttle.wait("lan", "1.2.3.4", start), None);
            throttle.failed("lan", "1.2.3.4", start);
        }
        assert_eq!(throttle.wait("lan", "5.6.7.8", start), Some(WINDOW));
        assert_eq!(throttle.wait("mai", "1.2.3.4", start), None);
        assert_eq!(throttle.wait("lan", "5.6.7.8", start + WINDOW), None);
        throttle.succeeded("lan");
        assert_eq!(throttle.wait("lan", "5.6.7.8", start), None);
    }

    #[test]
    fn counts_addresses_over_all_accounts() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for n in 0..MOST_PER_ADDRESS {
            throttle.failed(&format!("a{n}"), "1.2.3.4", start);
        }
        let half = start + WINDOW / 2;
        assert_eq!(throttle.wait("lan", "1.2.3.4", half), Some(WINDOW / 2));
        throttle.succeeded("a1");
        assert!(throttle.wait("lan", "1.2.3.4", half).is_some());
    }
}
