//! The running program.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

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
        let mut program = program
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(project.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
        let url = lines.find_map(|line| line.strip_suffix(GREETING).map(str::to_owned)).unwrap();
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
