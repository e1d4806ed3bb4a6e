//! The manual: what it says can be typed is typed, and what it shows is what comes of it.
//!
//! A chapter is read from top to bottom in a council's folder of its own, as its reader would. In it
//! - a line of a block `console` that begins with `shinchoku` is a command, up to two spaces;
//! - a block `yaml` names its file in the first line, which is written (or, `の一部`, gets these values) and then checked;
//! - a block `text` is what the program says to the block before it, `…` standing for anything;
//! - **a word in bold letters** is one that stands on the page or in the form.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_yaml::Value;
use shinchoku::manual::anchor;

use crate::filled::Form;
use crate::importing::two_forms;
use crate::support::{Project, Run, copy_folder, repository};

/// Where the chapters are.
const MANUAL: &str = "docs/manual";

/// Their list, and that of the appendices.
const SUMMARY: &str = "docs/manual/SUMMARY.md";

/// What the list has after them.
const APPENDICES: [&str; 3] = ["docs/forms.md", "docs/open-data.md", "docs/templates.md"];

/// The day on which the chapters are read, for the days that are left.
const TODAY: &str = "2026-04-18";

/// What whoever types `init` answers.
const ANSWERS: [(&str, &str); 3] =
    [("--name", "みどり町の計画"), ("--publisher", "みどり町"), ("--period", "R12-R16")];

/// What is asked besides where no earlier plan says it.
const MORE_ANSWERS: [(&str, &str); 2] =
    [("--grades", "A 達成、B 未達成"), ("--sections", "総務係、地域福祉係")];

/// The last line that a preview says when the booklet is there.
const SHOWN: &str = " 秒で作りました（";

/// A piece of a chapter.
#[derive(Debug)]
enum Piece {
    Heading(String),
    Prose { line: usize, text: String },
    Block { line: usize, language: String, text: String },
}

/// The pieces of a text in Markdown.
fn pieces(markdown: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lines = markdown.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let number = index + 1;
        if let Some(language) = line.trim_start().strip_prefix("```") {
            let block: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```").collect();
            let text = block.join("\n") + "\n";
            pieces.push(Piece::Block { line: number, language: language.to_owned(), text });
        } else if line.starts_with('#') {
            pieces.push(Piece::Heading(line.trim_start_matches('#').trim().to_owned()));
        } else {
            pieces.push(Piece::Prose { line: number, text: line.to_owned() });
        }
    }
    pieces
}

/// The texts of the manual by their paths: the README and the chapters.
fn texts() -> Vec<(String, String)> {
    let mut names: Vec<String> = fs::read_dir(repository().join(MANUAL))
        .unwrap()
        .map(|file| format!("{MANUAL}/{}", file.unwrap().file_name().to_str().unwrap()))
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "md") && name != SUMMARY)
        .collect();
    names.push("README.md".to_owned());
    names.sort();
    let text = |name: &String| fs::read_to_string(repository().join(name)).unwrap();
    names.iter().map(|name| (name.clone(), text(name))).collect()
}

/// The lines outside of blocks, each with its place.
fn prose(texts: &[(String, String)]) -> Vec<(String, String)> {
    let of_text = |(name, text): &(String, String)| {
        let line = |piece| match piece {
            Piece::Prose { line, text } => Some((format!("{name}:{line}"), text)),
            Piece::Heading(_) | Piece::Block { .. } => None,
        };
        pieces(text).into_iter().filter_map(line).collect::<Vec<_>>()
    };
    texts.iter().flat_map(of_text).collect()
}

/// What stands between two marks of a line, again and again.
fn between<'l>(line: &'l str, start: &str, end: &str) -> Vec<&'l str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once(start) {
        let Some((inside, after)) = after.split_once(end) else { break };
        found.push(inside);
        rest = after;
    }
    found
}

/// The program in a folder where nobody can be asked and no browser is opened.
fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
    // Its settings are not those of whoever runs the tests.
    for settings in ["XDG_CONFIG_HOME", "HOME", "APPDATA"] {
        program.env(settings, folder.join("設定"));
    }
    program.current_dir(folder).stdin(Stdio::null());
    program
}

/// The words of a command; what stands in quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in command.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            character => words.last_mut().unwrap().push(character),
        }
    }
    words
}

/// What the program says to arguments, if it ends by itself.
fn said(folder: &Path, arguments: &[String]) -> Run {
    let output = program(folder).args(arguments).output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Whether a command with these arguments goes on until it is ended.
fn waits(arguments: &[String]) -> bool {
    let is_asked = arguments.iter().any(|argument| argument == "--help");
    arguments.first().is_none_or(|command| command == "serve" || command == "home") && !is_asked
}

/// A chapter being read in a folder of its own.
struct Reading {
    project: Project,
    /// What the program said to the block before.
    said: String,
}

impl Reading {
    /// A chapter is read in the folder of a small plan, if it does not say otherwise.
    fn begin(chapter: &str) -> Self {
        let project = Project::empty();
        let plan = match chapter {
            "README.md" => Some("data"),
            "docs/manual/import.md" => None,
            _ => Some("tests/midori/data"),
        };
        fs::create_dir(project.path("計画")).unwrap();
        if let Some(plan) = plan {
            copy_folder(&repository().join(plan), &project.path("計画/data"));
        }
        match chapter {
            // One measure has been reported on, one in part, one not at all.
            "docs/manual/collect.md" => {
                project.write("計画/data/years/R7.yaml", "締切: 2026-04-30\n");
                project.write(
                    "計画/data/records/R7/koekake.yaml",
                    "指標目標: 12回\n取組内容: 声をかけました。\n",
                );
                project.write("計画/data/records/R7/haishoku.yaml", "指標目標:\n");
            }
            "docs/manual/form.md" => {
                let picture = fs::read(repository().join("docs/cover.png")).unwrap();
                project.write("計画/data/figures/koekake.png", picture);
            }
            _ => {}
        }
        Self { project, said: String::new() }
    }

    fn folder(&self) -> PathBuf {
        self.project.path("計画")
    }

    /// Reads a chapter to its end. Tells what it says and is not so.
    fn through(mut self, markdown: &str) -> Vec<String> {
        let pieces = pieces(markdown);
        let mut wrong = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let Piece::Block { line, language, text } = piece else { continue };
            // What is shown is looked at with what it is the answer to.
            let rest = pieces[index + 1..].iter();
            let mut rest = rest.skip_while(|piece| matches!(piece, Piece::Prose { .. }));
            let answer = match rest.next() {
                Some(Piece::Block { language, text, .. }) if language == "text" => Some(text.as_str()),
                _ => None,
            };
            let found = match language.as_str() {
                "console" => self.type_in(text, answer),
                "yaml" => self.write(text, answer),
                "text" if self.said.is_empty() => Err("a text that is no answer".to_owned()),
                "text" => self.compare(text),
                // Code of other programs, of which there is nothing to be run.
                "typst" => Ok(()),
                language => Err(format!("a block of {language:?}")),
            };
            wrong.extend(found.err().map(|reason| format!("{line}: {reason}")));
            if language == "text" {
                self.said.clear();
            }
        }
        let made = markdown.match_indices("out/").map(|(start, _)| {
            let rest = &markdown[start..];
            &rest[..rest.find(|end: char| "`）)」 、。\n".contains(end)).unwrap_or(rest.len())]
        });
        let missing = made.filter(|path| !self.folder().join(path).exists());
        wrong.extend(missing.map(|path| format!(" {path} has not been made")));
        wrong
    }

    /// Types the commands of a block. They succeed, if the answer shows no error.
    fn type_in(&mut self, block: &str, answer: Option<&str>) -> Result<(), String> {
        self.said.clear();
        for line in block.lines() {
            let command = line.split("  ").next().unwrap_or_default().trim();
            let command = command
                .strip_prefix("cargo run --release -- ")
                .map_or_else(|| command.to_owned(), |arguments| format!("shinchoku {arguments}"));
            let words = words(&command);
            // Where it lies does not matter.
            let name = words[0].rsplit(['/', '\\']).next();
            if !matches!(name, Some("shinchoku" | "shinchoku.exe")) {
                is_there(&command)?;
                continue;
            }
            let run = self.run(&words[1..]);
            let is_refused = answer.is_some_and(is_error);
            if (run.status != 0) != is_refused {
                return Err(format!("{command} ({})\n{}{}", run.status, run.stdout, run.stderr));
            }
            self.said += &(run.stdout + &run.stderr);
        }
        Ok(())
    }

    /// Runs a command as it would be where the reader is.
    fn run(&self, arguments: &[String]) -> Run {
        let mut arguments = arguments.to_vec();
        self.bring(&arguments);
        let has = |arguments: &[String], option: &str| arguments.iter().any(|argument| argument == option);
        match arguments.first().map(String::as_str) {
            Some("init") if !has(&arguments, "--name") => {
                let more: &[_] = if has(&arguments, "--from") { &[] } else { &MORE_ANSWERS };
                let answers = ANSWERS.iter().chain(more);
                arguments.extend(answers.flat_map(|(option, answer)| [*option, *answer]).map(str::to_owned));
            }
            // What was handed out before is not returned any more.
            Some("forms") if !has(&arguments, "--review") => {
                for form in self.handed_out() {
                    fs::remove_file(form).unwrap();
                }
            }
            Some("status") => arguments.extend(["--today".to_owned(), TODAY.to_owned()]),
            _ => {}
        }
        if waits(&arguments) { self.watch(&arguments) } else { said(&self.folder(), &arguments) }
    }

    /// Starts what goes on until it is ended, and ends it when the booklet is there.
    fn watch(&self, arguments: &[String]) -> Run {
        let mut arguments: Vec<String> = arguments.to_vec();
        for argument in &mut arguments {
            // Another computer's address.
            if argument.starts_with("192.168.") {
                argument.replace_range(.., "127.0.0.1");
            }
        }
        if !arguments.is_empty() && !arguments.iter().any(|argument| argument == "--port") {
            arguments.extend(["--port".to_owned(), "0".to_owned()]);
        }
        let mut program = program(&self.folder());
        if arguments.is_empty() || arguments.iter().any(|argument| argument == "--open") {
            // Where no browser is found.
            program.env("PATH", self.folder().join("設定"));
        }
        let mut child =
            program.args(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = String::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            stdout += &(line.unwrap() + "\n");
            if stdout.contains(SHOWN) {
                break;
            }
        }
        let status = i32::from(!stdout.contains(SHOWN));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        Run { status, stdout, stderr: String::from_utf8(output.stderr).unwrap() }
    }

    /// Writes a file as it is shown, or values of it, and has it checked. What is shown to be wrong is put right again.
    fn write(&mut self, block: &str, answer: Option<&str>) -> Result<(), String> {
        let first = block.lines().next().unwrap_or_default();
        let name = first.strip_prefix("# ").filter(|name| name.starts_with("data/"));
        let name = name.ok_or("a block of YAML that does not say of which file it is")?;
        let (name, is_part) =
            name.strip_suffix(" の一部").map_or((name.trim_end(), false), |name| (name, true));
        let path = format!("計画/{name}");
        let before = fs::read(self.project.path(&path)).ok();
        if is_part {
            let before = before.as_deref().ok_or_else(|| format!("no {name} of which this is a part"))?;
            let mut whole: Value = serde_yaml::from_slice(before).unwrap();
            put(&mut whole, serde_yaml::from_str(block).map_err(|error| error.to_string())?);
            self.project.write(&path, serde_yaml::to_string(&whole).unwrap());
        } else {
            self.project.write(&path, block);
        }
        // A draft is made of what is there, so that what others have not yet written is no fault of a sample.
        let command = if answer.is_some() { &["check"][..] } else { &["build", "--draft"] };
        let arguments: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
        let run = said(&self.folder(), &arguments);
        self.said = run.stdout + &run.stderr;
        let is_refused = answer.is_some_and(is_error);
        if (run.status != 0) != is_refused {
            return Err(self.said.clone());
        }
        if is_refused {
            let path = self.project.path(&path);
            before.map_or_else(|| fs::remove_file(&path), |before| fs::write(&path, before)).unwrap();
        }
        Ok(())
    }

    /// Looks for the lines of an answer, one after the other, in what was said.
    fn compare(&self, answer: &str) -> Result<(), String> {
        let said: Vec<&str> = self.said.lines().map(str::trim_end).collect();
        let answer: Vec<&str> = answer.lines().map(str::trim_end).collect();
        let mut from = 0;
        for shown in answer.split(|line| *line == "…").filter(|lines| !lines.is_empty()) {
            let at = (from..said.len()).find(|at| {
                let there = &said[*at..];
                there.len() >= shown.len()
                    && shown.iter().zip(there).all(|(shown, said)| is_shown(said, shown))
            });
            from = at.ok_or_else(|| format!("not said:\n{}\nbut:\n{}", shown.join("\n"), self.said))?
                + shown.len();
        }
        Ok(())
    }

    /// Brings what a command is about, as people would have it by then.
    fn bring(&self, arguments: &[String]) {
        let collects = arguments.first().is_some_and(|command| command == "collect");
        for argument in arguments.iter().skip(1).filter(|argument| !argument.starts_with('-')) {
            let path = self.folder().join(argument);
            if collects && path.is_file() {
                fill(&path, &path);
            } else if argument == "返却" {
                self.return_forms();
            } else if argument.starts_with("HEAD") {
                self.keep_versions();
            } else if path.exists() {
                // It has been brought for another command.
            } else if argument == "目標.xlsx" {
                targets(&path);
            } else if path.extension().is_some_and(|end| end == "xlsx") {
                two_forms().save(&path).unwrap();
            } else if argument == "R5のシート" {
                fs::create_dir(&path).unwrap();
                two_forms().save(path.join("シート.xlsx")).unwrap();
            } else if argument.starts_with("../") {
                self.keep_earlier(argument);
            }
        }
    }

    /// The forms that were handed out last.
    fn handed_out(&self) -> Vec<PathBuf> {
        let Ok(files) = fs::read_dir(self.folder().join("out")) else { return Vec::new() };
        let files = files.map(|file| file.unwrap().path());
        files.filter(|path| path.to_str().unwrap().contains("記入様式")).collect()
    }

    /// Fills in the forms that were handed out.
    fn return_forms(&self) {
        let returned = self.folder().join("返却");
        let _ = fs::remove_dir_all(&returned);
        for form in self.handed_out() {
            fill(&form, &returned.join(form.file_name().unwrap()));
        }
    }

    /// Keeps the records as they were earlier, beside those of now.
    fn keep_earlier(&self, name: &str) {
        let earlier = self.folder().join(name).join("data");
        copy_folder(&self.folder().join("data"), &earlier);
        for year in fs::read_dir(earlier.join("records")).unwrap().map(Result::unwrap) {
            let record = year.path().join("koekake.yaml");
            let text = fs::read_to_string(&record).unwrap();
            fs::write(&record, text.replace("12回行いました。", "11回行いました。")).unwrap();
        }
    }

    /// Keeps the records in git, twice.
    fn keep_versions(&self) {
        if self.folder().join(".git").exists() {
            return;
        }
        for arguments in [
            &["init", "--quiet"][..],
            &["add", "data"],
            &["commit", "--quiet", "--message", "first"],
            &["commit", "--quiet", "--allow-empty", "--message", "second"],
        ] {
            let git = Command::new("git")
                .args(["-c", "user.name=x", "-c", "user.email=x@example.jp"])
                .args(arguments)
                .current_dir(self.folder())
                .output();
            assert!(git.unwrap().status.success(), "{arguments:?}");
        }
    }
}

/// Writes into a form what is not yet written there.
fn fill(from: &Path, to: &Path) {
    let mut form = Form::open(from);
    for input in form.inputs().into_iter().filter(|input| input.value.is_empty()) {
        let text = match input.keys[1].as_str() {
            "自己評価" | "査定" => "4",
            // A slip, so that there is something to be told.
            "今後の方針" => "次の年度にに取り組みます。",
            _ => "12回行いました。",
        };
        form.fill(&input, text);
    }
    form.save(to);
}

/// A table of targets.
fn targets(path: &Path) {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    for (row, line) in (0..).zip([["事業名", "指標目標"], ["声かけ運動", "15回"], ["配食", "年間500食"]])
    {
        for (column, text) in (0..).zip(line) {
            sheet.write(row, column, text).unwrap();
        }
    }
    writer.save(path).unwrap();
}

/// Puts values into others: mappings are joined, all else is replaced.
fn put(whole: &mut Value, part: Value) {
    match (whole, part) {
        (Value::Mapping(whole), Value::Mapping(part)) => {
            for (key, value) in part {
                put(whole.entry(key).or_insert(Value::Null), value);
            }
        }
        (whole, part) => *whole = part,
    }
}

/// Whether a line is what is shown of it: `…` stands for anything.
fn is_shown(said: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = said.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

/// Whether what is run for another program than ours is there.
fn is_there(command: &str) -> Result<(), String> {
    match command.split(' ').collect::<Vec<_>>()[..] {
        [""] | ["cargo", "test" | "bench", ..] | ["cd" | "tar", ..] => Ok(()),
        [script] if repository().join(script).is_file() => Ok(()),
        _ => Err(format!("{command}: nobody knows what this is")),
    }
}

/// Whether an answer is one to something wrong.
fn is_error(answer: &str) -> bool {
    answer.contains("エラー[")
}

/// Fails with all that is wrong.
fn assert_right(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

#[test]
fn each_chapter_does_what_it_says() {
    let texts = texts();
    let read = |(name, text): &(String, String)| {
        let wrong = Reading::begin(name).through(text);
        wrong.into_iter().map(|wrong| format!("{name}:{wrong}")).collect::<Vec<_>>()
    };
    // Side by side, two at a time.
    let halves = [0, 1].map(|half| texts.iter().skip(half).step_by(2));
    let wrong: Vec<String> = thread::scope(|scope| {
        let readers = halves.map(|half| scope.spawn(move || half.flat_map(read).collect::<Vec<_>>()));
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect()
    });
    assert_right(&wrong);
}

/// The commands of the program, and all that it says of its options.
fn commands() -> (Vec<String>, String) {
    let here = Project::empty();
    let help = here.run(&["--help"]).stdout;
    let listed = help.lines().skip_while(|line| *line != "コマンド:").skip(1);
    let listed = listed.take_while(|line| line.starts_with("  "));
    let names: Vec<String> = listed
        .filter(|line| !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    let helps = names.iter().map(|name| here.run(&[name, "--help"]).stdout).collect::<String>();
    (names, help + &helps)
}

#[test]
fn each_command_and_option_is_known_to_both() {
    let texts = texts();
    let (names, help) = commands();
    assert!(names.len() > 10, "{names:?}");
    let manual: String = texts.iter().map(|(_, text)| text.as_str()).collect();
    let unmentioned = names.iter().filter(|name| !manual.contains(&format!("shinchoku {name}")));
    let mut wrong: Vec<String> = unmentioned.map(|name| format!("{name} is not in the manual")).collect();
    let here = Project::small();
    let mut seen = BTreeSet::new();
    for (place, line) in prose(&texts) {
        for code in between(&line, "`", "`") {
            // In a line of prose commands are named, not typed: their arguments are read.
            if code.starts_with("shinchoku ") && seen.insert(code.to_owned()) {
                let mut arguments = words(code)[1..].to_vec();
                arguments.push("--help".to_owned());
                let run = said(&here.path(""), &arguments);
                if run.status != 0 {
                    wrong.push(format!("{place}: {code}\n{}", run.stderr));
                }
            }
            if code.starts_with("shinchoku ") || code.starts_with("--") {
                let options = code.split(' ').filter(|word| word.starts_with("--") && *word != "---");
                let unknown = options.filter(|option| !help.contains(*option));
                wrong.extend(unknown.map(|option| format!("{place}: no option {option}")));
            }
        }
    }
    assert_right(&wrong);
}

#[test]
fn each_code_is_explained() {
    let here = Project::empty();
    let mut wrong = Vec::new();
    let mut codes: BTreeSet<(String, String)> = BTreeSet::new();
    for (name, text) in texts() {
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        let is_code = |word: &&str| {
            word.len() == 5
                && word.starts_with(['E', 'W'])
                && word[1..].bytes().all(|digit| digit.is_ascii_digit())
        };
        codes.extend(words.filter(is_code).map(|code| (code.to_owned(), name.clone())));
    }
    assert!(codes.len() > 3, "{codes:?}");
    for (code, name) in codes {
        if here.run(&["explain", &code]).status != 0 {
            wrong.push(format!("{name}: {code} is no code"));
        }
    }
    assert_right(&wrong);
}

#[test]
fn each_word_of_a_screen_stands_there() {
    let screens = ["src/preview/page", "src/exchange/forms"].map(|folder| all_of(&repository().join(folder)));
    let screens = screens.concat();
    let chapters: Vec<_> = texts().into_iter().filter(|(name, _)| name.starts_with(MANUAL)).collect();
    let mut looked_for = 0;
    let wrong: Vec<String> = prose(&chapters)
        .iter()
        .flat_map(|(place, line)| {
            // A whole sentence in bold letters is one to be heeded.
            let words = between(line, "**", "**").into_iter().filter(|word| !word.ends_with('。'));
            let unknown = words.inspect(|_| looked_for += 1).filter(|word| !screens.contains(*word));
            unknown.map(|word| format!("{place}: {word} stands on no screen")).collect::<Vec<_>>()
        })
        .collect();
    assert!(looked_for > 20, "{looked_for}");
    assert_right(&wrong);
}

/// What a table says can be written in a plan can be: fields of the form all together, and each of the other keys.
#[test]
fn each_entry_of_the_table_of_forms_is_taken() {
    const KEYS: [&str; 5] = ["様式", "呼称", "計画期間", "評価基準", "全体の評価"];
    let table = fs::read_to_string(repository().join("docs/forms.md")).unwrap();
    let mut form: Value =
        serde_yaml::from_str("{様式: {項目: {改善策: {種類: 文章, 必須: しない}}}}").unwrap();
    let mut plans = Vec::new();
    for (place, line) in prose(&[("docs/forms.md".to_owned(), table)]) {
        for code in between(&line, "`", "`") {
            let Ok(Value::Mapping(mut typed)) = serde_yaml::from_str::<Value>(code) else { continue };
            let fields =
                typed.iter_mut().filter_map(|(key, value)| Some((key.clone(), value.as_mapping_mut()?)));
            for (name, field) in
                fields.filter(|(_, field)| field.contains_key("種類") || field.contains_key("引用"))
            {
                // The measures of the plan say nothing of it.
                if field.contains_key("種類") {
                    field.insert("必須".into(), "しない".into());
                }
                let field = [(name, Value::Mapping(field.clone()))].into_iter().collect();
                let part = [(
                    "様式".into(),
                    Value::Mapping([("項目".into(), Value::Mapping(field))].into_iter().collect()),
                )];
                put(&mut form, Value::Mapping(part.into_iter().collect()));
            }
            let is_whole = |(key, value): (&Value, &Value)| {
                key.as_str().is_some_and(|key| KEYS.contains(&key))
                    && (value.is_mapping() || key == "計画期間")
            };
            if typed.iter().all(is_whole) {
                plans.push((format!("{place}: {code}"), Value::Mapping(typed)));
            }
        }
    }
    let fields = form["様式"]["項目"].as_mapping().unwrap().len();
    assert!(fields > 10 && plans.len() > 4, "{fields} {}", plans.len());
    plans.push(("the fields together".to_owned(), form));
    let mut wrong = Vec::new();
    for (place, typed) in plans {
        let project = Project::small();
        let plan = fs::read(project.path("data/plan.yaml")).unwrap();
        let mut plan: Value = serde_yaml::from_slice(&plan).unwrap();
        put(&mut plan, typed);
        project.write("data/plan.yaml", serde_yaml::to_string(&plan).unwrap());
        let run = project.run(&["build", "--draft"]);
        if run.status != 0 {
            wrong.push(format!("{place}\n{}", run.stderr));
        }
    }
    assert_right(&wrong);
}

/// What is written in the files of a folder and in those of the folders in it.
fn all_of(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { all_of(&path) } else { fs::read_to_string(path).unwrap() })
        .collect()
}

#[test]
fn each_key_is_one_of_the_form() {
    let form: String = ["src/form", "src/model"].map(|folder| all_of(&repository().join(folder))).concat();
    let mut looked_for = 0;
    let wrong: Vec<String> = prose(&texts())
        .iter()
        .flat_map(|(place, line)| {
            let keys = between(line, "`", "`").into_iter().filter_map(|code| Some(code.split_once(": ")?.0));
            // One that a council might have is an example.
            let keys = keys.filter(|key| key.chars().all(char::is_alphabetic) && *key != "課題");
            let keys = keys.inspect(|_| looked_for += 1);
            let unknown = keys.filter(|key| !form.contains(&format!("\"{key}\"")));
            unknown.map(|key| format!("{place}: no key {key}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(looked_for > 5, "{looked_for}");
    assert_right(&wrong);
}

#[test]
fn each_file_of_the_layouts_is_there() {
    let mut looked_for = 0;
    let wrong: Vec<String> = prose(&texts())
        .iter()
        .flat_map(|(place, line)| {
            let is_layout = |name: &&str| {
                [".typ", ".j2", ".css"].iter().any(|end| name.ends_with(end)) && !name.starts_with('.')
            };
            let named = between(line, "`", "`").into_iter().filter(is_layout).inspect(|_| looked_for += 1);
            let missing = named.filter(|name| !repository().join("layouts").join(name).is_file());
            missing.map(|name| format!("{place}: no layouts/{name}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(looked_for > 10, "{looked_for}");
    assert_right(&wrong);
}

#[test]
fn each_link_leads_somewhere() {
    let mut texts = texts();
    let others = [SUMMARY].into_iter().chain(APPENDICES);
    texts.extend(others.map(|name| (name.to_owned(), fs::read_to_string(repository().join(name)).unwrap())));
    let mut wrong = Vec::new();
    for (place, line) in prose(&texts) {
        let file = repository().join(place.rsplit_once(':').unwrap().0);
        let links = between(&line, "](", ")").into_iter().chain(between(&line, "src=\"", "\""));
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (path, fragment) =
                link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)));
            let target = if path.is_empty() { file.clone() } else { file.parent().unwrap().join(path) };
            if !target.is_file() {
                wrong.push(format!("{place}: {link} leads nowhere"));
                continue;
            }
            let Some(fragment) = fragment else { continue };
            let text = fs::read_to_string(target).unwrap();
            let mut headings = pieces(&text).into_iter().filter_map(|piece| match piece {
                Piece::Heading(heading) => Some(anchor(&heading)),
                Piece::Prose { .. } | Piece::Block { .. } => None,
            });
            if !headings.any(|heading| heading == fragment) {
                wrong.push(format!("{place}: {link} has no such heading"));
            }
        }
    }
    assert_right(&wrong);
}

#[test]
fn each_chapter_and_appendix_is_in_the_list() {
    let summary = fs::read_to_string(repository().join(SUMMARY)).unwrap();
    let listed: BTreeSet<&str> = between(&summary, "](", ")").into_iter().collect();
    let appendices = APPENDICES.map(|name| format!("../{}", name.trim_start_matches("docs/")));
    let there: Vec<String> = texts()
        .into_iter()
        .filter_map(|(name, _)| Some(name.strip_prefix(MANUAL)?.trim_start_matches('/').to_owned()))
        .chain(appendices)
        .collect();
    assert_eq!(listed, there.iter().map(String::as_str).collect());
}
