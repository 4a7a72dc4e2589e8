//! Who is asked when: few at a time, of each host fewer, and no host that wants to be left alone.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::ask::{Asked, Client, Patience, host};
use super::{Answer, Doubt, LONGEST_WAIT};
use crate::pipeline::Progress;

/// Requests at one time.
const TOGETHER: usize = 16;
/// Of one host.
const PER_HOST: usize = 2;
/// How often an address is asked for again because its server wanted to be left alone.
const AGAIN: u32 = 2;

/// What is left to ask of one host.
#[derive(Default)]
struct Host {
    waiting: VecDeque<(String, u32)>,
    asked: usize,
    /// Not before.
    free: Option<Instant>,
}

struct State {
    hosts: BTreeMap<String, Host>,
    answers: Vec<(String, Answer)>,
}

/// What a worker does next.
enum Next {
    Ask(String, String, u32),
    Wait(Duration),
    End,
}

/// Asks for all `addresses`, each once.
pub(super) fn ask_all(
    addresses: Vec<String>,
    patience: &Patience,
    progress: &dyn Progress,
) -> Vec<(String, Answer)> {
    if addresses.is_empty() {
        return Vec::new();
    }
    let workers = TOGETHER.min(addresses.len());
    let mut hosts: BTreeMap<String, Host> = BTreeMap::new();
    for address in addresses {
        hosts.entry(host(&address).to_owned()).or_default().waiting.push_back((address, 0));
    }
    let state = Mutex::new(State { hosts, answers: Vec::new() });
    let changed = Condvar::new();
    let client = Client::new(patience);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work(&state, &changed, &client, progress));
        }
    });
    state.into_inner().unwrap_or_else(PoisonError::into_inner).answers
}

fn work(state: &Mutex<State>, changed: &Condvar, client: &Client, progress: &dyn Progress) {
    let lock = || state.lock().unwrap_or_else(PoisonError::into_inner);
    let mut held = lock();
    loop {
        match next(&mut held) {
            Next::End => return changed.notify_all(),
            Next::Wait(time) => {
                held = changed.wait_timeout(held, time).unwrap_or_else(PoisonError::into_inner).0;
            }
            Next::Ask(host, address, tries) => {
                drop(held);
                let asked = client.ask(&address);
                held = lock();
                if done(&mut held, &host, address, tries, asked) {
                    progress.step();
                }
                changed.notify_all();
            }
        }
    }
}

/// Takes the next address whose host may be asked.
fn next(state: &mut MutexGuard<'_, State>) -> Next {
    let now = Instant::now();
    let mut wait: Option<Duration> = None;
    for (name, host) in &mut state.hosts {
        if host.waiting.is_empty() {
            continue;
        }
        let rest = host.free.map_or(Duration::ZERO, |free| free.saturating_duration_since(now));
        if rest.is_zero()
            && host.asked < PER_HOST
            && let Some((address, tries)) = host.waiting.pop_front()
        {
            host.asked += 1;
            return Next::Ask(name.clone(), address, tries);
        }
        // A host with all its requests under way wakes the others when one of them ends.
        let rest = if rest.is_zero() { LONGEST_WAIT } else { rest };
        wait = Some(wait.map_or(rest, |known| known.min(rest)));
    }
    match wait {
        Some(wait) => Next::Wait(wait),
        // Those under way may have to be asked again, by those who ask now.
        None => Next::End,
    }
}

/// Notes what came of a request; whether the address is done with.
fn done(state: &mut State, host: &str, address: String, tries: u32, asked: Asked) -> bool {
    let Some(known) = state.hosts.get_mut(host) else { return true };
    known.asked -= 1;
    let answer = match asked {
        Asked::Answer(answer) => answer,
        Asked::Later(wait, _) if wait <= LONGEST_WAIT && tries < AGAIN => {
            known.free = Some(Instant::now() + wait);
            known.waiting.push_front((address, tries + 1));
            return false;
        }
        Asked::Later(wait, why) => {
            let why = format!("{why}, and asks to be left alone for {} s", wait.as_secs());
            Answer::Unsure(Doubt::Refused, why)
        }
    };
    state.answers.push((address, answer));
    true
}
