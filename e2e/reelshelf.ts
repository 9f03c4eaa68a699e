import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { Child } from "./child";
import { Person } from "./person";
import { bin, inTemporaryFolder, Simulator } from "./simulator";
import { Watch } from "./watch";

/** A running `reelshelf up` on simulated upstreams, and its owner's session. */
export class Reelshelf {
  readonly url: string;
  private readonly owner: Person;
  private accounts = 0;

  private constructor(url: string, owner: Person) {
    this.url = url;
    this.owner = owner;
  }

  static async whileRunning(
    simulator: Simulator,
    use: (reelshelf: Reelshelf) => Promise<void>,
  ): Promise<void> {
    await inTemporaryFolder(async (folder) => {
      const options = ["up", "--port", "0", "--no-open", "--data-dir", folder];
      const child = new Child(join(bin, "reelshelf"), options, simulator.settings);
      const [link] = await child.lineMatching(/http:\/\/\S+\/sign-in#token=\S+/);
      const owner = await Person.byLink(link);
      try {
        await use(new Reelshelf(new URL(link).origin, owner));
      } finally {
        await child.stop();
      }
    });
  }

  /** What the owner can sign in with; they have a password from the first time this is asked. */
  async ownerCredentials(): Promise<{ email: string; password: string }> {
    const password = "a long password for tests";
    const { email, has_password: known } = await this.owner.get<{ email: string; has_password: boolean }>(
      "/api/me",
    );
    if (!known) await this.owner.post("/api/me/password", { new_password: password });
    return { email, password };
  }

  /** A new account with an empty shelf; the link signs in once. */
  async newSignInLink(): Promise<string> {
    this.accounts += 1;
    const email = `ada.${this.accounts}@example.org`;
    const made = await this.owner.post<{ sign_in_link: string }>("/api/users", { email });
    return made.sign_in_link;
  }
}

interface Running {
  simulator: Simulator;
  shared: Reelshelf;
}

interface Journey {
  reelshelf: Reelshelf;
  /** Takes part in every journey by itself. */
  watch: Watch;
  /** The person whose browser `page` is, on the way past the page. */
  person: Person;
  /** Good for one sign-in to the account of this test. */
  signInLink: string;
}

/**
 * All journeys share one Reelshelf, each with an account of its own; one that makes YouTube refuse what it is asked
 * takes `alone`, because what was learned then would slow down those that follow.
 */
export const test = base.extend<Journey & { alone: boolean }, Running>({
  simulator: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => inTemporaryFolder((folder) => Simulator.whileRunning(folder, use)),
    { scope: "worker" },
  ],
  shared: [
    async ({ simulator }, use) => Reelshelf.whileRunning(simulator, use),
    { scope: "worker", timeout: 120_000 },
  ],
  alone: [false, { option: true }],

  reelshelf: async ({ simulator, shared, alone }, use) => {
    if (alone) await Reelshelf.whileRunning(simulator, use);
    else await use(shared);
    await simulator.reset();
  },
  baseURL: async ({ reelshelf }, use) => use(reelshelf.url),
  signInLink: async ({ reelshelf }, use) => use(await reelshelf.newSignInLink()),
  watch: [
    async ({ context, reelshelf }, use) => {
      const watch = new Watch(reelshelf.url);
      await watch.over(context);
      await use(watch);
      watch.verdict();
    },
    { auto: true },
  ],
  page: async ({ page, signInLink }, use) => {
    await page.goto(signInLink);
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    await use(page);
  },
  person: async ({ page, reelshelf }, use) => use(await Person.ofContext(reelshelf.url, page.context())),
});

export { expect };
