//! `nutgraf review`: the open questions in the terminal, one at a time, one key to answer.

mod screen;
mod session;

use std::io::{IsTerminal, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue, terminal as tty};

use self::screen::Paint;
use self::session::{Answer, Session};
use super::terminal::{Terminal, plural};
use super::{Outcome, is_site, today};
use crate::cli::{ColorWhen, ReviewArgs, ReviewFormat};
use crate::content::LoadOptions;
use crate::diagnostics::Severity;
use crate::pipeline;
use crate::review::queue::{Item, Kind, queue as open_questions};
use crate::site::Site;

/// Puts the questions, or lists them.
pub fn run(args: &ReviewArgs, color: ColorWhen, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if !is_site(&args.dir) {
        return Ok(Outcome::WrongUsage);
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
    let items = open_questions(&site);
    if lists {
        print(&items, args.format.unwrap_or(ReviewFormat::Text))?;
        return Ok(if sound { Outcome::Done } else { Outcome::Problems });
    }
    if items.is_empty() {
        terminal.done("Settled", "nothing is unsure");
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
        ask_all(&mut session, &names, paint, || load(args, terminal).map(|(site, _)| open_questions(&site)))?
    };
    let skipped = session.skipped();
    terminal.done(
        "Reviewed",
        &format!("{}, {skipped} skipped, {left} left", plural(session.answered(), "answer", "answers")),
    );
    Ok(Outcome::Done)
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
    reload: impl Fn() -> anyhow::Result<Vec<Item>>,
) -> anyhow::Result<usize> {
    let mut notice = String::new();
    let mut typed: Option<String> = None;
    loop {
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
                KeyCode::Char('s') | KeyCode::Right => {
                    session.skip();
                    continue;
                }
                KeyCode::Char('u') => {
                    match session.undo() {
                        Ok(true) => "taken back".clone_into(&mut notice),
                        Ok(false) => "there is nothing to take back".clone_into(&mut notice),
                        Err(error) => notice = format!("{error:#}"),
                    }
                    continue;
                }
                _ => continue,
            },
        };
        if let Err(error) = session.answer(&answer) {
            notice = format!("{error:#}");
            if error.is::<crate::review::answer::Outdated>() {
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
            let begun = text.to_lowercase();
            let fits = |name: &&String| {
                name.to_lowercase().split(' ').any(|word| word.starts_with(&begun))
                    || name.to_lowercase().starts_with(&begun)
            };
            if let Some(name) = names.iter().find(fits).filter(|_| !begun.is_empty()) {
                text.clone_from(name);
            }
        }
        KeyCode::Enter => {
            return match kind {
                _ if text.trim().is_empty() => Typed::Left,
                Kind::Quotation | Kind::Speaker => Typed::Done(Answer::Name(text.trim().to_owned())),
                Kind::Event | Kind::EventDates => match text.trim().parse() {
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
