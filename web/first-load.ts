import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What a browser fetches before anything shows; the player and everything behind a click come later. */
const BUDGET_BYTES = 200_000;

interface Chunk {
  fileName: string;
  code: string;
  isEntry: boolean;
  /** The source it was made for, where it is one that is loaded when wanted. */
  facadeModuleId: string | null;
  /** File names of what it needs at once, not of what it loads when wanted. */
  imports: readonly string[];
}

/** Of these a browser fetches one before anything shows. */
const TEXTS = /\/i18n\/\w+\/index\.ts$/;

/**
 * The entries, the longest of the languages, and everything these need at once, each counted once and compressed as
 * it is sent; in bytes.
 */
export function firstLoadBytes(chunks: readonly Chunk[]): number {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set(chunks.filter((chunk) => chunk.isEntry));
  const [texts] = chunks
    .filter((chunk) => TEXTS.test(chunk.facadeModuleId ?? ""))
    .sort((one, other) => sent(other) - sent(one));
  if (texts) needed.add(texts);
  for (const chunk of needed) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported) needed.add(imported);
    }
  }
  return [...needed].reduce((sum, chunk) => sum + sent(chunk), 0);
}

function sent(chunk: Chunk): number {
  return gzipSync(chunk.code).length;
}

/** Fails the build when the first load has become too heavy. */
export function firstLoadBudget(): Plugin {
  return {
    name: "first-load-budget",
    apply: "build",
    // After every other plugin has had its say about the code.
    enforce: "post",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const bytes = firstLoadBytes(chunks);
      const said = `first load: ${(bytes / 1000).toFixed(1)} kB of JavaScript, gzip; at most ${BUDGET_BYTES / 1000}`;
      if (bytes > BUDGET_BYTES) this.error(`${said}. Load what is not needed at once lazily.`);
      this.info(said);
    },
  };
}
