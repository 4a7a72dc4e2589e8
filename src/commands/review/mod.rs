//! `nutgraf review`: the open questions in the terminal, one at a time, one key to answer.

mod screen;
mod session;

use std::io::{IsTerminal, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue, terminal as tty};

use self::screen::Paint;
use self::session::Session;
use super::terminal::{Terminal, plural};
use super::{Outcome, is_site, today};
use crate::cli::{ColorWhen, ReviewArgs, ReviewFormat};
use crate::content::LoadOptions;
use crate::diagnostics::Severity;
use crate::pipeline;
use crate::review::answer::Refusal;
use crate::review::history::Record;
use crate::review::item::{Answer, Item, Kind};
use crate::review::ledger::{self, Entry};
use crate::review::names::complete;
use crate::review::queue::{findings, queue as open_questions};
use crate::review::store;
use crate::site::{ArticleId, Site};

/// Puts the questions, or lists them.
pub fn run(args: &ReviewArgs, color: ColorWhen, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
    }
    if args.undo {
        return undo(args, terminal);
    }
    let lists = args.list || args.format.is_some();
    let is_on_a_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if !lists && !is_on_a_terminal {
        super::terminal::error("`nutgraf review` asks at a terminal, and this is none");
        super::terminal::help(
            "`nutgraf review --list` prints the questions, `--format json` does so for scripts",
        );
        return Ok(Outcome::WrongUsage);
    }
    let (site, sound) = load(args, terminal)?;
    let Some(items) = asked(args, &site) else { return Ok(Outcome::WrongUsage) };
    if lists {
        print(&items, args.format.unwrap_or(ReviewFormat::Text))?;
        return Ok(if sound { Outcome::Done } else { Outcome::Problems });
    }
    if items.is_empty() {
        match &args.at {
            Some(_) => terminal.say("nothing was found there"),
            None => terminal.done("Settled", "nothing is unsure"),
        }
        return Ok(Outcome::Done);
    }
    let names: Vec<String> = site.speakers.iter().map(|speaker| speaker.name.clone()).collect();
    let mut session = Session::new(&args.dir, items);
    let paint = match color {
        ColorWhen::Always => Paint::COLOURED,
        ColorWhen::Auto if std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) => {
            Paint::COLOURED
        }
        _ => Paint::PLAIN,
    };
    let left = {
        let _raw = RawTerminal::enter()?;
        let reload = || load(args, terminal).map(|(site, _)| asked(args, &site).unwrap_or_default());
        // What stands at a place is asked about once, open or not.
        ask_all(&mut session, &names, paint, args.at.is_some(), reload)?
    };
    let skipped = session.skipped();
    if args.at.is_some() {
        terminal.done("Reviewed", &plural(session.answered(), "answer", "answers"));
        return Ok(Outcome::Done);
    }
    terminal.done(
        "Reviewed",
        &format!("{}, {skipped} skipped, {left} left", plural(session.answered(), "answer", "answers")),
    );
    Ok(Outcome::Done)
}

/// What there is to ask: all that is open, or all that was found at a place. `None`, with a word about why, when there is no
/// such place.
fn asked(args: &ReviewArgs, site: &Site) -> Option<Vec<Item>> {
    let Some(place) = &args.at else { return Some(open_questions(site)) };
    let wrong = |message: &str, help: &str| {
        super::terminal::error(message);
        super::terminal::help(help);
    };
    let parts = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse::<usize>().ok()?)));
    let Some((file, line)) = parts else {
        wrong(
            "a place is a file and a line",
            "write it as `check` prints it: content/articles/dock-fees.md:12",
        );
        return None;
    };
    let called =
        |path: &std::path::Path| path == std::path::Path::new(file) || args.dir.join(path).ends_with(file);
    let Some(article) = site.articles.iter().position(|entry| called(&entry.article.file.path)) else {
        wrong(&format!("there is no article {file}"), "give its path from the folder of the site");
        return None;
    };
    let mut items = findings(site, ArticleId(article));
    items.retain(|item| item.lines().contains(&line));
    Some(items)
}

/// Takes the last decision back.
fn undo(args: &ReviewArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    match store::undo(&args.dir, None)? {
        Some(record) => terminal.done("Taken back", &told(&record)),
        None => terminal.say("there is nothing to take back"),
    }
    Ok(Outcome::Done)
}

/// A decision in a few words.
fn told(record: &Record) -> String {
    let Some(entry) = record.added.first() else { return String::new() };
    let about = match entry {
        Entry::Person(person) => &person.name,
        Entry::Passage(passage) => &passage.words,
    };
    format!("{} for {}", ledger::answer_of(entry), screen::cut(about, 40))
}

/// The site, and whether it is free of errors; what is wrong with it is shown.
fn load(args: &ReviewArgs, terminal: &Terminal) -> anyhow::Result<(Site, bool)> {
    let options = LoadOptions { drafts: true, today: today()? };
    let (site, mut diagnostics) = pipeline::load_and_join(&args.dir, &options, &())?;
    diagnostics
        .retain(|diagnostic| diagnostic.severity == Severity::Error || diagnostic.code == "stale-decision");
    terminal.show(&diagnostics);
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error);
    Ok((site, sound))
}

fn print(items: &[Item], format: ReviewFormat) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match format {
        ReviewFormat::Json => {
            let all: Vec<_> = items.iter().map(Item::to_json).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        }
        ReviewFormat::Text => {
            for item in items {
                let (line, column) = item.line_column();
                let best =
                    item.candidates.first().map(|best| format!(" {}?", best.label)).unwrap_or_default();
                let words = screen::cut(&item.words, 60);
                writeln!(out, "{}:{line}:{column}: {} {words}{best}", item.file.path.display(), item.ask)?;
            }
        }
    }
    Ok(())
}

/// A terminal that hands on every key, given back as it was whatever happens.
struct RawTerminal;

impl RawTerminal {
    fn enter() -> anyhow::Result<Self> {
        tty::enable_raw_mode()?;
        let raw = Self;
        execute!(std::io::stdout(), EnterAlternateScreen, Hide)?;
        Ok(raw)
    }
}

impl Drop for RawTerminal {
    fn drop(&mut self) {
        let _ = execute!(std::io::stdout(), Show, LeaveAlternateScreen);
        let _ = tty::disable_raw_mode();
    }
}

/// Puts question after question; gives how many are left.
fn ask_all(
    session: &mut Session,
    names: &[String],
    paint: Paint,
    once: bool,
    reload: impl Fn() -> anyhow::Result<Vec<Item>>,
) -> anyhow::Result<usize> {
    let mut notice = String::new();
    let mut typed: Option<String> = None;
    loop {
        if session.current().is_none() && once {
            return Ok(0);
        }
        if session.current().is_none() {
            // An answer may have settled, or raised, others.
            let open = reload()?;
            session.renew(open.clone());
            if session.current().is_none() {
                return Ok(open.len());
            }
        }
        let Some(item) = session.current() else { continue };
        draw(item, session.progress(), paint, &notice, typed.as_deref())?;
        let key = match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => key,
            _ => continue,
        };
        let interrupt = key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c');
        if interrupt || typed.is_none() && matches!(key.code, KeyCode::Char('q') | KeyCode::Esc) {
            return Ok(reload()?.len());
        }
        notice.clear();
        let answer = match &mut typed {
            Some(text) => match type_in(text, key, item.kind, names) {
                Typed::On => continue,
                Typed::Left => {
                    typed = None;
                    continue;
                }
                Typed::Wrong(why) => {
                    notice = why;
                    continue;
                }
                Typed::Done(answer) => {
                    typed = None;
                    answer
                }
            },
            None => match key.code {
                KeyCode::Enter => Answer::Candidate(0),
                KeyCode::Char(digit @ '1'..='9') => Answer::Candidate(digit as usize - '1' as usize),
                KeyCode::Char('n' | 'd') => {
                    typed = Some(String::new());
                    continue;
                }
                KeyCode::Char('x') => Answer::Nothing,
                KeyCode::Char('X') => {
                    notice = match session.reject_all() {
                        Ok(count) => {
                            format!("{}; u takes them back one by one", plural(count, "answer", "answers"))
                        }
                        Err(error) => format!("{error:#}"),
                    };
                    continue;
                }
                KeyCode::Char('s') | KeyCode::Right => {
                    session.skip();
                    continue;
                }
                KeyCode::Char('u') => {
                    match session.undo() {
                        Ok(Some(record)) => {
                            session.ask_again(&record, reload()?);
                            notice = format!("taken back: {}", told(&record));
                        }
                        Ok(None) => "there is nothing to take back".clone_into(&mut notice),
                        Err(error) => notice = format!("{error:#}"),
                    }
                    continue;
                }
                _ => continue,
            },
        };
        if let Err(error) = session.answer(&answer) {
            notice = format!("{error:#}");
            if error.is::<Refusal>() {
                session.renew(reload()?);
            }
        }
    }
}

/// What a key did to the words of a prompt.
enum Typed {
    On,
    Left,
    Wrong(String),
    Done(Answer),
}

fn type_in(text: &mut String, key: KeyEvent, kind: Kind, names: &[String]) -> Typed {
    match key.code {
        KeyCode::Esc => return Typed::Left,
        KeyCode::Backspace => {
            text.pop();
        }
        KeyCode::Tab => {
            if let Some(name) = complete(names.iter().map(String::as_str), text, 1).first() {
                *text = (*name).to_owned();
            }
        }
        KeyCode::Enter => {
            return match kind {
                _ if text.trim().is_empty() => Typed::Left,
                Kind::Quotation | Kind::Speaker => Typed::Done(Answer::Name(text.trim().to_owned())),
                Kind::Event | Kind::EventDates | Kind::Date => match text.trim().parse() {
                    Ok(date) => Typed::Done(Answer::Date(date)),
                    Err(error) => Typed::Wrong(format!("{error}; write 2025-12-04, 2025-12 or 2025")),
                },
            };
        }
        KeyCode::Char(character) if !key.modifiers.contains(KeyModifiers::CONTROL) => text.push(character),
        _ => {}
    }
    Typed::On
}

fn draw(
    item: &Item,
    progress: (usize, usize),
    paint: Paint,
    notice: &str,
    typed: Option<&str>,
) -> anyhow::Result<()> {
    let (columns, rows) = tty::size().unwrap_or((80, 24));
    let lines = screen::lines(item, progress, (columns.into(), rows.into()), paint, notice, typed);
    let mut out = std::io::stdout().lock();
    queue!(out, Clear(ClearType::All), MoveTo(0, 0))?;
    write!(out, "{}", lines.join("\r\n"))?;
    out.flush()?;
    Ok(())
}
