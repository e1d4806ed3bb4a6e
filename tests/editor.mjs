// What an editor offers who is told what `shinchoku schema` writes: asks the language server of the YAML extension.
//
// Usage: node tests/editor.mjs SERVER FOLDER, where FOLDER has a plan and its schemas.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [server, folder] = process.argv.slice(2).map((path) => resolve(path));
const root = pathToFileURL(folder).href;
const settings = JSON.parse(readFileSync(`${folder}/.vscode/settings.json`, "utf8"));

/** The language server, with the settings of the folder. */
class Server {
  #child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  #unread = Buffer.alloc(0);
  #count = 0;
  #answers = new Map();
  /** What is found in a file, by whoever waits for it. */
  #found = new Map();

  constructor() {
    this.#child.stdout.on("data", (part) => {
      this.#unread = Buffer.concat([this.#unread, part]);
      this.#read();
    });
  }

  #read() {
    for (;;) {
      const head = this.#unread.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#unread.toString("utf8", 0, head))[1]);
      const end = head + 4 + length;
      if (this.#unread.length < end) return;
      const message = JSON.parse(this.#unread.toString("utf8", head + 4, end));
      this.#unread = this.#unread.subarray(end);
      this.#hear(message);
    }
  }

  #hear({ id, method, params, result }) {
    if (method === "workspace/configuration") {
      const of = (section) => (section === "yaml" ? this.#yaml() : {});
      this.#send({ id, result: params.items.map(({ section }) => of(section)) });
    } else if (method === "textDocument/publishDiagnostics") {
      this.#found.get(params.uri)?.(params.diagnostics);
    } else if (method && id !== undefined) {
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      this.#answers.get(id)?.(result);
    }
  }

  #yaml() {
    const schemas = Object.entries(settings["yaml.schemas"]).map(([path, files]) => [`${root}/${path}`, files]);
    return { validate: true, completion: true, hover: true, schemas: Object.fromEntries(schemas) };
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  tell(method, params) {
    this.#send({ method, params });
  }

  ask(method, params) {
    const id = ++this.#count;
    this.#send({ id, method, params });
    return new Promise((settle) => this.#answers.set(id, settle));
  }

  async begin() {
    await this.ask("initialize", {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: "計画" }],
      capabilities: { workspace: { configuration: true }, textDocument: { completion: { completionItem: {} } } },
    });
    this.tell("initialized", {});
    this.tell("workspace/didChangeConfiguration", { settings: { yaml: this.#yaml() } });
  }

  /** Opens a file that says a text. Returns what is found in it. */
  open(path, text) {
    const uri = `${root}/${path}`;
    const found = new Promise((settle) => this.#found.set(uri, settle));
    this.tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return found;
  }

  /** The words that are offered behind a text in a file. */
  async offered(path, text) {
    await this.open(path, text);
    const lines = text.split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    const answer = await this.ask("textDocument/completion", { textDocument: { uri: `${root}/${path}` }, position });
    return (answer?.items ?? []).map((item) => item.label);
  }

  end() {
    this.#child.kill();
  }
}

/** @param {string[]} offered @param {string[]} wanted */
function assertOffers(offered, wanted) {
  for (const word of wanted) assert.ok(offered.includes(word), `「${word}」がない: ${offered.join("、")}`);
}

const editor = new Server();
await editor.begin();
try {
  assertOffers(await editor.offered("data/records/R5/a.yaml", "指標目標: 1回\n自"), ["自己評価"]);
  assertOffers(await editor.offered("data/records/R5/b.yaml", "自己評価: "), ["A", "B", "C", "D"]);
  assertOffers(await editor.offered("data/measures/c.yaml", "担当係:\n  - "), ["庶務係", "地域福祉係"]);
  assertOffers(await editor.offered("data/plan.yaml", "全体の状況: "), ["する", "しない"]);

  assert.deepEqual(await editor.open("data/records/R5/right.yaml", "自己評価: A\n成果:\n"), []);
  const [wrong] = await editor.open("data/records/R5/wrong.yaml", "成果: した。\n自己評価: E\n");
  assert.equal(wrong.range.start.line, 1, JSON.stringify(wrong));
} finally {
  editor.end();
}
