import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type ResolvedConfig } from "vite";

const SOURCE = fileURLToPath(new URL("./src/service-worker/worker.ts", import.meta.url));

/** Files of `public/` that are shown without a connection. */
const OFFLINE = ["offline.html", "offline.css", "favicon.svg", "theme.js"];

/** A name that changes with any of the files: theirs change with their content, the others are read. */
export function versionOf(names: readonly string[], contents: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of [...names, ...contents]) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 12);
}

/** Adds `/sw.js` to a build: one file of its own, which knows every file of the app by name. */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "service-worker",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    async writeBundle(_options, bundle) {
      const assets = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const contents = OFFLINE.map((name) => readFileSync(join(config.publicDir, name)));
      const files = [...assets, ...OFFLINE].sort().map((name) => `/${name}`);
      const shell = { version: versionOf(files, contents), files };
      await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        define: { __SHELL__: JSON.stringify(shell) },
        build: {
          outDir: config.build.outDir,
          emptyOutDir: false,
          target: config.build.target,
          rolldownOptions: { input: SOURCE, output: { format: "iife", entryFileNames: "sw.js" } },
        },
      });
    },
  };
}
