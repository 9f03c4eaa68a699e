import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program of ours that says on its standard output when it is ready. */
export class Child {
  private readonly process: ChildProcess;
  private readonly said: string[] = [];

  constructor(command: string, options: string[], environment: Record<string, string>) {
    this.process = spawn(command, options, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stderr?.on("data", (chunk: Buffer) => this.said.push(chunk.toString()));
  }

  /** The first match in a line of its output; fails with all it said when it ends before. */
  async lineMatching(pattern: RegExp): Promise<RegExpExecArray> {
    if (!this.process.stdout) throw new Error("no output to read");
    for await (const line of createInterface({ input: this.process.stdout })) {
      this.said.push(line);
      const match = pattern.exec(line);
      if (match) {
        // Nobody reads on; without this a full pipe would stop the program.
        this.process.stdout.resume();
        return match;
      }
    }
    throw new Error(`It ended before it was ready:\n${this.said.join("\n")}`);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGINT");
    await ended;
  }
}
