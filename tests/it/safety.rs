//! Hard days of an office: ended in the middle, saved by two at once, folders from somebody else, files that are none.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use tempfile::TempDir;

use crate::support::{Project, Random, signal};

const RECORD: &str = "data/records/R7/koekake.yaml";

/// A plan with a mistake in each record that `check --fix` mends.
fn with_mistakes() -> (Project, Vec<String>) {
    let project = Project::small();
    let mut names: Vec<String> = fs::read_dir(project.path("data/records/R7"))
        .unwrap()
        .map(|entry| format!("data/records/R7/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    names.sort();
    for name in &names {
        let text = fs::read_to_string(project.path(name)).unwrap();
        project.write(
            name,
            text.replacen("取組内容: ", "取組内容: ﾐﾝﾅと、", 1).replacen(
                "取組内容: ﾐﾝﾅと、|-\n  ",
                "取組内容: |-\n  ﾐﾝﾅと、",
                1,
            ),
        );
        assert!(fs::read_to_string(project.path(name)).unwrap().contains('ﾐ'), "{name}");
    }
    (project, names)
}

/// How often to try: more by hand, with `SHINCHOKU_ROUNDS`.
fn rounds(usual: usize) -> usize {
    env::var("SHINCHOKU_ROUNDS").map_or(usual, |rounds| rounds.parse().unwrap())
}

/// Whether the program wrote this and had not put it in its place yet.
fn is_unplaced(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(".shinchoku-")
}

/// What the program has left in a folder or below it.
fn leftovers(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_unplaced(&entry) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        } else if entry.path().is_dir() {
            found.extend(leftovers(&entry.path()));
        }
    }
    found
}

/// The files in a folder and below it that are in their places. What a killed process had not put in its place is the
/// next one's to clear.
fn placed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| !is_unplaced(entry));
    entries
        .flat_map(|entry| if entry.path().is_dir() { placed(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

/// A plan in a repository that is built, mended and ended, again and again.
struct Ended {
    project: Project,
    names: Vec<String>,
    /// The files with mistakes, and mended.
    before: Vec<String>,
    after: Vec<String>,
    temporary: TempDir,
    random: Random,
}

impl Ended {
    fn new(seed: u64) -> Self {
        let (project, names) = with_mistakes();
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            assert!(git.args(arguments).current_dir(project.path("")).status().unwrap().success());
        };
        git(&["init", "--quiet"]);
        git(&["add", "data"]);
        git(&["-c", "user.name=a", "-c", "user.email=a@example.jp", "commit", "--quiet", "-m", "a"]);
        // Something for `diff` to do.
        project.edit(RECORD, "自己評価: 4", "自己評価: 3");
        let before = read_all(&project, &names);
        assert_eq!(project.run(&["check", "--fix"]).status, 0);
        let after = read_all(&project, &names);
        let temporary = tempfile::tempdir().unwrap();
        Self { project, names, before, after, temporary, random: Random(seed) }
    }

    fn set_up(&self) {
        for (name, text) in self.names.iter().zip(&self.before) {
            self.project.write(name, text);
        }
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
        program
            .args(arguments)
            .current_dir(self.project.path(""))
            .env("TMPDIR", self.temporary.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        program
    }

    /// How long a command takes that nobody ends.
    fn duration(&self, arguments: &[&str]) -> Duration {
        self.set_up();
        let began = Instant::now();
        assert!(self.program(arguments).status().unwrap().success(), "{arguments:?}");
        began.elapsed()
    }

    /// Ends a command with a signal at a moment drawn by lot. Returns how many records were mended of how many.
    fn end(&mut self, arguments: &[&str], name: &str, duration: Duration) -> (usize, usize) {
        self.set_up();
        let mut run = self.program(arguments).spawn().unwrap();
        // Whenever it comes; the moments are only spread.
        thread::sleep(duration * u32::try_from(self.random.below(1_000)).unwrap() / 900);
        signal(run.id(), name);
        run.wait().unwrap();
        let now = read_all(&self.project, &self.names);
        for (now, (before, after)) in now.iter().zip(self.before.iter().zip(&self.after)) {
            assert!([before, after].contains(&now), "neither as it was nor mended:\n{now}");
        }
        for file in placed(&self.project.path("out")) {
            let bytes = fs::read(&file).unwrap();
            let end: &[u8] = if bytes.starts_with(b"%PDF") { b"%%EOF" } else { b"IEND\xAEB`\x82" };
            assert!(bytes.trim_ascii_end().ends_with(end), "{} is not whole", file.display());
        }
        if name == "KILL" {
            assert!(self.program(arguments).status().unwrap().success(), "after {name}: {arguments:?}");
        }
        let left = [leftovers(&self.project.path("")), leftovers(self.temporary.path())].concat();
        assert!(left.is_empty(), "{name} {arguments:?}: {left:?}");
        (now.iter().zip(&self.before).filter(|(now, before)| now != before).count(), now.len())
    }
}

fn read_all(project: &Project, names: &[String]) -> Vec<String> {
    names.iter().map(|name| fs::read_to_string(project.path(name)).unwrap()).collect()
}

#[test]
fn ended_at_any_moment_all_is_whole_and_nothing_is_left() {
    const COMMANDS: [&[&str]; 5] = [
        &["build"],
        &["check", "--fix"],
        &["build", "--format", "png"],
        &["diff", "HEAD"],
        &["check", "--format", "pdf"],
    ];
    const SIGNALS: [&str; 5] = ["INT", "TERM", "HUP", "QUIT", "KILL"];
    let mut ended = Ended::new(18);
    let durations = COMMANDS.map(|arguments| ended.duration(arguments));
    let out = ended.project.path("out");
    assert_eq!(["R7.pdf", "R7-画像", "R7-校正一覧.pdf"].map(|name| out.join(name).exists()), [true; 3]);
    for round in 0..rounds(50) {
        let (command, name) = (round % COMMANDS.len(), SIGNALS[round / COMMANDS.len() % SIGNALS.len()]);
        let (mended, all) = ended.end(COMMANDS[command], name, durations[command]);
        // A process that is killed can finish nothing; what it has put in place is whole.
        assert!(name == "KILL" || mended == 0 || mended == all, "{name}: {mended} of {all} are mended");
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "who runs it a thousand times by hand wants to know how many")]
fn killed_while_it_mends_each_record_is_whole() {
    let mut ended = Ended::new(9);
    let mending = ["check", "--fix"];
    let duration = ended.duration(&mending);
    let rounds = rounds(20);
    let results: Vec<(usize, usize)> = (0..rounds).map(|_| ended.end(&mending, "KILL", duration)).collect();
    let count = |is_such: fn(usize, usize) -> bool| {
        results.iter().filter(|&&(mended, all)| is_such(mended, all)).count()
    };
    let (untouched, whole) = (count(|mended, _| mended == 0), count(|mended, all| mended == all));
    println!("KILL × {rounds}: untouched {untouched}, mended {whole}, torn {}", rounds - untouched - whole);
}

#[test]
fn what_an_editor_saves_meanwhile_is_never_lost() {
    let mut random = Random(5);
    // In how many rounds it was saved while the program had files beside the records.
    let mut in_between = 0;
    for round in 0..rounds(20) {
        let (project, names) = with_mistakes();
        let victim = project.path(&names[random.below(names.len())]);
        let records = victim.parent().unwrap();
        let theirs = format!("{}# theirs\n", fs::read_to_string(&victim).unwrap());
        // Not among the records, of which the program would say that it is none.
        let beside = project.path("theirs");
        fs::write(&beside, &theirs).unwrap();
        let mut run = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
            .args(["check", "--fix"])
            .current_dir(project.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while round % 2 == 0 && leftovers(records).is_empty() && run.try_wait().unwrap().is_none() {}
        fs::rename(&beside, &victim).unwrap();
        in_between += usize::from(!leftovers(records).is_empty());
        run.wait().unwrap();
        let now = fs::read_to_string(&victim).unwrap();
        assert!(now.contains("# theirs"), "round {round}: {now}");
    }
    assert!(in_between > 0, "it was never saved in between");
}

#[test]
fn a_blank_at_the_end_of_a_text_hides_no_fix() {
    let project = Project::small();
    project.edit(RECORD, "自己評価: 4", "自己評価: 4\n備考: |-\n  ⺠生委員と開きました。 ");
    let run = project.run(&["check", "--fix"]);
    assert!(run.stderr.contains("か所を直しました"), "{}{}", run.stdout, run.stderr);
    assert!(fs::read_to_string(project.path(RECORD)).unwrap().contains("  民生委員と開きました。"));
}

#[test]
fn a_protected_booklet_stays_and_it_is_said_what_to_do() {
    let project = Project::small();
    project.build(&[]);
    let booklet = project.path("out/R7.pdf");
    let before = fs::read(&booklet).unwrap();
    fs::set_permissions(&booklet, fs::Permissions::from_mode(0o444)).unwrap();
    project.edit(RECORD, "自己評価: 4", "自己評価: 3");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("保護されたファイル") && run.stderr.contains("読み取り専用"),
        "{}",
        run.stderr
    );
    assert!(fs::read(&booklet).unwrap() == before);
}

#[test]
fn files_that_never_end_are_not_read() {
    for name in
        [RECORD, "data/plan.yaml", "data/years/R7.yaml", "data/用語.yaml", "layouts/theme.typ", "fonts/a.ttf"]
    {
        for never_ending in ["/dev/zero", "pipe"] {
            let project = Project::small();
            let path = project.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let _ = fs::remove_file(&path);
            if never_ending == "pipe" {
                assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
            } else {
                symlink(never_ending, &path).unwrap();
            }
            let run = project.run(&["build"]);
            assert_ne!(run.status, 0, "{name} {never_ending}");
            assert!(run.stderr.contains(name), "{name} {never_ending}: {}", run.stderr);
        }
    }
}

#[test]
fn what_editors_and_systems_leave_is_passed_over_and_copies_are_told_as_such() {
    let project = Project::small();
    for name in [
        "data/records/R7/koekake.yaml~",
        "data/records/R7/#koekake.yaml#",
        "data/records/R7/4913",
        "data/Thumbs.db",
        "data/records/.DS_Store",
        "data/records/R7/~$koekake.xlsx",
        "fonts/._a.ttf",
        "layouts/cover.typ.j2~",
    ] {
        project.write(name, "x");
    }
    project.build(&[]);
    for copy in ["koekake-PC01.yaml", "koekake (競合コピー 2026-04-01).yaml", "koekake - コピー.yaml"]
    {
        let project = Project::small();
        project.write(&format!("data/records/R7/{copy}"), "指標目標: 1回\n");
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{copy}");
        assert!(
            run.stderr.contains("「koekake.yaml」の写しのようです") && run.stderr.contains(copy),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_folder_in_the_place_of_the_word_list_is_told() {
    let project = Project::small();
    fs::create_dir(project.path("data/用語.yaml")).unwrap();
    let run = project.run(&["build"]);
    assert!(
        run.stderr.contains("data/用語.yaml") && run.stderr.contains("同じ名前のフォルダー"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_terminal_obeys_nothing_that_is_typed() {
    let project = Project::small();
    project.edit(RECORD, "自己評価: 4", "自己評価: \"4\\e[31m\\x07\\u202E\\u009B2J\"");
    for arguments in
        [&["build"][..], &["check"], &["check", "--format", "json"], &["check", "--format", "markdown"]]
    {
        let run = project.run(arguments);
        let said = [run.stdout, run.stderr].concat();
        assert!(said.contains("E0205"), "{said}");
        for obeyed in ['\u{1B}', '\u{7}', '\u{202E}', '\u{9B}'] {
            assert!(!said.contains(obeyed), "{arguments:?}: {said:?}");
        }
    }
}

#[test]
fn git_runs_nothing_that_a_folder_names_and_follows_no_link() {
    let project = Project::small();
    let ran = project.path("ran");
    let git = |arguments: &[&str]| {
        let run = Command::new("git").args(arguments).current_dir(project.path("")).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    let commit = ["-c", "user.name=a", "-c", "user.email=a@example.jp", "commit", "--quiet", "-m", "a"];
    git(&["init", "--quiet"]);
    git(&["add", "data"]);
    git(&commit);
    project.write("run.sh", format!("#!/bin/sh\ntouch '{}'\ncat\n", ran.display()));
    fs::set_permissions(project.path("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    let program = project.path("run.sh").display().to_string();
    git(&["config", "core.fsmonitor", &program]);
    git(&["config", "core.hooksPath", "."]);
    git(&["config", "filter.own.smudge", &program]);
    fs::copy(project.path("run.sh"), project.path("post-index-change")).unwrap();
    project.write(".git/info/attributes", "*.yaml filter=own\n");
    let other = Project::small();
    project.edit(RECORD, "自己評価: 4", "自己評価: 3");
    let run = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
        .args(["diff", "HEAD"])
        .current_dir(project.path(""))
        .env("GIT_DIR", other.path("none"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(!ran.exists(), "a program of the repository ran");
    // Git itself would have run it.
    git(&["status"]);
    assert!(ran.exists());
    fs::remove_file(project.path("data/用語.yaml")).ok();
    symlink("/etc/passwd", project.path("data/用語.yaml")).unwrap();
    git(&["-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "add", "data/用語.yaml"]);
    let unhooked = [&["-c", "core.fsmonitor=false", "-c", "core.hooksPath="][..], &commit].concat();
    git(&unhooked);
    let run = project.run(&["diff", "HEAD"]);
    assert!(run.stderr.contains("リンクなので") && !run.stderr.contains("root:"), "{}", run.stderr);
}

#[test]
fn a_damaged_font_is_named_and_nothing_hangs() {
    let font = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/BIZUDGothic-Regular.ttf")).unwrap();
    let faces = [b"ttcf\0\x01\0\0".as_slice(), &[0xFF; 4], &[0; 4096]].concat();
    for bytes in [faces, font[..font.len() / 3].to_vec(), b"OTTO\xFF\xFF".to_vec()] {
        let project = Project::small();
        project.write("fonts/own.ttf", bytes);
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains("E0503") && run.stderr.contains("fonts/own.ttf"), "{}", run.stderr);
    }
}

#[test]
fn a_picture_beside_a_template_is_found_and_one_elsewhere_is_told_where_to_go() {
    let project = Project::small();
    let mut picture = Vec::new();
    image::DynamicImage::new_rgb8(2, 2)
        .write_to(&mut std::io::Cursor::new(&mut picture), image::ImageFormat::Png)
        .unwrap();
    project.write("layouts/印.png", picture);
    let cover = crate::support::layout("cover.typ.j2");
    project.write("layouts/cover.typ.j2", format!("{cover}\n#image(\"印.png\", alt: \"印\")\n"));
    project.build(&[]);
    project.write("layouts/cover.typ.j2", format!("{cover}\n#image(\"/data/印.png\", alt: \"印\")\n"));
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("layouts フォルダーに置いて"), "{}", run.stderr);
}

#[test]
fn a_picture_that_is_no_picture_or_too_large_ends_no_program() {
    // A PNG of 60000 by 60000 pixels that ends there.
    let large = [
        b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".as_slice(),
        &[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0, 0x0F, 0xB0, 0xE2, 0x15],
        b"\0\0\0\0IDAT\x35\xAF\x06\x1E",
    ]
    .concat();
    let linked = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='large.png' width='9' height='9'/></svg>";
    let cover = crate::support::layout("cover.typ.j2");
    for (name, bytes, file, words) in [
        ("large.png", large.as_slice(), "layouts/large.png", "60000 × 60000 画素"),
        ("linked.svg", linked, "layouts/large.png", "60000 × 60000 画素"),
        ("a.jpg", b"\x89PNG\r\n\x1A\n", "layouts/a.jpg", ".png に直し"),
        ("a.bmp", b"BM", "layouts/a.bmp", "保存し直して"),
        ("a.pdf", b"%PDF-1.4", "layouts/cover.typ.j2", "保存し直して"),
    ] {
        let project = Project::small();
        project.write("layouts/large.png", &large);
        project.write(&format!("layouts/{name}"), bytes);
        project.write("layouts/cover.typ.j2", format!("{cover}\n#image(\"{name}\", alt: \"印\")\n"));
        let run = project.run(&["build"]);
        let said = &run.stderr;
        assert_eq!(run.status, 1, "{name}: {said}");
        assert!(said.contains("E0505") && said.contains(file) && said.contains(words), "{name}: {said}");
    }
}

#[test]
fn other_names_of_a_record_keep_what_it_was_and_that_is_told() {
    let (project, names) = with_mistakes();
    let before = fs::read(project.path(&names[0])).unwrap();
    fs::hard_link(project.path(&names[0]), project.path("backup.yaml")).unwrap();
    let run = project.run(&["check", "--fix"]);
    assert!(run.stderr.contains("W0907") && run.stderr.contains(&names[0]), "{}", run.stderr);
    assert_eq!(fs::read(project.path("backup.yaml")).unwrap(), before);
    assert_ne!(fs::read(project.path(&names[0])).unwrap(), before);
    project.build(&[]);
    fs::hard_link(project.path("out/R7.pdf"), project.path("out/控え.pdf")).unwrap();
    for arguments in [&["build"][..], &["build", "--format", "pdf", "-o", "out/控え.pdf"]] {
        let run = project.run(arguments);
        let is_told = run.stderr.contains("W0907");
        assert_eq!((run.status, is_told), (0, arguments.len() == 1), "{}", run.stderr);
    }
}

#[test]
fn templates_that_never_end_and_pages_that_no_paper_has_are_told() {
    let cover = crate::support::layout("cover.typ.j2");
    for (template, code, words) in [
        (
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
            "E0401",
            "終わりません",
        ),
        ("#set page(width: 1e9pt, height: 1e9pt)\n#pagebreak()\nあ", "E0504", "紙が大きすぎます"),
        ("#let a = (0,) * 4611686018427387904", "E0501", ""),
        (&format!("{{{{ {}true }}}}", "not ".repeat(100_000)), "E0401", "字より長い"),
        (&format!("{{{{ {}1 }}}}", "1 + ".repeat(100_000)), "E0401", "字より長い"),
    ] {
        let project = Project::small();
        project.write("layouts/cover.typ.j2", format!("{cover}\n{template}\n"));
        let run = project.run(&["build", "--format", "png"]);
        let said = &run.stderr;
        assert_eq!(run.status, 1, "{said}");
        assert!(said.contains(code) && said.contains(words), "{code} {words}: {said}");
    }
}

#[test]
fn few_open_files_are_enough() {
    let project = Project::small();
    let run = Command::new("sh")
        .args(["-c", "ulimit -n 40; exec \"$0\" build --format png", env!("CARGO_BIN_EXE_shinchoku")])
        .current_dir(project.path(""))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let pages = fs::read_dir(project.path("out/R7-画像")).unwrap().count();
    assert!(pages > 5, "{pages}");
}

#[test]
fn long_texts_full_of_mistakes_are_told_in_short() {
    let project = Project::small();
    project.edit(RECORD, "自己評価: 4", &format!("自己評価: 4\n備考: {}", "（".repeat(30_000)));
    let run = project.run(&["check"]);
    let said = [run.stdout, run.stderr].concat();
    assert!(said.contains("ほかに") && said.contains("か所あります"), "{}", &said[..2_000.min(said.len())]);
    assert!(said.lines().all(|line| line.chars().count() < 400), "a line of the list is as long as the text");
    assert!(said.len() < 300_000, "{}", said.len());
}
