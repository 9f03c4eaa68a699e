import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child";

export const root = join(__dirname, "..");
export const bin = join(root, ".venv", "bin");

/** A folder of its own, gone afterwards. Its name is short: a PostgreSQL socket path has at most 107 bytes. */
export async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "rs-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Addresses {
  proxy_url: string;
  ca_file: string;
  control_url: string;
}

/** What an endpoint of the simulated YouTube does to requests; see `tests/simulators/faults/switches.py`. */
export interface Fault {
  latency_seconds?: number;
  status?: number | null;
  retry_after_seconds?: number | null;
  times?: number | null;
}

/** The latency every answer has, so that a pie can be seen before it is full. */
const LATENCY_SECONDS = 0.15;

export class Simulator {
  private readonly addresses: Addresses;

  private constructor(addresses: Addresses) {
    this.addresses = addresses;
  }

  static async whileRunning(folder: string, use: (simulator: Simulator) => Promise<void>): Promise<void> {
    const options = ["-m", "simulators", "--dir", folder, "--latency", String(LATENCY_SECONDS)];
    const child = new Child(join(bin, "python"), options, { PYTHONPATH: join(root, "tests") });
    const [line] = await child.lineMatching(/^\{.*\}$/);
    await use(new Simulator(JSON.parse(line) as Addresses));
    await child.stop();
  }

  /** Settings that send everything Reelshelf asks of others here. */
  get settings(): Record<string, string> {
    return {
      REELSHELF_OUTBOUND_PROXY: this.addresses.proxy_url,
      REELSHELF_OUTBOUND_CA_FILE: this.addresses.ca_file,
      // A simulated YouTube need not be spared.
      REELSHELF_YOUTUBE_REQUESTS_PER_HOUR: "100000000",
    };
  }

  async fault(endpoint: string, fault: Fault): Promise<void> {
    await this.tell("PUT", `/faults/${endpoint}`, fault);
  }

  /** The video can be had again, whatever its id says. */
  async cure(youtubeId: string): Promise<void> {
    await this.tell("PUT", `/videos/${youtubeId}`, { trouble: null });
  }

  /** As it was at the beginning. */
  async reset(): Promise<void> {
    await this.tell("DELETE", "/faults");
    await this.fault("*", { latency_seconds: LATENCY_SECONDS });
  }

  private async tell(method: string, path: string, body?: object): Promise<void> {
    const answer = await fetch(this.addresses.control_url + path, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`The simulator refused ${method} ${path}: ${await answer.text()}`);
  }
}
