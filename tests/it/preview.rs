//! The running program.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::support::Project;

pub struct Preview {
    program: Child,
    pub url: String,
    pub project: Project,
}

impl Preview {
    /// Serves a folder at any free port.
    pub fn of(project: Project, arguments: &[&str]) -> Self {
        Self::started(Command::new(env!("CARGO_BIN_EXE_shinchoku")), project, arguments)
    }

    /// Serves a folder with so many files and connections open at a time.
    #[cfg(unix)]
    pub fn with_descriptors(most: u32, project: Project) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {most}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_shinchoku")]);
        Self::started(shell, project, &[])
    }

    fn started(mut program: Command, project: Project, arguments: &[&str]) -> Self {
        program.args(["serve", "--port", "0"]).args(arguments);
        Self::greeted(program, project, &[GREETING])
    }

    /// Runs a program in a folder that says where it can be seen.
    pub fn greeted(mut program: Command, project: Project, greetings: &[&str]) -> Self {
        let mut program = program.current_dir(project.path("")).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
        let greeted =
            |line: String| greetings.iter().find_map(|end| Some(line.split_once(end)?.0.to_owned()));
        let url = lines.find_map(greeted).unwrap();
        // A program whose output nobody reads would wait.
        thread::spawn(move || lines.for_each(drop));
        Self { program, url, project }
    }

    /// Serves a copy of the real plan.
    pub fn real() -> Self {
        Self::of(Project::real(), &[])
    }

    /// Where it listens, as `127.0.0.1:3000`.
    pub fn address(&self) -> &str {
        self.url.trim_start_matches("http://").trim_end_matches('/')
    }

    /// The secret of an author, as `addresses.json` names one.
    pub fn secret(&self, author: &Value) -> String {
        let kept = fs::read(self.project.path(".shinchoku/addresses.json")).unwrap();
        let kept: Value = serde_json::from_slice(&kept).unwrap();
        let address = kept.as_array().unwrap().iter().find(|address| address["author"] == *author).unwrap();
        address["secret"].as_str().unwrap().to_owned()
    }

    pub fn id(&self) -> u32 {
        self.program.id()
    }

    /// Ends the program as a power cut would. The folder is as it was then.
    pub fn project_after_kill(mut self) -> Project {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        std::mem::replace(&mut self.project, Project::empty())
    }

    /// Whether the program is still there.
    pub fn is_running(&mut self) -> bool {
        self.program.try_wait().unwrap().is_none()
    }

    /// How it ended, once it was told to.
    pub fn wait(&mut self) -> Option<i32> {
        self.program.wait().unwrap().code()
    }
}

const GREETING: &str = " で見られます。終えるには Ctrl-C を押してください。";

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
