//! The command line: what was meant by what is misspelt, and what helps one to type it.

use std::fs;
use std::process::Command;

use crate::support::Project;

#[test]
fn what_is_misspelt_is_told_with_what_was_meant() {
    let project = Project::small();
    for (arguments, status, said) in [
        (&["bulid"][..], 2, "「build」か「publish」ではありませんか。"),
        (&["colect"], 2, "「collect」か「"),
        // Dashes as word processors and input methods make them.
        (&["build", "–draft"], 2, "「--draft」ではありませんか。"),
        (&["build", "ーーdraft"], 2, "「--draft」ではありませんか。"),
        (&["build", "−−format=png"], 2, "「--format=png」ではありませんか。"),
        (&["build", "-root", "x"], 2, "「--root」ではありませんか。"),
        (&["build", "--sections", "福祉課"], 2, "「--section」ではありませんか。"),
        (&["build", "--formt", "png"], 2, "shinchoku build --help"),
        (&["diff"], 2, "「<旧>」が足りません。"),
        (&["check", "--root", "data"], 2, "--root \"data/..\""),
    ] {
        let run = project.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {}", run.stderr);
        let told = [run.stdout, run.stderr].concat();
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
    let code = project.run(&["explain", "205"]);
    assert!(code.status == 0 && code.stdout.starts_with("E0205"), "{}", code.stderr);
    let [help, usage] = [["help", "build"], ["build", "--help"]].map(|arguments| project.run(&arguments));
    assert_eq!((help.status, help.stdout), (0, usage.stdout));
}

#[test]
fn a_year_is_asked_for_as_people_write_it() {
    let project = Project::small();
    for year in ["R7", "r7", "Ｒ７", "7", "令和7年度", "2025"] {
        let run = project.run(&["check", year]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{year}: {}", run.stdout);
    }
}

/// The commands that the help lists.
fn commands(project: &Project) -> Vec<String> {
    let help = project.run(&["--help"]).stdout;
    let list = help.split("コマンド:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn every_command_has_a_page_for_man_in_japanese() {
    let project = Project::empty();
    let run = project.run(&["man", "-o", "man"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let commands = commands(&project);
    assert!(commands.len() > 10, "{commands:?}");
    for command in &commands {
        let page = fs::read_to_string(project.path(&format!("man/shinchoku-{command}.1"))).unwrap();
        for heading in
            [".SH 名前", ".SH 書式", ".SH オプション", &format!("shinchoku {}", command.replace('-', "\\-"))]
        {
            assert!(page.contains(heading), "{heading}\n{page}");
        }
        let english = ["NAME", "SYNOPSIS", "OPTIONS", "Usage", "Print help", "[default", "[possible"];
        assert!(english.iter().all(|word| !page.contains(word)), "{page}");
    }
    let page = fs::read_to_string(project.path("man/shinchoku.1")).unwrap();
    assert!(
        commands.iter().all(|command| page.contains(&format!("\\fB{}\\fR", command.replace('-', "\\-")))),
        "{page}"
    );
    assert_eq!(fs::read_dir(project.path("man")).unwrap().count(), commands.len() + 1);
}

#[test]
fn shells_complete_every_command() {
    let project = Project::empty();
    let commands = commands(&project);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = project.run(&["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{shell}");
        for command in &commands {
            assert!(run.stdout.contains(command), "{shell}: {command}");
        }
    }
    let run = project.run(&["completions", "cmd"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("書けるのは: bash, elvish, fish, powershell, zsh"), "{}", run.stderr);
}

/// In how many columns of a terminal a text stands.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn the_columns_of_the_help_are_aligned_and_no_line_is_longer_than_the_terminal() {
    let project = Project::empty();
    let commands = commands(&project);
    let helps = commands.iter().map(|command| project.run(&[command, "--help"]).stdout);
    let mut aligned = 0;
    for help in helps.chain([project.run(&["--help"]).stdout]) {
        let longest = help.lines().map(width).max().unwrap();
        assert!(longest <= 100, "{longest}\n{help}");
        for list in help.split("\n\n").skip(2) {
            // Where the explanation begins behind the name, and where its further lines do.
            let columns: Vec<usize> = list
                .lines()
                .skip(1)
                .filter_map(|line| {
                    let indent = line.len() - line.trim_start().len();
                    let named = line[indent..].find("  ").map(|end| &line[..indent + end]);
                    match named {
                        Some(name) => Some(
                            width(name) + line[name.len()..].len() - line[name.len()..].trim_start().len(),
                        ),
                        None => (indent > 8).then_some(indent),
                    }
                })
                .collect();
            assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{columns:?}\n{list}");
            aligned += columns.len().saturating_sub(1);
        }
    }
    assert!(aligned > 50, "{aligned}");
}

#[test]
fn the_help_goes_into_narrow_terminals() {
    let project = Project::empty();
    let mut commands = commands(&project);
    commands.push(String::new());
    for columns in [40, 60, 80] {
        for command in commands.iter().map(String::as_str).chain(["home", "man"]) {
            let run = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
                .args(["help", command].into_iter().filter(|argument| !argument.is_empty()))
                .env("COLUMNS", columns.to_string())
                .output()
                .unwrap();
            let help = String::from_utf8(run.stdout).unwrap();
            assert!(help.contains("使い方: shinchoku"), "{command}: {help}");
            for line in help.lines() {
                let is_well_begun = !line.trim_start().starts_with(['、', '。', '」', '）', ']', '>', '…']);
                assert!(width(line) <= columns && is_well_begun, "{columns}: {line}\n{help}");
                // Room for some words is left beside names.
                let indent = line.len() - line.trim_start().len();
                assert!(indent + 20 <= columns, "{columns}: {line}\n{help}");
            }
            let words = help.split_whitespace().collect::<String>();
            let wide = project.run(&["help", command][..=usize::from(!command.is_empty())]);
            assert_eq!(words, wide.stdout.split_whitespace().collect::<String>(), "nothing is lost");
        }
    }
}

#[test]
fn what_is_typed_first_is_explained_first() {
    let help = Project::empty().run(&["diff", "--help"]).stdout;
    assert!(help.find("  <旧>").unwrap() < help.find("  [新]").unwrap(), "{help}");
}
