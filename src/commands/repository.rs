//! git, asked for the files of a version: as objects, so that nothing runs that a folder of somebody else's may name, and nothing
//! of the repository is touched.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, thread};

use shinchoku::diagnostics::{Code, Diagnostic};
use shinchoku::folder::{DATA, SOURCES, size_limit};
use shinchoku::output::TemporaryFolder;

/// How the files begin that Git LFS puts in the place of large ones.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// What to do where git alone does not have it.
const TAKE_OUT: &str =
    "git worktree などでその版をフォルダーに取り出し、版の名前の代わりに、そのフォルダーを書いてください。";

/// The repository that a folder is in.
pub struct Repository<'a> {
    root: &'a Path,
}

/// A version of a repository.
pub struct GitVersion<'a> {
    repository: Repository<'a>,
    name: String,
    /// Its full name.
    commit: String,
}

/// A file of a version.
struct Entry {
    path: PathBuf,
    object: String,
}

impl<'a> Repository<'a> {
    pub fn of(root: &'a Path) -> Self {
        Self { root }
    }

    /// The version of a name.
    ///
    /// # Errors
    /// There is none, or no repository, or no git.
    pub fn version(self, name: &str) -> Result<GitVersion<'a>, Diagnostic> {
        let revision = format!("{name}^{{commit}}");
        let said = self.ask(["rev-parse", "--verify", "--end-of-options", &revision])?;
        match said {
            Ok(commit) => {
                let commit = String::from_utf8_lossy(&commit).trim().to_owned();
                Ok(GitVersion { repository: self, name: name.to_owned(), commit })
            }
            Err(reason) if reason.contains("dubious ownership") => {
                let message = "このフォルダーの持ち主が違うので、git が版を見せません。";
                Err(Diagnostic::new(Code::Unreadable, message).in_file(self.root).hint(
                    "フォルダーを信用してよければ、git config --global --add safe.directory の後にこのフォルダーを書いて、一度実行してください。",
                ))
            }
            Err(_) => {
                let message = format!("「{name}」というフォルダーも、git の版もありません。");
                Err(Diagnostic::new(Code::Usage, message).hint(
                    "前の data のあるフォルダー（data の一つ上）か、HEAD~1 や v1.0、1a2b3c4 のような版の名前を書いてください。",
                ))
            }
        }
    }

    /// The versions in which the records were changed, the newest first, each with the day and what was said of it. None, where
    /// there is no repository or no git.
    pub fn versions(&self, most: usize) -> Vec<(String, String)> {
        let most = format!("--max-count={most}");
        let listed = self.ask(["log", &most, "--format=%h%x09%cs　%s", "--", DATA]);
        let listed = listed.ok().and_then(Result::ok).unwrap_or_default();
        let listed = String::from_utf8_lossy(&listed);
        let version =
            |line: &str| line.split_once('\t').map(|(name, label)| (name.to_owned(), label.to_owned()));
        listed.lines().filter_map(version).collect()
    }

    /// What git answers, or what it says is wrong.
    ///
    /// # Errors
    /// It cannot be run.
    fn ask<'s>(
        &self,
        arguments: impl IntoIterator<Item = &'s str>,
    ) -> Result<Result<Vec<u8>, String>, Diagnostic> {
        let output = self.command(arguments).stdin(Stdio::null()).output().map_err(|error| no_git(&error))?;
        let reason = || String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(if output.status.success() { Ok(output.stdout) } else { Err(reason()) })
    }

    /// git as it is to be run: what the environment says of another repository does not count, and no program of this one runs.
    fn command<'s>(&self, arguments: impl IntoIterator<Item = &'s str>) -> Command {
        let mut command = Command::new("git");
        for (name, _) in env::vars_os().filter(|(name, _)| is_of_git(name)) {
            command.env_remove(name);
        }
        command
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .arg("-C")
            .arg(self.root)
            .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath="])
            .args(arguments);
        command
    }
}

impl GitVersion<'_> {
    /// Writes the folders of the booklet as they were.
    ///
    /// # Errors
    /// The version has no `data`, or something in it that is no file of its own; no room to write it.
    pub fn write(&self) -> Result<TemporaryFolder, Diagnostic> {
        let entries = self.entries()?;
        if !entries.iter().any(|entry| entry.path.starts_with(DATA)) {
            return Err(self
                .unreadable("data フォルダーがありません")
                .hint("その版に data フォルダーがあるかを確かめてください。"));
        }
        let folder = TemporaryFolder::new().map_err(|error| no_room(&error))?;
        self.read(&entries, |entry, bytes| {
            folder.write(&entry.path, bytes).map_err(|error| no_room(&error))
        })?;
        Ok(folder)
    }

    /// The files of the booklet's folders.
    fn entries(&self) -> Result<Vec<Entry>, Diagnostic> {
        let listed = ["ls-tree", "-r", "-z", "--long", &self.commit, "--"].into_iter().chain(SOURCES);
        let Ok(listed) = self.repository.ask(listed)? else {
            return Err(self.unreadable("ファイルの一覧を読めません"));
        };
        let lines = listed.split(|&byte| byte == 0).filter(|line| !line.is_empty());
        lines.map(|line| self.entry(&String::from_utf8_lossy(line))).collect()
    }

    /// A line of the list: `mode type object size<TAB>path`.
    fn entry(&self, line: &str) -> Result<Entry, Diagnostic> {
        const LINK: &str = "120000";
        let (facts, path) = line.split_once('\t').unwrap_or((line, ""));
        let mut facts = facts.split_whitespace();
        let (mode, kind, object, size) = (facts.next(), facts.next(), facts.next(), facts.next());
        let refused = |what: &str| self.unreadable(&format!("「{path}」は{what}")).hint(TAKE_OUT);
        let path = PathBuf::from(path);
        let stays_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        match (kind, object, size.and_then(|size| size.parse::<u64>().ok())) {
            _ if mode == Some(LINK) || !stays_inside => Err(refused("リンクなので、たどりません")),
            (Some("blob"), Some(_), Some(size)) if size > size_limit(&path) => {
                Err(refused("大きすぎて読めません"))
            }
            (Some("blob"), Some(object), Some(_)) => Ok(Entry { path, object: object.to_owned() }),
            _ => Err(refused("ファイルではありません")),
        }
    }

    /// Reads the contents of files.
    fn read(
        &self,
        entries: &[Entry],
        mut each: impl FnMut(&Entry, &[u8]) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let mut command = self.repository.command(["cat-file", "--batch"]);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut git = Ended(child.map_err(|error| no_git(&error))?);
        let (Some(mut asked), Some(said)) = (git.0.stdin.take(), git.0.stdout.take()) else {
            return Err(self.unreadable("git が答えません"));
        };
        let names: String = entries.iter().flat_map(|entry| [&entry.object, "\n"]).collect();
        // Whoever writes and reads in turn waits for ever where both pipes are full.
        let asking = thread::spawn(move || asked.write_all(names.as_bytes()));
        let mut said = BufReader::new(said);
        for entry in entries {
            let shown = entry.path.display();
            let bytes = blob(&mut said).ok().flatten().ok_or_else(|| {
                self.unreadable(&format!("「{shown}」の中身が git にありません")).hint(TAKE_OUT)
            })?;
            if bytes.starts_with(LFS_POINTER) {
                return Err(self
                    .unreadable(&format!("「{shown}」の中身は、git の外（Git LFS）にあります"))
                    .hint(TAKE_OUT));
            }
            each(entry, &bytes)?;
        }
        let _ = asking.join();
        Ok(())
    }

    fn unreadable(&self, why: &str) -> Diagnostic {
        let message = format!("git の版「{}」から data を取り出せません（{why}）。", self.name);
        Diagnostic::new(Code::Unreadable, message)
    }
}

/// A program that does not outlive the value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It has ended by itself, unless reading broke off.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The next object: `object type size`, its bytes, and a line end. None if git does not have it.
fn blob(said: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut heading = String::new();
    said.read_line(&mut heading)?;
    let mut facts = heading.split_whitespace().skip(1);
    let (Some("blob"), Some(size)) = (facts.next(), facts.next().and_then(|size| size.parse().ok())) else {
        return Ok(None);
    };
    let mut bytes = vec![0; size];
    said.read_exact(&mut bytes)?;
    said.read_exact(&mut [0])?;
    Ok(Some(bytes))
}

/// Whether a variable of the environment speaks to git.
fn is_of_git(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with("GIT_"))
}

fn no_git(error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        return Diagnostic::new(Code::Usage, "git が入っていないので、版の名前では比べられません。")
            .hint("前の data のあるフォルダー（data の一つ上）を書いてください。");
    }
    Diagnostic::new(Code::Unreadable, format!("git を動かせません（{error}）。"))
}

/// Why a version cannot be written down to be read.
fn no_room(error: &io::Error) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::StorageFull => "空きがありません".to_owned(),
        io::ErrorKind::PermissionDenied => "書き込む権限がありません".to_owned(),
        _ => error.to_string(),
    };
    let folder = env::temp_dir();
    let message = format!("前の版を、一時的なファイルのフォルダーに書き出せません（{reason}）。");
    Diagnostic::new(Code::Unwritable, message)
        .in_file(folder)
        .hint("このフォルダーのあるディスクの空きを増やしてください。")
}
