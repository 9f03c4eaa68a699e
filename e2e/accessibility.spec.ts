import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { dropLink, expectReady, linkTo, paste, summaryOf, tile, troubled, videoIds } from "./gestures";
import type { Person, Video } from "./person";
import { expect, test } from "./reelshelf";

type Look = (place: string) => Promise<void>;

const IDS = videoIds(6, "fA");

/** Opens a dialog, looks at it, and closes it: the focus goes back to what opened it. */
async function lookAtDialog(page: Page, look: Look, opener: Locator, place: string): Promise<void> {
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(place);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(opener, `focus after ${place}`).toBeFocused();
}

/** As with a dialog. */
async function lookAtMenu(page: Page, look: Look, opener: Locator, place: string): Promise<void> {
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await look(place);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(opener, `focus after ${place}`).toBeFocused();
}

interface Stocked {
  listId: string;
  videos: Video[];
  of: (youtubeId: string) => Video;
}

/** A list with ordinary and troubled videos, all through, and a tag on three of them. */
async function stock(page: Page, person: Person): Promise<Stocked> {
  const list = await person.createList("Talks");
  await person.importLinks(list.id, [...IDS, troubled.private, troubled.withoutCaptions].map(linkTo));
  await page.goto(`/lists/${list.id}`);
  await summaryOf(page);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  const videos = await person.videosOf(list.id);
  const tag = await person.post<{ id: string }>("/api/tags", { name: "Sunday", color: "amber" });
  await person.post("/api/videos/tags", {
    video_ids: videos.slice(0, 3).map((video) => video.id),
    add: [tag.id],
    remove: [],
  });
  await expect(page.getByRole("img", { name: "Tags: Sunday" })).toHaveCount(3);
  const of = (youtubeId: string): Video => {
    const video = videos.find((known) => known.youtube_id === youtubeId);
    if (!video) throw new Error(`not on the list: ${youtubeId}`);
    return video;
  };
  return { listId: list.id, videos, of };
}

test.describe("axe finds nothing:", () => {
  test.use({ actionTimeout: 20_000, contextOptions: { reducedMotion: "reduce" } });
  test.setTimeout(240_000);

  test("an import from the first page to the end", async ({ page, simulator }) => {
    const look: Look = (place) => expectAccessible(page, place);
    const [first = ""] = IDS;
    await expect(page.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
    await look("empty shelf");
    await page.getByRole("button", { name: "Add videos" }).last().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("dialog to add videos");
    await page.getByRole("textbox", { name: "Links" }).fill("hello");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("alert")).toHaveText("There are no video links in this.");
    await look("nothing to add");
    await page.keyboard.press("Escape");
    await page.locator("main").dispatchEvent("dragover", {
      dataTransfer: await page.evaluateHandle(() => {
        const made = new DataTransfer();
        made.setData("text/uri-list", "https://youtu.be/");
        return made;
      }),
    });
    await expect(page.getByText("Drop to add")).toBeVisible();
    await look("something hovers over the page");
    await page.reload();
    await expect(page.getByRole("button", { name: "Add videos" })).toBeVisible();

    await paste(page, [...IDS.map(linkTo), linkTo(first), "no link"].join("\n"));
    await expect(page.getByText("6 videos found")).toBeVisible();
    await look("preview");
    // Slow enough to be looked at.
    await simulator.fault("*", { latency_seconds: 8 });
    await page.getByRole("button", { name: "Import 6 videos" }).click();
    await expect(tile(page, first)).toBeVisible();
    await look("while importing");
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("Import paused")).toBeVisible();
    await look("paused");
    await simulator.reset();
    await page.getByRole("button", { name: "Resume" }).click();
    await summaryOf(page);
    await look("summary");
    await dropLink(page, linkTo(first));
    await expect(page.getByText("This video is already on this shelf.")).toBeVisible();
    await look("a notice");
    await page.getByRole("link", { name: "All imports" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
    await look("imports");
  });

  test("the shelf, its menus and its dialogs", async ({ page, person }) => {
    const look: Look = (place) => expectAccessible(page, place);
    await stock(page, person);
    const [first = ""] = IDS;
    const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
    await look("finished shelf");

    await lookAtMenu(
      page,
      look,
      tile(page, first).getByRole("button", { name: /^Options for/ }),
      "video menu",
    );
    await lookAtMenu(page, look, button("View"), "view menu");
    await lookAtMenu(page, look, button(/^Sorted by/), "sort menu");
    await lookAtMenu(page, look, page.getByRole("button", { name: "Account" }), "account menu");
    await lookAtMenu(page, look, button("Options for “Talks”"), "list menu");
    await lookAtMenu(page, look, button("Options for the tag “Sunday”"), "tag menu");
    await lookAtDialog(page, look, button("New list"), "new list");
    await lookAtDialog(page, look, button("New tag"), "new tag");
    await lookAtDialog(page, look, button("Filter"), "filters");
    for (const [options, items] of [
      ["Options for “Talks”", ["Rename", "Delete"]],
      ["Options for the tag “Sunday”", ["Rename or recolour", "Delete"]],
    ] as const) {
      for (const item of items) {
        await button(options).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("menuitem", { name: item }).press("Enter");
        await expect(page.getByRole("dialog")).toBeVisible();
        await look(`${item}, ${options}`);
        await page.keyboard.press("Escape");
        await expect(button(options), `focus after ${item}`).toBeFocused();
      }
    }

    await page.goto(`${page.url()}?q=qwxzzyk`);
    await expect(page.getByRole("heading", { name: "No video fits" })).toBeVisible();
    await look("nothing fits");
    await page.goBack();
    await expectReady(tile(page, first));

    const toolbar = page.getByRole("toolbar", { name: "With the selected videos" });
    await page.keyboard.press("ControlOrMeta+a");
    await expect(toolbar).toBeVisible();
    await look("everything selected");
    for (const name of ["Tags", "Move", "Remove"]) {
      await lookAtDialog(page, look, toolbar.getByRole("button", { name, exact: true }), `dialog ${name}`);
    }
    await page.keyboard.press("Escape");
    await button("View").click();
    await page.getByRole("menuitemradio", { name: "Table" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("grid")).toBeVisible();
    await look("table");
    await page.keyboard.press("ControlOrMeta+a");
    await expect(toolbar).toBeVisible();
    await look("everything in the table selected");
  });

  test("search and the pages of videos", async ({ page, person }) => {
    const look: Look = (place) => expectAccessible(page, place);
    const { of } = await stock(page, person);
    await page.keyboard.press("/");
    const field = page.getByRole("combobox");
    await look("search, before anything is typed");
    await field.fill("the");
    await expect(page.getByRole("option").first()).toBeVisible();
    await look("search, found");
    await field.fill("qwxzzyk");
    await expect(page.getByText("Nothing found").first()).toBeVisible();
    await look("search, nothing found");
    await page.keyboard.press("Escape");

    await page.goto(`/videos/${of(IDS[0] ?? "").id}`);
    await expect(
      page.getByRole("region", { name: "Transcript" }).getByRole("listitem").first(),
    ).toBeVisible();
    await look("video");
    const title = page.getByRole("button", { name: "Change title" });
    await title.click();
    await expect(page.getByRole("textbox", { name: "Your title" })).toBeFocused();
    await look("own title");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add tag" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("tags of a video");
    await page.keyboard.press("Escape");
    await page.goto(`/videos/${of(troubled.withoutCaptions).id}`);
    await expect(page.getByText("This video has no captions.")).toBeVisible();
    await look("video without captions");
    await page.goto(`/videos/${of(troubled.private).id}`);
    await expect(page.getByText("This video is private.")).toBeVisible();
    await look("unavailable video");
    await page.goto("/nowhere");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look("not found");
    await page.goto("/share?title=Bridges&text=nothing");
    await expect(page.getByRole("heading", { name: "There is no video link in this" })).toBeVisible();
    await look("nothing shared");
    await page.goto(`/share?text=${encodeURIComponent(linkTo("fBshared001"))}`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("something shared");
  });

  test("the settings of an owner, and the door", async ({ browser, reelshelf }) => {
    const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
    const page = await context.newPage();
    const look: Look = (place) => expectAccessible(page, place);
    await page.goto(reelshelf.url);
    await expect(page.getByLabel("Password")).toBeVisible();
    await look("sign-in");
    const { email, password } = await reelshelf.ownerCredentials();
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await look("a wrong password");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("navigation", { name: "Lists" })).toBeVisible();

    await page.goto(`${reelshelf.url}/settings`);
    await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
    await expect(page.getByRole("list", { name: "People" })).toBeVisible();
    await look("settings");
    await lookAtDialog(page, look, page.getByRole("button", { name: "New token" }), "new token");
    await page.getByRole("button", { name: "New token" }).click();
    await page.getByLabel("What it is for").fill("Backup");
    await page.getByRole("button", { name: "Create token" }).click();
    await expect(page.getByRole("textbox", { name: "Token" })).toBeFocused();
    await look("a token, shown once");
    await page.getByRole("button", { name: "Done" }).click();
    const revoke = page.getByRole("button", { name: "Revoke Backup" });
    await lookAtDialog(page, look, revoke, "revoke a token");
    await revoke.click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await expect(revoke).toHaveCount(0);
    const guest = "guest@example.org";
    await page.getByLabel("E-mail address").fill(guest);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Sign-in link" })).toBeFocused();
    await look("a sign-in link, shown once");
    await lookAtDialog(page, look, page.getByRole("button", { name: `Remove ${guest}` }), "remove a person");
    await page.goto(`${reelshelf.url}/offline.html`);
    await look("out of reach");
    await context.close();
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test("shelf, selection and the menu beside it", async ({ page, person }) => {
      const look: Look = (place) => expectAccessible(page, place);
      await stock(page, person);
      await look("shelf");
      await lookAtDialog(page, look, page.getByRole("button", { name: "Lists and account" }), "the menu");
      await page.getByRole("button", { name: "Select videos" }).click();
      await tile(page, IDS[0] ?? "").tap();
      await expect(page.getByText("1 selected").first()).toBeVisible();
      await look("selection");
      await page.keyboard.press("Escape");
      await expectReady(tile(page, IDS[0] ?? ""));
      await tile(page, IDS[0] ?? "")
        .getByRole("link")
        .tap();
      await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
      await look("video");
    });
  });
});
