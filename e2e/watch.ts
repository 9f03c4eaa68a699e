import { type BrowserContext, expect } from "@playwright/test";

const INLINE = /^(data|blob|about|chrome-error):/;

/** Chromium says this itself of every answer that is a refusal, and of every socket that is cut. */
const REFUSED = /^(Failed to load resource|WebSocket connection to)/;

/** Set by any naughty text that comes to life. */
const TRAP = "__scriptRan";

/** Everything that must not happen on any page of any journey, noted while it runs. */
export class Watch {
  private readonly noted: string[] = [];
  private readonly hosts: Set<string>;

  constructor(ownAddress: string) {
    this.hosts = new Set([new URL(ownAddress).host]);
  }

  /** From now on the person has agreed to this host; asked before, it would have been noted. */
  agreedTo(host: string): void {
    this.hosts.add(host);
  }

  async over(context: BrowserContext): Promise<void> {
    context.on("request", (request) => {
      const address = request.url();
      if (!INLINE.test(address) && !this.hosts.has(new URL(address).host))
        this.noted.push(`asked of a foreign host: ${address}`);
    });
    context.on("dialog", async (dialog) => {
      this.noted.push(`a dialog of a script: ${dialog.message()}`);
      await dialog.dismiss();
    });
    context.on("weberror", (error) => this.noted.push(`an error nobody caught: ${error.error().stack}`));
    context.on("console", (message) => {
      const loud = message.type() === "error" || message.type() === "warning";
      if (loud && !REFUSED.test(message.text())) this.noted.push(`in the console: ${message.text()}`);
    });
    await context.exposeFunction(TRAP, () => this.noted.push("a script in somebody's text ran"));
  }

  verdict(): void {
    expect(this.noted, "no foreign host, no script of a text, no error, a silent console").toEqual([]);
  }
}
