//! What the server gives to whom.

#[cfg(target_os = "linux")]
use std::io::{BufRead, BufReader};
use std::io::{Read, Write};
use std::net::TcpStream;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::preview::Preview;
#[cfg(unix)]
use crate::support::interrupt;
use crate::support::{Project, repository};

/// The answer to a request as it stands there.
pub fn answer(preview: &Preview, request: &str) -> String {
    let mut stream = TcpStream::connect(preview.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The answer to a question for a path.
pub fn get(preview: &Preview, path: &str, host: &str) -> String {
    answer(preview, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
}

#[test]
fn only_its_own_names_are_answered() {
    let preview = Preview::of(Project::small(), &[]);
    let port = preview.address().split_once(':').unwrap().1;
    for host in ["127.0.0.1", &format!("127.0.0.1:{port}"), &format!("localhost:{port}")] {
        let answer = get(&preview, "/state", host);
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("みどり町"), "{host}: {answer}");
    }
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1.evil.example", "192.168.1.1", ""]
    {
        let answer = get(&preview, "/state", host);
        assert!(!answer.starts_with("HTTP/1.1 200") && !answer.contains("みどり町"), "{host}: {answer}");
    }
    for request in [
        "GET http://evil.example/state HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        "GET /state HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        "GET /state HTTP/1.1\r\nConnection: close\r\n\r\n",
        "POST /state HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ] {
        let answer = answer(&preview, request);
        assert!(answer.starts_with("HTTP/1.1 4") && !answer.contains("みどり町"), "{request}: {answer}");
    }
}

#[test]
fn no_address_leads_into_the_file_system() {
    let preview = Preview::of(Project::small(), &[]);
    for path in [
        "/../../etc/passwd",
        "/pages/../../../etc/passwd",
        "/pages/..%2f..%2fetc%2fpasswd.svg",
        "/data/plan.yaml",
        "//etc/passwd",
        "/pages/.svg",
        "/pages/../../etc/passwd/880.png",
        "/pages/a/880.png",
        "/%00",
    ] {
        let answer = get(&preview, path, "127.0.0.1");
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("計画期間"), "{path}: {answer}");
    }
    let page = get(&preview, "/", "127.0.0.1");
    assert!(page.contains("content-security-policy: default-src 'none'"), "{page}");
}

#[test]
fn each_file_of_the_page_has_its_address() {
    let preview = Preview::of(Project::small(), &[]);
    let folder = repository().join("src/preview/page");
    let files = |folder| std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    for file in files(folder.clone()).chain(files(folder.join("home"))) {
        if file.path().is_dir() {
            continue;
        }
        let name = file.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let address = match name.as_str() {
            "index.html" => "/",
            "home/home.html" => "/home",
            name => &format!("/{name}"),
        };
        let answer = get(&preview, address, "localhost");
        let kind = match name.rsplit_once('.').unwrap().1 {
            "js" => "text/javascript",
            "css" => "text/css",
            "svg" => "image/svg+xml",
            "html" => "text/html",
            // What only developers need stays with them.
            _ => {
                assert!(answer.starts_with("HTTP/1.1 404"), "{name}: {answer}");
                continue;
            }
        };
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(&text), "{name}: {answer}");
        assert!(answer.contains(&format!("content-type: {kind}")), "{name}: {answer}");
    }
}

#[test]
fn a_version_without_the_booklet_is_told_and_the_booklet_is_shown() {
    let earlier = Project::small();
    earlier.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: R6");
    earlier.remove("data/records/R7");
    for id in ["koekake", "haishoku", "ibasho"] {
        earlier.edit(&format!("data/measures/{id}.yaml"), "R6-R11", "R6");
    }
    let preview = Preview::of(Project::small(), &["--since", earlier.path("").to_str().unwrap()]);
    let state = get(&preview, "/state", "127.0.0.1");
    for wanted in ["みどり町", "W0304", "前の版から令和７年度の冊子を作れない", "計画期間 R6 の外"]
    {
        assert!(state.contains(wanted), "{wanted}: {state}");
    }
}

#[test]
fn many_and_slow_clients_hold_up_nobody() {
    let mut preview = Preview::of(Project::small(), &[]);
    // One that never ends its request, one that never reads its answer, and one that sends nonsense.
    let mut slow = TcpStream::connect(preview.address()).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    let mut deaf: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(preview.address()).unwrap()).collect();
    for client in &mut deaf {
        client.write_all("GET /state HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50).as_bytes()).unwrap();
    }
    let nonsense = answer(&preview, "\u{0}\u{1}\u{2}\r\n\r\n");
    assert!(nonsense.starts_with("HTTP/1.1 400") || nonsense.is_empty(), "{nonsense}");
    let clients: Vec<_> = thread::scope(|scope| {
        let handles: Vec<_> =
            (0..200).map(|_| scope.spawn(|| get(&preview, "/state", "127.0.0.1"))).collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    assert!(clients.iter().all(|answer| answer.starts_with("HTTP/1.1 200") && answer.ends_with('}')));
    assert!(preview.is_running());
}

#[test]
fn an_address_for_others_is_asked_for_and_told() {
    let project = Project::small();
    let run = project.run(&["serve", "--port", "0", "--host", "ここ"]);
    assert!(run.status == 2 && run.stderr.contains("IP アドレス"), "{}", run.stderr);
    let run = project.run(&["serve", "--host", "203.0.113.7", "--port", "0"]);
    assert!(run.status == 2 && run.stderr.contains("E0904"), "{}", run.stderr);
    let run = Project::empty().run(&["serve", "--port", "0"]);
    assert!(run.status == 2 && run.stderr.contains("E0902"), "{}", run.stderr);
    let run = project.run(&["serve", "--editor", "javascript:alert('{file}')"]);
    assert!(run.status == 2 && run.stderr.contains("エディター"), "{}", run.stderr);
}

/// Where no browser can be opened.
#[cfg(target_os = "linux")]
#[test]
fn what_its_addresses_are_good_for_is_told() {
    let project = Project::small();
    let mut program = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
    program.args(["serve", "--port", "0", "--edit", "--open"]).env("PATH", "").current_dir(project.path(""));
    let mut program = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
    let told: Vec<String> = lines.take_while(|line| !line.contains("秒で作りました")).collect();
    program.kill().unwrap();
    let remarks = String::from_utf8(program.wait_with_output().unwrap().stderr).unwrap();
    let told = told.join("\n");
    assert!(told.contains("このパソコンでしか開けません") && told.contains("--host"), "{told}");
    assert!(remarks.contains("ブラウザーを自分で開き") && remarks.contains("http://127.0.0.1:"), "{remarks}");
    assert!(!remarks.contains("Launcher") && !remarks.contains("os error"), "{remarks}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_a_browser_looks() {
    let mut preview = Preview::of(Project::small(), &[]);
    let mut looking = TcpStream::connect(preview.address()).unwrap();
    looking.write_all(b"GET /news HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut first = [0; 12];
    looking.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    assert!(interrupt(preview.id()));
    assert_eq!(preview.wait(), Some(130));
}

#[test]
fn a_page_is_a_picture_as_wide_as_somebody_sees_it() {
    let preview = Preview::of(Project::small(), &[]);
    let state: serde_json::Value =
        ureq::get(format!("{}state", preview.url)).call().unwrap().body_mut().read_json().unwrap();
    let name = state["booklet"]["pages"][4]["picture"].as_str().unwrap();
    let mut answer = ureq::get(format!("{}pages/{name}/700.png", preview.url)).call().unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    let png = answer.body_mut().read_to_vec().unwrap();
    let picture = image::load_from_memory(&png).unwrap();
    assert_eq!(picture.width(), 700);
    // It is not blank.
    assert!(picture.to_luma8().pixels().filter(|pixel| pixel.0[0] < 128).count() > 1_000);
    for (width, status) in [("2400", "200"), ("2401", "404"), ("0", "404"), ("70000", "404"), ("-5", "404")] {
        let answer = get(&preview, &format!("/pages/{name}/{width}.png"), preview.address());
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{width}");
    }
}
