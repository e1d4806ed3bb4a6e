//! A browser without a window, driven as the standard `WebDriver` says.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// One browser at a time: on two cores they would take the time from each other that is measured.
static TURN: Mutex<()> = Mutex::new(());

pub struct Browser {
    driver: Child,
    session: String,
    profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// A new browser with a window of a size.
    pub fn new(width: u32, height: u32) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is there; .ci/browser installs it");
        let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .map(Result::unwrap)
            .find_map(|line| {
                Some(line.split_once("started successfully on port ")?.1.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver says its port");
        let profile = TempDir::new().unwrap();
        let mut browser =
            Self { driver, session: format!("http://127.0.0.1:{port}/session"), profile, _turn: turn };
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                format!("--user-data-dir={}", browser.profile.path().display()),
                format!("--window-size={width},{height}"),
            ] },
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        } } });
        let session = browser.ask("", &capabilities);
        browser.session = format!("{}/{}", browser.session, session["sessionId"].as_str().unwrap());
        browser
    }

    /// Goes to an address.
    pub fn open(&self, url: &str) {
        self.ask("/url", &json!({ "url": url }));
    }

    /// Loads the page anew.
    pub fn reload(&self) {
        self.ask("/refresh", &json!({}));
    }

    /// What JavaScript says, with `arguments`.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.ask("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// What a script returns that waits; it calls its last argument with that.
    pub fn run_waiting(&self, script: &str, arguments: &[Value]) -> Value {
        self.ask("/execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// What an expression of JavaScript is.
    pub fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression}"), &[])
    }

    /// Waits until an expression of JavaScript is true.
    pub fn wait_for(&self, expression: &str) {
        let start = Instant::now();
        while self.value(&format!("Boolean({expression})")) != json!(true) {
            assert!(
                start.elapsed() < PATIENCE,
                "never true: {expression}\n{}",
                self.value("document.body.innerText")
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Presses keys, wherever the focus is.
    pub fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
            })
            .collect();
        self.ask(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    /// Presses a key while others are held.
    pub fn chord(&self, held: &str, key: &str) {
        let press = |kind| move |key: char| json!({ "type": kind, "value": key.to_string() });
        let down = held.chars().map(press("keyDown"));
        let typed = key.chars().flat_map(|key| [press("keyDown")(key), press("keyUp")(key)]);
        let up = held.chars().rev().map(press("keyUp"));
        let actions: Vec<Value> = down.chain(typed).chain(up).collect();
        self.ask(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    /// Clicks on what a selector finds, as a hand would: it has to be in view.
    pub fn click(&self, selector: &str) {
        let start = Instant::now();
        loop {
            let element = self.ask("/element", &json!({ "using": "css selector", "value": selector }));
            let id = element.as_object().unwrap().values().next().unwrap().as_str().unwrap();
            let answer = self.answer(&format!("/element/{id}/click"), &json!({}));
            // A new state may have come in between, with it a new element.
            match answer {
                Ok(_) => return,
                Err(reason) if reason["value"]["error"] == "stale element reference" => {
                    assert!(start.elapsed() < PATIENCE, "never the same for long: {selector}");
                }
                Err(reason) => panic!("{selector}: {reason}"),
            }
        }
    }

    /// What a screen reader is given: role, name, and whether it is read out when it changes.
    pub fn read_aloud(&self) -> Vec<(String, String, String)> {
        let tree = self.tell("Accessibility.getFullAXTree", &json!({}));
        let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        let live = |node: &Value| {
            let properties = node["properties"].as_array().cloned().unwrap_or_default();
            properties.iter().find(|property| property["name"] == "live").map(|live| text(&live["value"]))
        };
        let nodes = tree["nodes"].as_array().unwrap().iter().filter(|node| node["ignored"] != true);
        nodes.map(|node| (text(&node["role"]), text(&node["name"]), live(node).unwrap_or_default())).collect()
    }

    /// What axe-core finds wrong with what is shown.
    pub fn violations(&self) -> Value {
        let axe = crate::support::repository().join("target/browser/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).expect("axe-core is there; .ci/browser installs it");
        self.run_waiting(
            &format!(
                "{axe}; const done = arguments[arguments.length - 1];
                axe.run(document, {{ resultTypes: ['violations'] }}).then((found) => done(found.violations.map(
                    (violation) => [violation.id, violation.help, violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])))"
            ),
            &[],
        )
    }

    /// What the browser prints, as a PDF. The standard's own command gives up after ten seconds.
    pub fn print(&self) -> Vec<u8> {
        let printed = self.tell("Page.printToPDF", &json!({ "preferCSSPageSize": true }));
        BASE64_STANDARD.decode(printed["data"].as_str().unwrap()).unwrap()
    }

    /// Makes the page as wide and high as a window of this size would.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Prefers `light` or `dark` colours.
    pub fn prefer(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.tell("Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
    }

    /// Runs the scripts of pages no more. Those of the tests run.
    pub fn disable_scripts(&self) {
        self.tell("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// A command of the browser's own protocol.
    fn tell(&self, command: &str, parameters: &Value) -> Value {
        self.ask("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Puts the pointer on what a selector finds.
    pub fn point_at(&self, selector: &str) {
        let element = self.ask("/element", &json!({ "using": "css selector", "value": selector }));
        let moves = json!([{ "type": "pointerMove", "duration": 0, "origin": element, "x": 0, "y": 0 }]);
        self.ask("/actions", &json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": moves }] }));
    }

    /// All addresses that were asked for so far.
    pub fn requests(&self) -> Vec<String> {
        let log = self.ask("/se/log", &json!({ "type": "performance" }));
        let entries = log.as_array().unwrap().iter();
        let messages =
            entries.map(|entry| serde_json::from_str::<Value>(entry["message"].as_str().unwrap()).unwrap());
        messages
            .filter(|message| message["message"]["method"] == "Network.requestWillBeSent")
            .map(|message| message["message"]["params"]["request"]["url"].as_str().unwrap().to_owned())
            .collect()
    }

    /// What the page complained of.
    pub fn complaints(&self) -> Value {
        self.ask("/se/log", &json!({ "type": "browser" }))
    }

    fn ask(&self, command: &str, body: &Value) -> Value {
        self.answer(command, body).unwrap_or_else(|reason| panic!("{command}: {reason}"))
    }

    /// The value that is answered, or, if it cannot be done, the whole answer.
    fn answer(&self, command: &str, body: &Value) -> Result<Value, Value> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent.post(format!("{}{command}", self.session)).send_json(body).unwrap();
        let ok = answer.status().is_success();
        let mut answer: Value = answer.body_mut().with_config().limit(200_000_000).read_json().unwrap();
        if ok { Ok(answer["value"].take()) } else { Err(answer) }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
