import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Movements that end are over: a half-faded text has no contrast. Those of what is not rendered do not even begin. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ends = ({ effect }: Animation) =>
      effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY;
    const rendered = ({ effect }: Animation) =>
      effect instanceof KeyframeEffect && effect.target?.checkVisibility({ contentVisibilityAuto: true });
    const awaited = document.getAnimations().filter((animation) => ends(animation) && rendered(animation));
    return Promise.all(awaited.map((animation) => animation.finished.catch(() => undefined)));
  });
}

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/** What depends on colours; all else was asked of the same page by daylight. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Nothing axe knows of is wrong with what is shown now, by day and by night. */
export async function expectAccessible(page: Page, place: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await settled(page);
  const byDay = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  await settled(page);
  const byNight = await new AxeBuilder({ page }).withRules(RULES_OF_COLOUR).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  expect.soft(findings(byDay), place).toEqual([]);
  expect.soft(findings(byNight), `${place}, dark`).toEqual([]);
}

function findings({ violations }: AxeResults) {
  return violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) }));
}
