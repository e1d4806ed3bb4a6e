//! The preview hears of what is saved, wherever it lies, and goes on where the system has nothing left for it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::time::Duration;

use crate::preview::Preview;
use crate::serving::get;
use crate::support::Project;

const RECORD: &str = "data/records/R7/koekake.yaml";

/// How long to wait for what has to come, before the test has failed.
const LONGEST: Duration = Duration::from_mins(1);

/// A browser that waits for news, on a connection that stays.
struct Reader(BufReader<TcpStream>);

impl Reader {
    /// Asks for the news.
    fn ask(preview: &Preview) -> Self {
        let mut stream = TcpStream::connect(preview.address()).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        stream.write_all(b"GET /news HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// Waits for the next news; the first tell what there is.
    fn wait(&mut self) {
        while !self.line().starts_with("data: ") {}
    }

    /// Waits for the next news of a new state, not of pictures alone.
    fn wait_for_state(&mut self) {
        loop {
            let line = self.line();
            if line.starts_with("event: ") {
                self.line();
            } else if line.starts_with("data: ") {
                return;
            }
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the server is gone");
        line
    }
}

/// Waits until the state of a preview is such; a reader hears when it is another.
fn wait_until(reader: &mut Reader, mut state: impl FnMut() -> String, is_such: impl Fn(&str) -> bool) {
    while !is_such(&state()) {
        reader.wait();
    }
}

/// What a connection that stays answers to the question for the state.
fn state_on(connection: &mut BufReader<TcpStream>) -> String {
    connection.get_mut().write_all(b"GET /state HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut length = 0;
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        assert_ne!(connection.read_line(&mut line).unwrap(), 0, "the server is gone");
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut state = vec![0; length];
    connection.read_exact(&mut state).unwrap();
    String::from_utf8(state).unwrap()
}

#[test]
fn where_no_new_watcher_can_be_had_the_old_one_stays_and_the_browser_is_told() {
    use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};
    let mut preview = Preview::of(Project::small(), &[]);
    let program = Pid::from_raw(preview.id().try_into().unwrap());
    let usual = getrlimit(Resource::Nofile);
    let mut reader = Reader::ask(&preview);
    reader.wait();
    let mut connection = BufReader::new(TcpStream::connect(preview.address()).unwrap());
    connection.get_ref().set_read_timeout(Some(LONGEST)).unwrap();
    assert!(!state_on(&mut connection).contains("W0305"));

    // Nothing more can be opened; what is open stays so.
    prlimit(program, Resource::Nofile, Rlimit { current: Some(3), ..usual }).unwrap();
    preview.project.edit(RECORD, "自己評価: 4", "自己評価: 3");
    wait_until(&mut reader, || state_on(&mut connection), |state| state.contains("W0305"));

    prlimit(program, Resource::Nofile, usual).unwrap();
    preview.project.edit(RECORD, "自己評価: 3", "自己評価: 9");
    wait_until(
        &mut reader,
        || get(&preview, "/state", "localhost"),
        |state| state.contains("E0205") && !state.contains("W0305"),
    );
    assert!(preview.is_running());
}

#[test]
fn readers_take_half_of_what_may_be_open_and_saving_goes_on() {
    const MOST: u32 = 128;
    let mut preview = Preview::with_descriptors(MOST, Project::small());
    let sockets = || {
        let open = fs::read_dir(format!("/proc/{}/fd", preview.id())).unwrap().flatten();
        open.filter_map(|open| open.path().read_link().ok())
            .filter(|it| it.to_string_lossy().starts_with("socket:"))
            .count()
    };
    let before = sockets();
    let half = MOST as usize / 2;
    let mut readers: Vec<Reader> = (0..MOST + 16).map(|_| Reader::ask(&preview)).collect();
    readers[..half].iter_mut().for_each(Reader::wait);
    assert_eq!(sockets() - before, half);

    preview.project.edit(RECORD, "自己評価: 4", "自己評価: 9");
    readers[..half].iter_mut().for_each(Reader::wait);
    // The others come in as soon as there is room.
    readers.drain(..half);
    readers[..half].iter_mut().for_each(Reader::wait);
    drop(readers);
    assert!(get(&preview, "/state", "localhost").contains("E0205"));
    assert!(preview.is_running());
}

#[test]
fn folders_far_below_and_what_links_lead_to_are_watched() {
    let project = Project::small();
    // A record that lies on the office's server.
    let text = fs::read_to_string(project.path(RECORD)).unwrap();
    project.write("server/koekake.yaml", &text);
    project.remove(RECORD);
    symlink(project.path("server/koekake.yaml"), project.path(RECORD)).unwrap();
    let far_below = "data/records/R7/古い/もっと古い/memo.yaml";
    project.write(far_below, "x");
    let preview = Preview::of(project, &[]);
    let mut reader = Reader::ask(&preview);
    reader.wait();
    let state = || get(&preview, "/state", "localhost");
    let version = || {
        let state = state();
        let state: serde_json::Value = serde_json::from_str(&state[state.find('{').unwrap()..]).unwrap();
        state["version"].as_u64().unwrap()
    };

    let before = version();
    preview.project.write(far_below, "y");
    while version() == before {
        reader.wait();
    }
    preview.project.write("server/koekake.yaml", text.replace("自己評価: 4", "自己評価: 9"));
    wait_until(&mut reader, state, |state| state.contains("E0205"));
}

#[test]
fn a_character_that_cannot_be_printed_keeps_nobody_from_seeing_the_pages() {
    let preview = Preview::of(Project::small(), &[]);
    let mut reader = Reader::ask(&preview);
    reader.wait();
    // The lines of the file are others than those of the pages before.
    preview.project.edit(RECORD, "成果: 12回行いました。", "備考: なし\n成果: 12回行いました😀。");
    reader.wait_for_state();
    let state = get(&preview, "/state", "localhost");
    let state: serde_json::Value = serde_json::from_str(&state[state.find('{').unwrap()..]).unwrap();
    assert_eq!(state["stale"], false, "{}", state["findings"]);
    let found = state["findings"].as_array().unwrap().iter().find(|found| found["code"] == "E0601").unwrap();
    assert_eq!((&found["sheet"], &found["field"]), (&1.into(), &"成果".into()), "{found}");
}

#[test]
fn a_text_that_does_not_fit_is_shown_as_far_as_it_goes() {
    let preview = Preview::of(Project::small(), &[]);
    let mut reader = Reader::ask(&preview);
    reader.wait();
    let state = || {
        let state = get(&preview, "/state", "localhost");
        serde_json::from_str::<serde_json::Value>(&state[state.find('{').unwrap()..]).unwrap()
    };
    let picture = |state: &serde_json::Value| {
        let pages = state["booklet"]["pages"].as_array().unwrap();
        pages.iter().find(|page| page["anchor"] == "sheet-1").unwrap()["picture"].to_string()
    };
    let before = state();
    preview.project.edit(RECORD, "12回行いました。", &"とても長い文です。".repeat(200));
    reader.wait_for_state();
    let after = state();
    let codes = |state: &serde_json::Value| {
        state["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["code"].to_string())
            .collect::<Vec<_>>()
    };
    assert!(codes(&after).contains(&"\"E0502\"".to_owned()), "{:?}", codes(&after));
    assert_eq!(after["stale"], false);
    assert_ne!(picture(&before), picture(&after));
    // It is marked on its sheet and where that is printed again, and nothing else is.
    let pages = after["booklet"]["pages"].as_array().unwrap().iter();
    let fields =
        pages.flat_map(|page| page["fields"].as_array().unwrap().iter().map(move |field| (page, field)));
    let marked: Vec<_> = fields
        .filter(|(_, field)| field["too_long"] == true)
        .map(|(page, field)| (page["anchor"].as_str().unwrap(), field["field"].as_str().unwrap()))
        .collect();
    assert_eq!(marked, [("sheet-1", "成果"), ("sheet-4", "成果")]);
    // The booklet itself is refused.
    assert_eq!(preview.project.run(&["build"]).status, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_saves_take_little_more_memory_than_fifty() {
    const FEW: u32 = 50;
    const MANY: u32 = 1_000;
    /// What a thousand may take of what a few take.
    const PART: f64 = 1.5;
    let preview = Preview::of(Project::small(), &[]);
    let text = fs::read_to_string(preview.project.path(RECORD)).unwrap();
    let memory = || {
        let status = fs::read_to_string(format!("/proc/{}/status", preview.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u32>().unwrap()
    };
    let mut reader = Reader::ask(&preview);
    reader.wait();
    let mut after_few = 0;
    for save in 1..=MANY {
        let first = text.lines().find(|line| line.starts_with("成果: ")).unwrap();
        preview.project.write(RECORD, text.replace(first, &format!("成果: {save}回目の声かけをした。")));
        reader.wait_for_state();
        if save == FEW {
            after_few = memory();
        }
    }
    let after_many = memory();
    let part = f64::from(after_many) / f64::from(after_few);
    assert!(part <= PART, "{after_few} kB after {FEW} saves, {after_many} kB after {MANY}");
}
