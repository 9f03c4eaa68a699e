import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { Child } from "./child";

const root = join(__dirname, "..");
const bin = join(root, ".venv", "bin");

interface Simulator {
  proxy_url: string;
  ca_file: string;
  control_url: string;
}

export interface Reelshelf {
  url: string;
  /** Good for one sign-in. */
  signInLink: string;
}

async function temporaryFolder(): Promise<string> {
  // Short: a PostgreSQL socket path has at most 107 bytes.
  return mkdtemp(join(tmpdir(), "rs-"));
}

/** A real `reelshelf up` with an empty data folder for each test, on simulated upstreams. */
export const test = base.extend<{ reelshelf: Reelshelf }, { simulator: Simulator }>({
  simulator: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const folder = await temporaryFolder();
      const options = ["-m", "simulators", "--dir", folder, "--latency", "0.15"];
      const child = new Child(join(bin, "python"), options, { PYTHONPATH: join(root, "tests") });
      const [line] = await child.lineMatching(/^\{.*\}$/);
      await use(JSON.parse(line) as Simulator);
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],

  reelshelf: async ({ simulator }, use) => {
    const folder = await temporaryFolder();
    const child = new Child(
      join(bin, "reelshelf"),
      ["up", "--port", "0", "--no-open", "--data-dir", folder],
      {
        REELSHELF_OUTBOUND_PROXY: simulator.proxy_url,
        REELSHELF_OUTBOUND_CA_FILE: simulator.ca_file,
        // A simulated YouTube need not be spared.
        REELSHELF_YOUTUBE_REQUESTS_PER_HOUR: "100000000",
      },
    );
    const [signInLink] = await child.lineMatching(/http:\/\/\S+\/sign-in#token=\S+/);
    await use({ url: new URL(signInLink).origin, signInLink });
    await child.stop();
    await rm(folder, { recursive: true, force: true });
  },

  page: async ({ page, reelshelf }, use) => {
    await page.goto(reelshelf.signInLink);
    await expect(page.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
    await use(page);
  },
});

export { expect };
